package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.TaskResolver.UnresolvedTask;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims by one statement, and never more rows than are wanted. The queue's own statement has its limit in a subquery, which
 * PostgreSQL runs anew for each row that it has found when its statistics say that the queue is empty: it claimed
 * jobs that no worker was free for, and others were then not looked for before the next poll. Also, the replica's whole
 * name is written down, which the queue cuts off after 50 characters; {@link Handover} looks for it. To be compared with
 * the queue's own at each of its updates.
 *
 * <p>The first entries of the queue's index are those of jobs that are done, until PostgreSQL has cleaned up, which it cannot
 * while any transaction is older than they are, a backup's for example. So while jobs wait, a claim begins a second before
 * the last row that was claimed, and once a second at the very beginning: a row may appear later than its time says, if its
 * transaction took long or the clock of the replica that added it is behind. Each scheduler has one of these, and one
 * thread that claims.
 */
final class PostgresClaims extends PostgreSqlJdbcCustomization {

    private static final Logger log = LoggerFactory.getLogger(PostgresClaims.class);
    private static final Duration FULL_INTERVAL = Duration.ofSeconds(1);

    /** While jobs wait, a row that is older than the last claimed one by no more than this is found at once. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private Instant lastFull = Instant.EPOCH;
    private Instant from = Instant.EPOCH;
    private boolean doMoreWait;

    /** With times kept with their zone. */
    PostgresClaims() {
        super(false, true);
    }

    /** There is one table, and priorities are not used. */
    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
        // Also after the clock was set back: nothing would lie between the two times then.
        boolean isFullDue = Duration.between(lastFull, now).abs().compareTo(FULL_INTERVAL) >= 0;
        List<Execution> claimed = doMoreWait && !isFullDue ? claim(context, from, now, limit) : new ArrayList<>(limit);
        if (claimed.size() < limit) {
            claimed.addAll(claimFromTheBeginning(context, now, limit - claimed.size(), claimed.isEmpty()));
        }
        // The queue takes fewer for the end, and does not look again before it is told to.
        doMoreWait = claimed.size() == limit;
        if (!claimed.isEmpty()) {
            from = claimed.getLast().executionTime.minus(LATE);
        }
        return claimed;
    }

    /** What is claimed already must not be forgotten because more cannot be: it would wait until its worker counts as dead. */
    private List<Execution> claimFromTheBeginning(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean isAlone) {
        try {
            List<Execution> claimed = claim(context, Instant.EPOCH, now, limit);
            lastFull = now;
            return claimed;
        } catch (RuntimeException e) {
            if (isAlone) {
                throw e;
            }
            log.warn("Could not claim more jobs, and goes on with those that are: {}", e.toString());
            return List.of();
        }
    }

    private List<Execution> claim(JdbcTaskRepositoryContext context, Instant from, Instant now, int limit) {
        Object[] unknown = context.taskResolver.getUnresolved().stream()
                .map(UnresolvedTask::getTaskName)
                .toArray();
        return new ArrayList<>(context.jdbcRunner.query(
                claim(limit),
                statement -> {
                    setInstant(statement, 1, from);
                    setInstant(statement, 2, now);
                    statement.setArray(3, statement.getConnection().createArrayOf("text", unknown));
                    statement.setString(4, context.schedulerName.getName());
                    setInstant(statement, 5, now);
                },
                context.resultSetMapper.get()));
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
