package io.scry.ingestor.adapter.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers every request of the adapter with the same bytes, status line and headers included. */
public final class RestFuzz implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5000;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private volatile byte[] answer = new byte[0];

    public RestFuzz() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofPlatform().daemon().name("answers").start(this::serve);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(TIMEOUT_MILLIS);
                readHead(client.getInputStream());
                OutputStream out = client.getOutputStream();
                out.write(answer);
                out.flush();
            } catch (IOException clientIsGone) {
                // The adapter may hang up as it likes.
            }
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int matched = 0;
        for (int one = in.read(); one >= 0; one = in.read()) {
            matched = one == END_OF_HEAD[matched] ? matched + 1 : one == END_OF_HEAD[0] ? 1 : 0;
            if (matched == END_OF_HEAD.length) {
                return;
            }
        }
    }

    /** Runs the adapter against these bytes; a refusal with its reason is what should happen. */
    public void run(byte[] bytes, Map<String, ?> options) throws IOException, InterruptedException {
        answer = bytes.clone();
        RestRun.of("http://127.0.0.1:" + server.getLocalPort() + "/items", options);
    }

    /** An answer with this body, for a fuzzer to begin with. */
    public static byte[] seed(String headers, String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "Connection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
