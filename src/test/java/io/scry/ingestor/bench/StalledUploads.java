package io.scry.ingestor.bench;

import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Clients that each send half a document and then nothing; whenever the service gives one up another one comes. */
final class StalledUploads implements AutoCloseable {

    private static final String HALF = "{\"adapter_type\":\"json\",\"source_config\":{\"source_id\":";
    /** What the service asks of clients that it refuses. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final URI service;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ended;

    StalledUploads(URI service, int count) {
        this.service = service;
        for (int client = 0; client < count; client++) {
            clients.execute(this::stall);
        }
    }

    private void stall() {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            sockets.add(socket);
            stall(socket);
            sockets.remove(socket);
        } catch (IOException refusedOrClosed) {
            // Another one comes.
        }
        if (!ended) {
            var _ = clock.schedule(() -> clients.execute(this::stall), RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void stall(Socket socket) throws IOException {
        if (ended) {
            return;
        }
        OutputStream out = socket.getOutputStream();
        out.write("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(Submitter.INGEST, service.getAuthority(), HALF.length() * 2, HALF)
                .getBytes(StandardCharsets.US_ASCII));
        // It waits for the end of the connection even after an answer.
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        ended = true;
        clock.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
        clients.close();
    }
}
