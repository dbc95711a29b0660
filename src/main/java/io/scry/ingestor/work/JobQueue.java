package io.scry.ingestor.work;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The way into the durable queue. */
@Component
public class JobQueue {

    static final String TASK = "ingest";

    private final JdbcClient jdbc;
    private final JobSignals signals;

    JobQueue(JdbcClient jdbc, JobSignals signals) {
        this.jdbc = jdbc;
        this.signals = signals;
    }

    /**
     * Queues a job in the caller's transaction; workers learn of it when that commits.
     *
     * @return false if this round of it is in the queue already
     * @param round tells a later round of the same job from one whose row is about to go
     */
    public boolean add(UUID job, int round) {
        // The row that the scheduler's own client would make; that one first asks whether it is there.
        boolean added = jdbc.sql("""
                        INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        VALUES (?, ?, ?, false, 1)
                        ON CONFLICT DO NOTHING
                        """)
                        .params(TASK, job + "/" + round, OffsetDateTime.now(ZoneOffset.UTC))
                        .update()
                == 1;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signals.due();
            }
        });
        return added;
    }

    /** The job that a row of the queue stands for. */
    static UUID job(String taskInstance) {
        return UUID.fromString(taskInstance.substring(0, taskInstance.indexOf('/')));
    }
}
