package io.scry.ingestor.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Asks {@code /health} and {@code /ready} in turn, every other pair of times on a new connection, as probers do that give
 * up after a second.
 */
final class Probes implements AutoCloseable {

    private static final Duration GIVE_UP = Duration.ofSeconds(1);

    private final URI service;
    private final Queue<WireClient> kept = new ConcurrentLinkedQueue<>();
    private final Queue<Long> health = new ConcurrentLinkedQueue<>();
    private final Queue<Long> ready = new ConcurrentLinkedQueue<>();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final Pacer pacer;

    Probes(URI service, int perSecond) {
        this.service = service;
        this.pacer = new Pacer(perSecond, this::probe);
    }

    /** What was seen; a probe is unanswered if it got no answer, another status than 200, or gave up. */
    record Report(Percentiles health, Percentiles ready, List<String> unanswered) {}

    private void probe(int number) {
        String path = number % 2 == 0 ? "/health" : "/ready";
        boolean isNew = number / 2 % 2 == 0;
        long begun = System.nanoTime();
        try {
            int status = isNew ? onNewConnection(path) : onKeptConnection(path);
            if (status != 200) {
                unanswered.add(path + " was answered with " + status);
            }
        } catch (IOException e) {
            unanswered.add("%s on a %s connection, after %d ms: %s"
                    .formatted(path, isNew ? "new" : "kept", (System.nanoTime() - begun) / 1_000_000, e));
        }
        (number % 2 == 0 ? health : ready).add(System.nanoTime() - begun);
    }

    private int onNewConnection(String path) throws IOException {
        long begun = System.nanoTime();
        try (WireClient client = new WireClient(service, GIVE_UP)) {
            return client.get(WireClient.request(service, path, "Connection: close"), left(begun));
        }
    }

    private int onKeptConnection(String path) throws IOException {
        long begun = System.nanoTime();
        WireClient client = kept.poll();
        if (client == null) {
            client = new WireClient(service, GIVE_UP);
        }
        try {
            return client.get(WireClient.request(service, path), left(begun));
        } finally {
            if (client.isOpen()) {
                kept.add(client);
            } else {
                client.close();
            }
        }
    }

    private static Duration left(long begun) {
        return GIVE_UP.minusNanos(System.nanoTime() - begun);
    }

    /** Goes on for some time. */
    void go(Duration time) {
        pacer.awaitMore(time);
    }

    /** Ends, and says what was seen since the beginning. */
    Report end() throws IOException {
        close();
        return new Report(Percentiles.of(health), Percentiles.of(ready), List.copyOf(unanswered));
    }

    @Override
    public void close() throws IOException {
        pacer.close();
        for (WireClient client = kept.poll(); client != null; client = kept.poll()) {
            client.close();
        }
    }
}
