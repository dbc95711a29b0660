package io.scry.ingestor.harness;

import io.scry.ingestor.devservices.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** HAProxy before some services, watching {@code /ready?strict=true} every second. */
public final class Balancer implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target", "service-logs");

    private final Process process;
    private final URI url;

    private Balancer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Whether this machine has HAProxy. */
    public static boolean isInstalled() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v haproxy").start().waitFor() == 0;
    }

    /** Starts one before services, which need not be there yet. */
    public static Balancer before(List<URI> services) throws IOException {
        int port = Ports.free();
        StringBuilder configuration = new StringBuilder("""
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 60s
                  timeout server 60s
                  timeout http-keep-alive 60s
                frontend in
                  bind 127.0.0.1:%d
                  default_backend services
                backend services
                  balance roundrobin
                  option httpchk GET /ready?strict=true
                  default-server check inter 1s fall 1 rise 1
                """.formatted(port));
        for (URI service : services) {
            configuration.append("  server port-%d 127.0.0.1:%d%n".formatted(service.getPort(), service.getPort()));
        }
        Files.createDirectories(DIRECTORY);
        Path file = Files.createTempFile(DIRECTORY, "haproxy-", ".cfg");
        Files.writeString(file, configuration);
        Path log = Files.createTempFile(DIRECTORY, "haproxy-", ".log");
        Process process = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Balancer(process, URI.create("http://127.0.0.1:" + port));
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
