package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One scheduler of the queue with its threads. What it is made of cannot change: other settings need another one. */
final class JobScheduler {

    private final WorkerSettings settings;
    private final Scheduler scheduler;
    private final ExecutorService claiming;
    private final ThreadPoolExecutor threads;
    private boolean isRetired;

    JobScheduler(WorkerSettings settings, Scheduler scheduler, ExecutorService claiming, ThreadPoolExecutor threads) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.claiming = claiming;
        this.threads = threads;
    }

    /** Whether it is what these settings ask for. */
    boolean suits(WorkerSettings wanted) {
        return settings.count() == wanted.count()
                && settings.missedHeartbeats() == wanted.missedHeartbeats()
                && settings.pollInterval().equals(wanted.pollInterval())
                && settings.heartbeatInterval().equals(wanted.heartbeatInterval());
    }

    /** Begins to work; the first of a process asks the database at this. */
    void start() {
        scheduler.start();
    }

    /** Looks into the queue now. */
    void look() {
        scheduler.triggerCheckForDueExecutions();
    }

    /** Claims from now on, or does not; jobs that run go on. Does nothing once it is retired. */
    synchronized void claim(boolean wanted) {
        if (isRetired) {
            return;
        }
        if (wanted) {
            scheduler.resume();
            scheduler.triggerCheckForDueExecutions();
        } else {
            scheduler.pause();
        }
    }

    /**
     * Claims no more, and ends by itself when the last job that it has claimed has ended; until then it says for each that
     * it lives. The queue's own stop waits for jobs, and may hang with its database.
     */
    synchronized void retire() {
        if (!isRetired) {
            isRetired = true;
            scheduler.pause();
            Thread.ofPlatform().daemon().name("workers-stop").start(scheduler::stop);
        }
    }

    /** For one that has never begun. */
    void abandon() {
        claiming.shutdownNow();
        threads.shutdownNow();
    }

    boolean awaitLastClaim(Duration limit) {
        return ended(claiming, limit);
    }

    /** Begins no job any more that it may have claimed. */
    void beginNoMore() {
        threads.getQueue().clear();
        threads.shutdown();
    }

    void interrupt() {
        threads.shutdownNow();
    }

    boolean awaitEnd(Duration limit) {
        return ended(threads, limit);
    }

    boolean isOver() {
        return threads.isTerminated();
    }

    int running() {
        return threads.getActiveCount();
    }

    private static boolean ended(ExecutorService executor, Duration limit) {
        try {
            return executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
