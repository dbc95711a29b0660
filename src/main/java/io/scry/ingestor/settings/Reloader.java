package io.scry.ingestor.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the settings again and makes them hold, one time after another, in one thread. Whoever asks for it gets a run of
 * its own; signals and file events that come before a run for them has begun share it.
 */
@Component
public class Reloader implements SmartLifecycle {

    /** How long {@link #reload()} waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Reloader.class);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final int MOST_WAITING = 256;

    private final ReloadRun run;
    private final List<ReloadObserver> observers;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final Semaphore permits = new Semaphore(MOST_WAITING);
    private final AtomicBoolean isTriggered = new AtomicBoolean();
    private volatile @Nullable Thread worker;
    private volatile boolean isStopping;

    /** A request that waits; without one, only the end of the wait. */
    private record Job(@Nullable ReloadRequest request, CompletableFuture<ReloadOutcome> answer, boolean isTrigger) {}

    Reloader(ReloadRun run, List<ReloadObserver> observers) {
        this.run = run;
        this.observers = observers;
    }

    /**
     * Reads the settings again, and makes them hold if they are valid.
     *
     * @throws ReloadRejectedException if too many wait for that already, or the service stops
     * @throws TimeoutException if that does not come to its end in time; it may do so later
     */
    public ReloadOutcome reload() throws InterruptedException, TimeoutException {
        try {
            return reload(new ReloadRequest(ReloadCause.CODE, null)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ReloadRejectedException rejected) {
                throw rejected;
            }
            throw new IllegalStateException("A reload has no other end", e);
        }
    }

    /**
     * As {@link #reload()}, without waiting.
     *
     * @return what comes of it; ends with {@link ReloadRejectedException} if it is not begun at all
     */
    public CompletableFuture<ReloadOutcome> reload(ReloadRequest request) {
        CompletableFuture<ReloadOutcome> answer = new CompletableFuture<>();
        if (!permits.tryAcquire()) {
            answer.completeExceptionally(new ReloadRejectedException(
                    MOST_WAITING + " reloads wait already. Nothing was done; try again when they are through."));
            return answer;
        }
        add(new Job(request, answer, false));
        return answer;
    }

    /** Something has happened that may have changed the settings. Returns at once; several before a run share it. */
    public void trigger(ReloadCause cause) {
        if (isTriggered.compareAndSet(false, true)) {
            add(new Job(new ReloadRequest(cause, null), new CompletableFuture<>(), true));
        }
    }

    private void add(Job job) {
        jobs.add(job);
        if (isStopping && jobs.remove(job)) {
            reject(job);
        }
    }

    /** From now on what waits is done. */
    @Override
    public void start() {
        worker = Thread.ofPlatform().daemon().name("reloader").start(this::work);
    }

    private void work() {
        try {
            while (true) {
                Job job = jobs.take();
                if (job.request() == null) {
                    return;
                }
                if (isStopping) {
                    reject(job);
                } else {
                    run(job, job.request());
                }
            }
        } catch (InterruptedException e) {
            log.debug("The reloader is to stop", e);
        }
    }

    private void run(Job job, ReloadRequest request) {
        if (job.isTrigger()) {
            // Before anything is read: what happens from here on gets another run.
            isTriggered.set(false);
        } else {
            permits.release();
        }
        Instant at = Instant.now();
        long begun = System.nanoTime();
        ReloadOutcome outcome = run.run(request);
        ReloadAttempt attempt = new ReloadAttempt(at, Duration.ofNanos(System.nanoTime() - begun), request, outcome);
        observers.forEach(observer -> tell(observer, attempt));
        // What others do with the answer is not to hold up the next run.
        job.answer().completeAsync(() -> outcome);
    }

    /** Boundary: who only watches must not end the reloads to come. */
    private static void tell(ReloadObserver observer, ReloadAttempt attempt) {
        try {
            observer.attempted(attempt);
        } catch (RuntimeException | OutOfMemoryError e) {
            log.error("A reload was done, and {} failed to take note of it", observer, e);
        }
    }

    private void reject(Job job) {
        if (!job.isTrigger()) {
            permits.release();
        }
        job.answer().completeExceptionally(new ReloadRejectedException("The service stops. Nothing was done."));
    }

    /** Lets the run come to its end that has begun; one that hangs is left. */
    @Override
    public void stop() {
        isStopping = true;
        Thread running = worker;
        worker = null;
        if (running == null) {
            return;
        }
        jobs.add(new Job(null, new CompletableFuture<>(), true));
        try {
            if (!running.join(STOP)) {
                log.warn("A reload does not come to its end, and is interrupted");
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }
}
