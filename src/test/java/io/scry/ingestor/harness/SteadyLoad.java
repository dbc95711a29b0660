package io.scry.ingestor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Submits so many small documents a second, every other one asynchronously. One that is not answered, or with a fault of
 * the server, is sent again under the same idempotency key until it is accepted.
 */
public final class SteadyLoad implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long PAUSE_MS = 250;
    private static final int SOURCES = 20;

    private final String run = UUID.randomUUID().toString();
    private final Api api;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Map<Integer, UUID> accepted = new ConcurrentHashMap<>();
    private final Map<Integer, String> refused = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> pace;

    public SteadyLoad(URI service, int perSecond) {
        api = new Api(service);
        pace = clock.scheduleAtFixedRate(
                () -> submitLater(begun.getAndIncrement()),
                0,
                TimeUnit.SECONDS.toNanos(1) / perSecond,
                TimeUnit.NANOSECONDS);
    }

    private void submitLater(int number) {
        executor.execute(() -> submit(number));
    }

    private void submit(int number) {
        String key = run + "-" + number;
        String[] headers = number % 2 == 0
                ? new String[] {"Idempotency-Key", key}
                : new String[] {"Idempotency-Key", key, "Prefer", "respond-async"};
        try {
            Api.Answer answer = api.postJson(
                    Submitter.INGEST, Submission.of("source-" + number % SOURCES, Map.of("number", number)), headers);
            if (answer.status() >= 500) {
                again(number);
            } else if (answer.status() >= 300) {
                refused.put(number, answer.status() + " " + answer.body());
            } else {
                accepted.put(number, Submission.id(answer));
            }
        } catch (IOException broken) {
            again(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void again(int number) {
        repeated.incrementAndGet();
        if (!clock.isShutdown()) {
            var _ = clock.schedule(() -> submitLater(number), PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** How often something had to be sent again. */
    public int repeated() {
        return repeated.get();
    }

    /** Begins nothing more, and waits until all that was begun is accepted. */
    public Set<UUID> end() {
        pace.cancel(false);
        Awaitility.await("the acceptance of everything").atMost(LIMIT).untilAsserted(() -> {
            assertThat(refused).isEmpty();
            assertThat(accepted).hasSize(begun.get());
        });
        Set<UUID> ids = Set.copyOf(accepted.values());
        assertThat(ids).as("different ids").hasSize(accepted.size());
        return ids;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        executor.shutdownNow();
        api.close();
        executor.close();
    }
}
