package io.scry.ingestor.hostile;

import static io.scry.ingestor.harness.Submitter.INGEST;
import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.body;
import static io.scry.ingestor.hostile.HostileCase.submit;
import static io.scry.ingestor.hostile.HostileCase.utf8;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Api.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests: their bodies, headers, options, file names, paths and URLs. */
final class HostileRequests {

    private static final String JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data; boundary=b";
    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n%s\r\n%s\r\n";
    private static final int TIMEOUT_MILLIS = 20_000;

    private HostileRequests() {}

    /**
     * @param canary a server of this machine that must never be asked
     */
    static List<HostileCase> all(String canary) {
        List<HostileCase> cases = new ArrayList<>();
        cases.addAll(bodies());
        cases.addAll(options());
        cases.addAll(uploads());
        cases.addAll(paths());
        cases.addAll(urls(canary));
        cases.addAll(raw());
        return cases;
    }

    private static List<HostileCase> bodies() {
        return List.of(
                body("a million arrays", JSON, () -> utf8("[".repeat(1_000_000)), "malformed-json"),
                body("a million objects", JSON, () -> utf8("{\"a\":".repeat(1_000_000)), "malformed-json"),
                body(
                        "a number of 7 MB",
                        JSON,
                        () -> utf8("{\"source_config\":{\"data\":" + "9".repeat(7 << 20) + "}}"),
                        "malformed-json"),
                body("a name of 7 MB", JSON, () -> utf8("{\"" + "a".repeat(7 << 20) + "\":1}"), "malformed-json"),
                body("a body of 12 MB", JSON, () -> utf8("[" + " ".repeat(12 << 20) + "]"), "request-too-large"),
                body(
                        "300,000 members",
                        JSON,
                        () -> utf8(IntStream.range(0, 300_000)
                                .mapToObj(i -> "\"k" + i + "\":1")
                                .collect(Collectors.joining(
                                        ",", "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",", "}}"))),
                        "invalid-request"),
                body(
                        "bytes that are no UTF-8",
                        JSON,
                        () -> new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'},
                        "malformed-json"),
                body(
                        "UTF-16",
                        JSON,
                        () -> "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\"}}"
                                .getBytes(StandardCharsets.UTF_16),
                        READ + "|malformed-json"),
                body(
                        "halves of surrogate pairs",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[\\\"\\ud800\\\"]\",\"source_id\":\"x\"}}"),
                        READ),
                body(
                        "half a pair as the source's id",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"source_id\":\"\\ud800\"}}"),
                        "invalid-request"),
                body(
                        "half a pair as a file's name",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"file_name\":\"\\ud800\\u0000\"}}"),
                        READ + "|invalid-request"),
                body(
                        "NUL in a file's name and type",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"file_name\":\"a\\u0000b\",\"content_type\":\"a\\u0000\\r\\nX: y\"}}"),
                        READ + "|invalid-request"),
                body(
                        "a file's name of 1 MB",
                        JSON,
                        () -> utf8("{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"file_name\":\""
                                + "x".repeat(1 << 20) + "\"}}"),
                        READ + "|invalid-request"),
                body(
                        "an adapter's name with NUL",
                        JSON,
                        () -> utf8("{\"adapter_type\":\"a\\u0000\",\"source_config\":{\"data\":\"[]\"}}"),
                        "unknown-adapter"),
                body(
                        "an adapter's name of 1 MB",
                        JSON,
                        () -> utf8("{\"adapter_type\":\"" + "x".repeat(1 << 20)
                                + "\",\"source_config\":{\"data\":\"[]\"}}"),
                        "unknown-adapter"),
                body(
                        "data that are numbers beyond all",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":[1e999999999,-1E-999999999]}}"),
                        READ),
                body("a body that says it is JSON and is a PDF", JSON, () -> utf8("%PDF-1.7"), "malformed-json"),
                body(
                        "a type of a megabyte",
                        "application/json; charset=" + "x".repeat(3000),
                        () -> utf8("{}"),
                        "400|415"),
                body("a type that is none", "///;;;", () -> utf8("{}"), "400|415"),
                body("a charset that there is not", "application/json; charset=klingon", () -> utf8("{}"), "400|415"),
                body(
                        "a form",
                        "application/x-www-form-urlencoded",
                        () -> utf8("a=1&".repeat(100_000)),
                        "unsupported-media-type"),
                body(
                        "XML",
                        "application/xml",
                        () -> utf8("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
                        "unsupported-media-type"),
                body("a key with blanks", JSON, () -> good(), "invalid-request", "Idempotency-Key", "a b"),
                body(
                        "a key of 7,000 characters",
                        JSON,
                        () -> good(),
                        "invalid-request",
                        "Idempotency-Key",
                        "x".repeat(7000)),
                body("a key that is SQL", JSON, () -> good(), READ, "Idempotency-Key", "';DROP--"),
                body("a preference of 7,000 words", JSON, () -> good(), READ, "Prefer", "wait=1,".repeat(1000)),
                body("a preference of 10^9 seconds", JSON, () -> good(), READ, "Prefer", "wait=999999999999"),
                body(
                        "a correlation that is none",
                        JSON,
                        () -> good(),
                        READ,
                        "X-Correlation-ID",
                        "${jndi:ldap://x/y}<script>"),
                body("a trace that is none", JSON, () -> good(), READ, "traceparent", "00-" + "f".repeat(5000)),
                body("another method", JSON, () -> good(), READ, "X-HTTP-Method-Override", "DELETE"),
                body(
                        "an Accept of 7,000 types",
                        JSON,
                        () -> good(),
                        READ + "|406",
                        "Accept",
                        "a/b;q=0.1,".repeat(700) + "*/*"));
    }

    private static byte[] good() {
        return utf8("{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[1]\"}}");
    }

    private static List<HostileCase> options() {
        List<HostileCase> cases = new ArrayList<>();
        for (String value : List.of(
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "99999999999999999999",
                "\"x\"",
                "[]",
                "{}",
                "null",
                "true",
                "0.5")) {
            cases.add(body(
                    "a whole number that is " + value,
                    JSON,
                    () -> utf8("{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"min_records\":" + value
                            + "}}"),
                    "invalid-options"));
            cases.add(body(
                    "a share that is " + value,
                    JSON,
                    () -> utf8(
                            "{\"adapter_type\":\"csv\",\"source_config\":{\"data\":\"a,b\\n1,2\",\"min_completeness\":"
                                    + value + "}}"),
                    "invalid-options|" + READ));
        }
        cases.add(submit(
                "50,000 required fields",
                "json",
                Map.of("data", "[]", "required_fields", Collections.nCopies(50_000, "/a")),
                READ + "|invalid-options"));
        cases.add(submit(
                "a path of 50,000 parts",
                "json",
                Map.of("data", "[{}]", "required_fields", List.of("/a".repeat(50_000))),
                READ + "|invalid-options"));
        cases.add(submit(
                "a pointer of 50,000 parts",
                "json",
                Map.of("data", "[]", "records_path", "/a~0".repeat(50_000)),
                "wrong-type"));
        cases.add(submit(
                "a pointer of an API with 50,000 parts",
                "rest",
                Map.of("endpoint", "http://127.0.0.1:1/", "records_path", "/a~1".repeat(50_000)),
                "forbidden-address"));
        cases.add(submit(
                "200,000 page ranges",
                "pdf",
                Map.of("data", "%PDF-1.7", "pages", "1,".repeat(200_000) + "1"),
                "invalid-options"));
        cases.add(submit(
                "options that only operators set",
                "json",
                Map.of("data", "[]", "max_depth", 1_000_000),
                "invalid-options"));
        cases.add(submit(
                "options that no adapter has",
                "json",
                Map.of("data", "[]", "__proto__", "x", "class.module.classLoader", "y"),
                "invalid-options"));
        cases.add(submit(
                "a list where a word should be",
                "csv",
                Map.of("data", "a,b", "delimiter", List.of(",", ";")),
                "invalid-options"));
        cases.add(submit(
                "a delimiter of 1 MB",
                "csv",
                Map.of("data", "a,b", "delimiter", ",".repeat(1 << 20)),
                "invalid-options"));
        cases.add(submit(
                "a header that is set over another",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("Host", "127.0.0.1")),
                "invalid-options"));
        cases.add(submit(
                "a header of two lines",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("X-A", "b\r\nHost: 127.0.0.1")),
                "invalid-options"));
        cases.add(submit(
                "a header's name of two lines",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("X-A: b\r\nHost", "127.0.0.1")),
                "invalid-options"));
        cases.add(submit(
                "a length of one's own",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("Content-Length", "0")),
                "invalid-options"));
        cases.add(submit(
                "a coding of one's own",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("transfer-encoding", "chunked")),
                "invalid-options"));
        cases.add(submit(
                "a token of two lines",
                "rest",
                Map.of("endpoint", "https://example.com/", "auth", Map.of("type", "bearer", "token", "a\r\nX: b")),
                "invalid-options"));
        return cases;
    }

    private static List<HostileCase> uploads() {
        String good = FILE.formatted("a.json", "", "[1]");
        List<HostileCase> cases = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>();
        names.put("a path", "../../../../etc/passwd");
        names.put("a path of Windows", "..\\\\..\\\\boot.ini");
        names.put("5,000 characters", "x".repeat(5000));
        names.put("letters that run backwards", "gpj.\u202Eexe");
        names.put("a script", "<script>alert(1)</script>");
        names.put("quotes", "a\\\"b\\\"; filename=\\\"c");
        names.put("nothing", "");
        names.put("NUL", "a\0b.json");
        names.forEach((what, name) -> cases.add(body(
                "a file whose name is " + what,
                MULTIPART,
                () -> utf8(FILE.formatted(name, "", "[1]") + "--b--\r\n"),
                READ + "|400|413")));
        cases.add(body(
                "a header of two lines in a part",
                MULTIPART,
                () -> utf8(FILE.formatted("a\r\nX-Evil: 1", "", "[1]") + "--b--\r\n"),
                READ + "|400"));
        cases.add(body(
                "a part that says it is JSON and is HTML",
                MULTIPART,
                () -> utf8(FILE.formatted("a.json", "Content-Type: application/json\r\n", "<html><p>x") + "--b--\r\n"),
                READ));
        cases.add(body("two files", MULTIPART, () -> utf8(good + good + "--b--\r\n"), READ + "|400"));
        cases.add(body("2,000 parts", MULTIPART, () -> utf8(good.repeat(2000) + "--b--\r\n"), "400|413"));
        cases.add(body(
                "2,000 fields",
                MULTIPART,
                () -> utf8(good + "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n".repeat(2000)
                        + "--b--\r\n"),
                "400|413"));
        cases.add(body(
                "a field of 10 MB",
                MULTIPART,
                () -> utf8(good + "--b\r\nContent-Disposition: form-data; name=\"source_config\"\r\n\r\n"
                        + " ".repeat(10 << 20) + "\r\n--b--\r\n"),
                "400|413|" + READ));
        cases.add(body(
                "a head of 200,000 characters in a part",
                MULTIPART,
                () -> utf8("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nX: "
                        + "x".repeat(200_000) + "\r\n\r\n[1]\r\n--b--\r\n"),
                "400|413"));
        cases.add(body(
                "a boundary of 3,000 characters",
                "multipart/form-data; boundary=" + "b".repeat(3000),
                () -> utf8("--" + "b".repeat(3000) + "--\r\n"),
                "400"));
        cases.add(body("no boundary", "multipart/form-data", () -> utf8(good), "400"));
        cases.add(body(
                "an upload in an upload",
                MULTIPART,
                () -> utf8(
                        FILE.formatted("a", "Content-Type: multipart/mixed; boundary=c\r\n", "--c\r\n\r\n[1]\r\n--c--")
                                + "--b--\r\n"),
                READ + "|400|unknown-content"));
        cases.add(body("an upload that never ends", MULTIPART, () -> utf8(good), "400"));
        cases.add(body(
                "an upload in base64",
                MULTIPART,
                () -> utf8(FILE.formatted("a.json", "Content-Transfer-Encoding: base64\r\n", "WzFd") + "--b--\r\n"),
                READ + "|unknown-content|damaged"));
        cases.add(body(
                "options that are no JSON",
                MULTIPART,
                () -> utf8(good
                        + "--b\r\nContent-Disposition: form-data; name=\"source_config\"\r\n\r\n{{{{\r\n--b--\r\n"),
                "malformed-json"));
        cases.add(body(
                "an upload that is also a URL",
                MULTIPART,
                () -> utf8(
                        good
                                + "--b\r\nContent-Disposition: form-data; name=\"source_config\"\r\n\r\n{\"source_type\":\"url\",\"url\":\"http://127.0.0.1/\"}\r\n--b--\r\n"),
                "invalid-request"));
        cases.add(body(
                "an upload without bytes",
                MULTIPART,
                () -> utf8(FILE.formatted("a", "", "") + "--b--\r\n"),
                "unknown-content|empty"));
        return cases;
    }

    /** The service may read one folder, which has a link to /etc and one to its own parent. */
    private static List<HostileCase> paths() {
        List<HostileCase> cases = new ArrayList<>();
        for (String path : List.of(
                "/etc/passwd",
                "../secret.json",
                "sub/../../secret.json",
                "link/passwd",
                "up/secret.json",
                "secret-link.json",
                ".",
                "",
                "sub",
                "\0",
                "a\0.json",
                "file:///etc/passwd",
                "~/.bashrc",
                "%2e%2e/secret.json",
                "..\\secret.json",
                "pipe",
                "/dev/zero",
                "/proc/self/environ",
                "x".repeat(10_000),
                "a/".repeat(3000) + "b",
                "\uD800")) {
            cases.add(submit(
                    "the path " + path.substring(0, Math.min(20, path.length())).replace('\0', '0'),
                    "json",
                    Map.of("source_type", "file", "path", path),
                    "file-not-found"));
        }
        cases.add(submit(
                "a file that is allowed", "json", Map.of("source_type", "file", "path", "sub/../good.json"), READ));
        return cases;
    }

    private static List<HostileCase> urls(String canary) {
        List<HostileCase> cases = new ArrayList<>();
        String port = canary.substring(canary.lastIndexOf(':'));
        for (String host : List.of(
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "0.0.0.0",
                "127.1",
                "2130706433",
                "0x7f000001",
                "017700000001",
                "127.0.0.1.",
                "a@127.0.0.1",
                "①②⑦.0.0.1",
                "127。0。0。1")) {
            cases.add(submit(
                    "a URL at " + host,
                    "soup",
                    Map.of("url", "http://" + host + port + "/"),
                    "forbidden-address|invalid-url"));
        }
        for (String url : List.of(
                "file:///etc/passwd",
                "jar:" + canary + "!/",
                "gopher://127.0.0.1" + port,
                "data:text/html,x",
                "ftp://127.0.0.1" + port + "/",
                "//127.0.0.1" + port,
                "http:127.0.0.1" + port,
                "http://127.0.0.1\\@example.com/",
                "http://exam\nple.com/",
                "http://[::1",
                "http://" + "a".repeat(9000) + ".com/")) {
            cases.add(submit(
                    "the URL " + url.substring(0, Math.min(30, url.length())).replace('\n', ' '),
                    "soup",
                    Map.of("url", url),
                    "invalid-url"));
        }
        cases.add(submit("an API on this machine", "rest", Map.of("endpoint", canary + "/api"), "forbidden-address"));
        cases.add(submit(
                "the metadata of a cloud",
                "rest",
                Map.of("endpoint", "http://169.254.169.254/latest/meta-data/"),
                "forbidden-address"));
        return cases;
    }

    private static List<HostileCase> raw() {
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
                raw("a coding that nobody knows", post("Transfer-Encoding: bogus\r\n", ""), "400|501"),
                raw("NUL in a header", post("X-A: a\0b\r\nContent-Length: 0\r\n", ""), "400"),
                raw("a header of 100,000 characters", post("X-A: " + "x".repeat(100_000) + "\r\n", ""), "400|431"),
                raw("2,000 headers", post("X-A: x\r\n".repeat(2000), ""), "400|431"),
                raw("no host", "GET /api/v1/ingestions HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
                raw("a path that is none", "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"),
                raw(
                        "a path with NUL",
                        "GET /api/v1/ingestions/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                raw("a path of slashes", "GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400|404"),
                raw(
                        "a path that goes up",
                        "GET /api/v1/../../actuator/env HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400|404|401"),
                raw(
                        "a path with a parameter",
                        "GET /api/v1/ingestions;a=b/..;/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400|404|401"),
                raw(
                        "a path that only looks like one",
                        "GET /api/v1/[|]{^} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                raw(
                        "a method that nobody knows",
                        "BREW /api/v1/ingest HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400|401|403|405|501"),
                raw(
                        "TRACE",
                        "TRACE /api/v1/ingest HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400|401|403|405"),
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
