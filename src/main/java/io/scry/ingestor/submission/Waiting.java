package io.scry.ingestor.submission;

import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.shutdown.ShutdownPhases;
import io.scry.ingestor.work.JobSignals;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Those who wait for an ingestion to end, none of them with a thread. They hear of it by a signal; one that was lost is
 * made up for by a look at the database now and then, at all of them at once.
 */
@Component
class Waiting implements JobSignals.Listener, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Waiting.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Ingestions ingestions;
    private final Map<UUID, Set<CompletableFuture<Boolean>>> byIngestion = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("waiting-look").factory());
    private volatile boolean running;
    private volatile boolean isOver;
    private volatile boolean blind;

    Waiting(Ingestions ingestions, JobSignals signals) {
        this.ingestions = ingestions;
        signals.listen(this);
    }

    /** Completes with true when the ingestion has ended, or with false after {@code patience}. */
    CompletableFuture<Boolean> ended(UUID ingestion, Duration patience) {
        CompletableFuture<Boolean> wait = new CompletableFuture<>();
        // In one step: between two, the set could be taken off the map by who completes all that are in it.
        byIngestion.compute(ingestion, (id, present) -> {
            Set<CompletableFuture<Boolean>> waits = present == null ? ConcurrentHashMap.newKeySet() : present;
            waits.add(wait);
            return waits;
        });
        if (isOver) {
            wait.complete(false);
        }
        wait.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS);
        var _ = wait.whenComplete((result, failure) -> forget(ingestion, wait));
        return wait;
    }

    @SuppressWarnings("ReferenceEquality") // a future is equal to itself only
    private void forget(UUID ingestion, CompletableFuture<Boolean> wait) {
        byIngestion.computeIfPresent(ingestion, (id, waits) -> {
            waits.removeIf(one -> one == wait);
            return waits.isEmpty() ? null : waits;
        });
    }

    @Override
    public void ended(UUID ingestion) {
        Set<CompletableFuture<Boolean>> waits = byIngestion.remove(ingestion);
        if (waits != null) {
            waits.forEach(wait -> wait.complete(true));
        }
    }

    private void look() {
        try {
            if (!byIngestion.isEmpty()) {
                ingestions.ended(Set.copyOf(byIngestion.keySet())).forEach(this::ended);
                blind = false;
            }
        } catch (RuntimeException e) { // Boundary: a look that threw would be the last one.
            if (!blind) {
                log.warn("Could not look which ingestions have ended, trying until it works: {}", e.toString());
            }
            blind = true;
        }
    }

    @Override
    public void start() {
        var _ = looking.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        running = true;
    }

    /** Nobody waits here any longer: they are told that it has not ended. */
    @Override
    public void stop() {
        running = false;
        isOver = true;
        byIngestion.values().forEach(waits -> waits.forEach(wait -> wait.complete(false)));
        looking.shutdownNow();
    }

    @Override
    public int getPhase() {
        return ShutdownPhases.WAITS;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
