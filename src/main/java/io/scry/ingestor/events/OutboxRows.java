package io.scry.ingestor.events;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The outbox's table. */
@Repository
class OutboxRows {

    /** The advisory lock of the one publisher that is at work: the word "send" in ASCII. */
    private static final long PUBLISHER = 0x73656e64;

    private static final int COUNTED = 100_000;

    private final JdbcClient jdbc;

    OutboxRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            long id,
            UUID eventId,
            String type,
            String sourceId,
            String subject,
            @Nullable String traceparent,
            String data,
            OffsetDateTime createdAt) {}

    /**
     * What waits.
     *
     * @param pending how many events, counted no further than 100,000
     * @param lagSeconds the age of the oldest; 0 if there is none
     */
    record Backlog(long pending, double lagSeconds) {}

    /**
     * Whether this transaction is now the only one that publishes.
     *
     * @param idleLimit how long it may do nothing before the server ends it, so that others can go on where a replica froze
     */
    boolean lock(Duration idleLimit) {
        return jdbc.sql("""
                        SELECT pg_try_advisory_xact_lock(?)
                        FROM set_config('idle_in_transaction_session_timeout', ?, true)
                        """)
                .params(PUBLISHER, Long.toString(idleLimit.toMillis()))
                .query(Boolean.class)
                .single();
    }

    List<Row> oldest(int limit) {
        return jdbc.sql("SELECT * FROM outbox ORDER BY id LIMIT ?")
                .param(limit)
                .query(new SimplePropertyRowMapper<>(Row.class))
                .list();
    }

    void delete(List<Long> ids) {
        jdbc.sql("DELETE FROM outbox WHERE id = ANY (?)")
                .param(ids.toArray(Long[]::new))
                .update();
    }

    Backlog backlog() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT ?) AS waiting) AS pending,
                               coalesce((SELECT extract(epoch FROM now() - created_at) FROM outbox ORDER BY id LIMIT 1), 0)
                                   AS lag_seconds
                        """).param(COUNTED).query(Backlog.class).single();
    }
}
