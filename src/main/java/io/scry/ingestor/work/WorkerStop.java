package io.scry.ingestor.work;

import io.scry.ingestor.shutdown.ExitCode;
import io.scry.ingestor.shutdown.Shutdown;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends the workers: running jobs get their time, and what is left goes back to the queue for other replicas. */
@Component
class WorkerStop {

    /** Of the total time, so much is for what comes after the jobs: giving them back, handlers, connections. */
    static final Duration REST = Duration.ofSeconds(4);

    private static final Logger log = LoggerFactory.getLogger(WorkerStop.class);
    private static final Duration CLAIM = Duration.ofSeconds(1);
    /** Longer than the wait for a connection, which the last requests may hold. */
    private static final Duration RELEASE = Duration.ofSeconds(4);

    private static final Duration INTERRUPT = Duration.ofSeconds(1);

    private static final double LITTLE = 0.2;

    private final Handover handover;
    private final Shutdown shutdown;

    WorkerStop(Handover handover, Shutdown shutdown) {
        this.handover = handover;
        this.shutdown = shutdown;
    }

    /**
     * Returns whether no job is left behind.
     *
     * @param schedulers that at work, and those that have not ended yet since others took over
     */
    boolean run(List<JobScheduler> schedulers, Duration limit) {
        schedulers.forEach(JobScheduler::retire);
        boolean claimed = all(schedulers, JobScheduler::awaitLastClaim, shutdown.within(CLAIM, LITTLE));
        schedulers.forEach(JobScheduler::beginNoMore);
        Duration patience = shutdown.leaving(REST, limit);
        if (!all(schedulers, JobScheduler::awaitEnd, patience)) {
            log.warn(
                    "{} worker(s) are not done after {}; their jobs go to other replicas",
                    running(schedulers),
                    patience);
        }
        boolean released = release();
        schedulers.forEach(JobScheduler::interrupt);
        if (!claimed) {
            released = releaseLateClaims(schedulers);
        }
        if (!all(schedulers, JobScheduler::awaitEnd, shutdown.within(INTERRUPT, LITTLE))) {
            log.warn(
                    "{} worker(s) do not stop when interrupted; what they still do will not count",
                    running(schedulers));
        }
        return released;
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

    /** A claim that was still under way at the first release has picked rows that this one could not see. */
    private boolean releaseLateClaims(List<JobScheduler> schedulers) {
        if (!all(schedulers, JobScheduler::awaitLastClaim, shutdown.within(CLAIM, LITTLE))) {
            log.error("A claim does not end; what it takes others take over when this process counts as dead");
            shutdown.incomplete(ExitCode.NOT_DRAINED);
            return false;
        }
        return release();
    }

    /** Within one limit for all of them. */
    private static boolean all(
            List<JobScheduler> schedulers, BiPredicate<JobScheduler, Duration> wait, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean all = true;
        for (JobScheduler scheduler : schedulers) {
            all &= wait.test(scheduler, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return all;
    }

    private static int running(List<JobScheduler> schedulers) {
        return schedulers.stream().mapToInt(JobScheduler::running).sum();
    }
}
