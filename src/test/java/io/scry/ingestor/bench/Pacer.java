package io.scry.ingestor.bench;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Starts a numbered task so many times a second, each on a thread of its own, whether those before have ended or not. */
final class Pacer implements AutoCloseable {

    private static final Duration SPARE = Duration.ofSeconds(30);

    private final int perSecond;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Pacer(int perSecond, Clients.Task task) {
        this.perSecond = perSecond;
        var _ = clock.scheduleAtFixedRate(
                () -> executor.execute(() -> run(task)),
                0,
                TimeUnit.SECONDS.toNanos(1) / perSecond,
                TimeUnit.NANOSECONDS);
    }

    private void run(Clients.Task task) {
        try {
            task.run(started.getAndIncrement());
        } catch (Exception | AssertionError e) { // The boundary: close throws the first of them.
            failure.compareAndSet(null, e);
        }
    }

    /** Waits for as many more tasks as are started in this time. */
    void awaitMore(Duration time) {
        long last = started.get() + time.toMillis() * perSecond / 1000;
        Awaitility.await().atMost(time.plus(SPARE)).until(() -> started.get() >= last);
    }

    /** Starts no more and waits for those that run; fails if one has failed. */
    @Override
    public void close() {
        clock.shutdownNow();
        executor.close();
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("A task failed", failed);
        }
    }
}
