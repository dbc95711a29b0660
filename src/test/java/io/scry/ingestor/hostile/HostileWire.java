package io.scry.ingestor.hostile;

import static io.scry.ingestor.harness.Submitter.INGEST;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Api.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Requests that no client library would send, byte by byte. */
final class HostileWire {

    private static final int TIMEOUT_MILLIS = 20_000;

    private HostileWire() {}

    static List<HostileCase> all() {
        return List.of(
                raw("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "{}   "), "400"),
                raw(
                        "a length and chunks",
                        post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                        "400"),
                raw("a negative length", post("Content-Length: -1\r\n", ""), "400"),
                raw("a length of 10^30", post("Content-Length: 1" + "0".repeat(30) + "\r\n", ""), "400"),
                raw("chunks that are none", post("Transfer-Encoding: chunked\r\n", "zz\r\nxx\r\n"), "400"),
                raw("a chunk of 2^63 bytes", post("Transfer-Encoding: chunked\r\n", "7fffffffffffffff\r\nx"), "400"),
                raw("a coding that nobody knows", post("Transfer-Encoding: bogus\r\n", ""), "501"),
                raw("NUL in a header", post("X-A: a\0b\r\nContent-Length: 0\r\n", ""), "400"),
                raw("a header of 100,000 characters", post("X-A: " + "x".repeat(100_000) + "\r\n", ""), "400"),
                raw("2,000 headers", post("X-A: x\r\n".repeat(2000), ""), "400"),
                raw("no host", "GET /api/v1/ingestions HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
                raw("a path that is none", "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"),
                raw(
                        "a path with NUL",
                        "GET /api/v1/ingestions/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                raw("a path of slashes", "GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"),
                raw(
                        "a path that goes up",
                        "GET /api/v1/../../actuator/env HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                raw(
                        "a path with a parameter",
                        "GET /api/v1/ingestions;a=b/..;/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                raw(
                        "a path that only looks like one",
                        "GET /api/v1/[|]{^} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                raw(
                        "a method that nobody knows",
                        "BREW /api/v1/ingest HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                raw("TRACE", "TRACE /api/v1/ingest HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "405"),
                raw("no HTTP", "\u0016\u0003\u0001\u0002\0\u0001\0\r\n\r\n", "400"));
    }

    private static String post(String headers, String body) {
        return "POST " + INGEST
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n" + headers
                + "\r\n" + body;
    }

    private static HostileCase raw(String name, String request, String outcome) {
        return new HostileCase(name, "json", api -> raw(api, request), outcome);
    }

    private static Answer raw(Api api, String request) throws IOException {
        try (Socket socket = new Socket(api.baseUrl().getHost(), api.baseUrl().getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            String status = new String(line, StandardCharsets.ISO_8859_1);
            return new Answer(
                    Integer.parseInt(status.substring(status.indexOf(' ') + 1)),
                    HttpHeaders.of(Map.of(), (name, value) -> true),
                    "{}");
        }
    }
}
