package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.scry.ingestor.shutdown.ExitCode;
import io.scry.ingestor.shutdown.Shutdown;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the workers: running jobs get their time, and what is left goes back to the queue for other replicas. */
record WorkerStop(
        Scheduler scheduler,
        ExecutorService claiming,
        ThreadPoolExecutor threads,
        Handover handover,
        Shutdown shutdown) {

    private static final Logger log = LoggerFactory.getLogger(WorkerStop.class);
    private static final Duration CLAIM = Duration.ofSeconds(1);
    private static final Duration RELEASE = Duration.ofSeconds(2);
    private static final Duration INTERRUPT = Duration.ofSeconds(1);
    /** Of what is left: the rest is for giving jobs back, for handlers and for connections to close. */
    private static final double MOST = 0.55;

    private static final double LITTLE = 0.2;

    /** Returns whether no job is left behind. */
    boolean run(Duration limit) {
        scheduler.pause();
        // The queue's own stop may hang with its database, and waits for jobs: it ends when the last thread does.
        Thread.ofPlatform().daemon().name("workers-stop").start(scheduler::stop);
        ended(claiming, shutdown.within(CLAIM, LITTLE));
        threads.getQueue().clear();
        threads.shutdown();
        Duration patience = shutdown.within(limit, MOST);
        if (!ended(threads, patience)) {
            log.warn(
                    "{} worker(s) are not done after {}; their jobs go to other replicas",
                    threads.getActiveCount(),
                    patience);
        }
        boolean released = release();
        threads.shutdownNow();
        if (!ended(threads, shutdown.within(INTERRUPT, LITTLE))) {
            log.warn(
                    "{} worker(s) do not stop when interrupted; what they still do will not count",
                    threads.getActiveCount());
        }
        return released;
    }

    /** For workers that have never begun. */
    void abandon() {
        claiming.shutdownNow();
        threads.shutdownNow();
    }

    /** Before the threads are interrupted: what an interrupted job did to its row would take minutes to come back. */
    private boolean release() {
        boolean released = shutdown.step("giving jobs back", RELEASE, () -> shutdown.released(handover.release()));
        if (!released) {
            log.error("This process' jobs could not be given back; others take them over when it counts as dead");
            shutdown.incomplete(ExitCode.NOT_DRAINED);
        }
        return released;
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
