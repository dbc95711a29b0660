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
 * jobs that no worker was free for, and others were then not looked for before the next poll. Also, the replica's whole
 * name is written down, which the queue cuts off after 50 characters; {@link Handover} looks for it. To be compared with
 * the queue's own at each of its updates.
 */
final class PostgresClaims extends PostgreSqlJdbcCustomization {

    /** With times kept with their zone. */
    PostgresClaims() {
        super(false, true);
    }

    /** There is one table, and priorities are not used. */
    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
        Object[] unknown = context.taskResolver.getUnresolved().stream()
                .map(UnresolvedTask::getTaskName)
                .toArray();
        return context.jdbcRunner.query(
                claim(limit),
                statement -> {
                    setInstant(statement, 1, now);
                    statement.setArray(2, statement.getConnection().createArrayOf("text", unknown));
                    statement.setString(3, context.schedulerName.getName());
                    setInstant(statement, 4, now);
                },
                context.resultSetMapper.get());
    }

    /** With the limit written out, as the queue has it: PostgreSQL plans for a few rows then, and not for a tenth of them. */
    private static String claim(int limit) {
        return """
                WITH due AS MATERIALIZED (
                    SELECT task_name, task_instance FROM scheduled_tasks
                    WHERE NOT picked AND execution_time <= ? AND task_name <> ALL (?)
                    ORDER BY execution_time LIMIT %d FOR UPDATE SKIP LOCKED
                ), claimed AS (
                    UPDATE scheduled_tasks job SET picked = true, picked_by = ?, last_heartbeat = ?, version = version + 1
                    FROM due WHERE job.task_name = due.task_name AND job.task_instance = due.task_instance
                    RETURNING job.*
                )
                SELECT * FROM claimed ORDER BY execution_time
                """.formatted(limit);
    }
}
