package io.scry.ingestor.work;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which jobs run in this process, and on which thread. */
@Component
class RunningJobs implements JobSignals.Listener {

    private final Map<UUID, Run> byJob = new ConcurrentHashMap<>();

    RunningJobs(JobSignals signals) {
        signals.listen(this);
    }

    private record Run(String worker, Thread thread) {}

    void begin(UUID job, String worker) {
        byJob.put(job, new Run(worker, Thread.currentThread()));
    }

    /** After this the thread cannot be interrupted on the job's behalf any more. */
    void end(UUID job) {
        byJob.remove(job);
    }

    /** Interrupts the thread while the map holds the job's entry, so that it cannot have moved on to another job. */
    @Override
    public void cancelled(UUID job) {
        byJob.computeIfPresent(job, (id, run) -> {
            run.thread().interrupt();
            return run;
        });
    }

    /** The jobs that run, by the name of their worker. */
    Map<String, UUID> byWorker() {
        Map<String, UUID> busy = new ConcurrentHashMap<>();
        byJob.forEach((job, run) -> busy.put(run.worker(), job));
        return busy;
    }
}
