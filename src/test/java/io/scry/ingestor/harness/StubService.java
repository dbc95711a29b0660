package io.scry.ingestor.harness;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Stands in for the packaged service: answers every request with the size of its body and its environment. */
final class StubService {

    // Not static, so that test-run finds one main class only.
    void main() throws Exception {
        int port = Integer.parseInt(System.getenv().getOrDefault("SCRY_PORT", "0"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            long size = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            byte[] answer = "{\"size\":%d,\"variables\":%d,\"method\":\"%s\",\"type\":\"%s\"}"
                    .formatted(
                            size,
                            System.getenv().size(),
                            exchange.getRequestMethod(),
                            exchange.getRequestHeaders().getFirst("Content-Type"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Stub", "yes");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        System.out.println("Stub listens");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("Stub ends")));
    }
}
