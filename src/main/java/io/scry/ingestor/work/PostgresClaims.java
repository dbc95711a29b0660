package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.TaskResolver.UnresolvedTask;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Claims by one statement, and never more rows than are wanted. The queue's own statement has its limit in a subquery, which
 * PostgreSQL runs anew for each row that it has found when its statistics say that the queue is empty: it claimed
 * jobs that no worker was free for, and others were then not looked for before the next poll. Also, the replica's whole
 * name is written down, which the queue cuts off after 50 characters; {@link Handover} looks for it. To be compared with
 * the queue's own at each of its updates.
 *
 * <p>The oldest entries of the queue's index are those of jobs that are done, until PostgreSQL has cleaned up, which it
 * cannot while any transaction is older than they are, a backup's for example. So a look begins where the last one found
 * something, and once a second at the very beginning: a row can be older than those that were claimed before it, if
 * its transaction took long or its clock is late. Each scheduler has one, and one thread that claims.
 */
final class PostgresClaims extends PostgreSqlJdbcCustomization {

    private static final Duration WHOLE = Duration.ofSeconds(1);

    /** So much older than what was claimed last a row may be to be found at once. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private Instant lastWhole = Instant.EPOCH;
    private Instant begin = Instant.EPOCH;

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
        boolean isWhole = Duration.between(lastWhole, now).abs().compareTo(WHOLE) >= 0;
        List<Execution> claimed = context.jdbcRunner.query(
                claim(limit),
                statement -> {
                    setInstant(statement, 1, isWhole ? Instant.EPOCH : begin);
                    setInstant(statement, 2, now);
                    statement.setArray(3, statement.getConnection().createArrayOf("text", unknown));
                    statement.setString(4, context.schedulerName.getName());
                    setInstant(statement, 5, now);
                },
                context.resultSetMapper.get());
        lastWhole = isWhole ? now : lastWhole;
        begin = claimed.isEmpty() ? begin : claimed.getLast().executionTime.minus(LATE);
        return claimed;
    }

    /** With the limit written out, as the queue has it: PostgreSQL plans for a few rows then, and not for a tenth of them. */
    private static String claim(int limit) {
        return """
                WITH due AS MATERIALIZED (
                    SELECT task_name, task_instance FROM scheduled_tasks
                    WHERE NOT picked AND execution_time BETWEEN ? AND ? AND task_name <> ALL (?)
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
