package io.scry.ingestor.bench;

import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Clients that each send half a document and then nothing, over and over again whenever the service gives one up. */
final class StalledUploads implements AutoCloseable {

    private static final String HALF = "{\"adapter_type\":\"json\",\"source_config\":{\"source_id\":";

    private final URI service;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ended;

    StalledUploads(URI service, int count) {
        this.service = service;
        for (int client = 0; client < count; client++) {
            clients.execute(this::stallUntilEnded);
        }
    }

    private void stallUntilEnded() {
        while (!ended) {
            try (Socket socket = new Socket(service.getHost(), service.getPort())) {
                sockets.add(socket);
                stall(socket);
                sockets.remove(socket);
            } catch (IOException refusedOrClosed) {
                // The next one takes its place.
            }
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
        InputStream in = socket.getInputStream();
        // Whatever it is answered, the service has given it up then.
        in.read();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        for (Socket socket : sockets) {
            socket.close();
        }
        clients.close();
    }
}
