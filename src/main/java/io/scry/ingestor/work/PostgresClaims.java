package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.TaskResolver.UnresolvedTask;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Instant;
import java.util.List;

/**
 * Claims by one statement, and never more rows than are wanted. The queue's own statement has its limit in a subquery, which
 * PostgreSQL runs anew for each row that it has found when its statistics say that the queue is empty: it claimed
 * jobs that no worker was free for, and others were then not looked for before the next poll.
 */
final class PostgresClaims extends PostgreSqlJdbcCustomization {

    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT task_name, task_instance FROM scheduled_tasks
                WHERE NOT picked AND execution_time <= ? AND task_name <> ALL (?)
                ORDER BY execution_time LIMIT ? FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE scheduled_tasks job SET picked = true, picked_by = ?, last_heartbeat = ?, version = version + 1
                FROM due WHERE job.task_name = due.task_name AND job.task_instance = due.task_instance
                RETURNING job.*
            )
            SELECT * FROM claimed ORDER BY execution_time
            """;

    /** With times kept with their zone. */
    PostgresClaims() {
        super(false, true);
    }

    /** Priorities are not used. */
    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
        Object[] unknown = context.taskResolver.getUnresolved().stream()
                .map(UnresolvedTask::getTaskName)
                .toArray();
        return context.jdbcRunner.query(
                CLAIM,
                statement -> {
                    setInstant(statement, 1, now);
                    statement.setArray(2, statement.getConnection().createArrayOf("text", unknown));
                    statement.setInt(3, limit);
                    statement.setString(4, context.schedulerName.getName());
                    setInstant(statement, 5, now);
                },
                context.resultSetMapper.get());
    }
}
