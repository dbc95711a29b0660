package io.scry.ingestor.work;

import io.scry.ingestor.database.Change;
import io.scry.ingestor.database.Changes;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The way into the durable queue. */
@Component
public class JobQueue {

    static final String TASK = "ingest";

    private static final String ROW =
            "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version) ";

    private final Changes changes;
    private final JobSignals signals;

    JobQueue(Changes changes, JobSignals signals) {
        this.changes = changes;
        this.signals = signals;
    }

    /**
     * Queues a job, in the caller's transaction if there is one; workers learn of it when that commits.
     *
     * @return false if this round of it is in the queue already
     * @param round tells a later round of the same job from one whose row is about to go
     */
    public boolean add(UUID job, int round) {
        Change row = new Change(
                ROW + "VALUES (?, ?, ?, false, 1) ON CONFLICT DO NOTHING RETURNING 1",
                values(job, round),
                signals::due);
        return changes.make(row, List.of());
    }

    /** Queues the first round of a job, together with what makes it necessary. */
    public Change adding(UUID job) {
        return new Change(ROW + "SELECT ?, ?, ?, false, 1 FROM guard", values(job, 0), signals::due);
    }

    /** The row that the scheduler's own client would make; that one first asks whether it is there. */
    private static List<Object> values(UUID job, int round) {
        return List.of(TASK, job + "/" + round, OffsetDateTime.now(ZoneOffset.UTC));
    }

    /** Takes a job out of the queue, unless it is gone, or another worker has it now. */
    void remove(ClaimedJob job) {
        changes.make(removing(job));
    }

    /**
     * Takes a job out of the queue, together with what ends it. It stays if another worker has it now, which will find that
     * it has ended.
     */
    public Change removing(ClaimedJob job) {
        return new Change(
                "DELETE FROM scheduled_tasks WHERE task_name = ? AND task_instance = ? AND version = ? AND EXISTS (SELECT FROM guard)",
                List.of(TASK, job.row(), job.version()));
    }

    /** The job that a row of the queue stands for. */
    static UUID job(String taskInstance) {
        return UUID.fromString(taskInstance.substring(0, taskInstance.indexOf('/')));
    }
}
