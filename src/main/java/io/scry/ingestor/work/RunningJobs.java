package io.scry.ingestor.work;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which jobs run in this process, and on which thread. */
@Component
class RunningJobs implements JobSignals.Listener {

    private final Map<UUID, Thread> byJob = new ConcurrentHashMap<>();

    RunningJobs(JobSignals signals) {
        signals.listen(this);
    }

    void begin(UUID job) {
        byJob.put(job, Thread.currentThread());
    }

    /** After this the thread cannot be interrupted on the job's behalf any more. */
    void end(UUID job) {
        byJob.remove(job);
    }

    /** Interrupts the thread while the map holds the job's entry, so that it cannot have moved on to another job. */
    @Override
    public void cancelled(UUID job) {
        byJob.computeIfPresent(job, (id, thread) -> {
            thread.interrupt();
            return thread;
        });
    }

    /** The jobs that run, by the name of their worker. */
    Map<String, UUID> byWorker() {
        Map<String, UUID> busy = new ConcurrentHashMap<>();
        byJob.forEach((job, thread) -> busy.put(thread.getName(), job));
        return busy;
    }
}
