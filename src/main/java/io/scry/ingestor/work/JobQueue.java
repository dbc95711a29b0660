package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The way into the durable queue. */
@Component
public class JobQueue {

    static final String TASK = "ingest";

    /** Claims by one statement of PostgreSQL's own, with times kept with their zone. */
    static final JdbcCustomization POSTGRES = new PostgreSqlJdbcCustomization(false, true);

    private final SchedulerClient client;
    private final JobSignals signals;

    JobQueue(DataSource dataSource, JobSignals signals) {
        // The proxy makes the insert part of the caller's transaction.
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource), List.of())
                .jdbcCustomization(POSTGRES)
                .build();
        this.signals = signals;
    }

    /**
     * Queues a job in the caller's transaction; workers learn of it when that commits.
     *
     * @return false if this round of it is in the queue already
     * @param round tells a later round of the same job from one whose row is about to go
     */
    public boolean add(UUID job, int round) {
        boolean added = client.scheduleIfNotExists(new TaskInstance<>(TASK, job + "/" + round), Instant.now());
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
