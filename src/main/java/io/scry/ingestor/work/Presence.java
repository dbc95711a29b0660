package io.scry.ingestor.work;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which workers there are, over all replicas: each has a row, and renews its heartbeat. */
@Component
public class Presence {

    /** A worker that has not been heard of for so long is taken for dead. */
    public static final Duration DEAD_AFTER = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final Replica replica;
    private final RunningJobs running;

    Presence(JdbcClient jdbc, Replica replica, RunningJobs running) {
        this.jdbc = jdbc;
        this.replica = replica;
        this.running = running;
    }

    /**
     * A worker that lives.
     *
     * @param busy the job that it does, if it does one
     */
    public record Worker(
            String replica,
            String name,
            String host,
            OffsetDateTime since,
            OffsetDateTime heartbeat,
            @Nullable UUID busy) {}

    /** All workers that were heard of lately, of all replicas, by name. */
    public List<Worker> workers() {
        return jdbc.sql("""
                        SELECT replica, name, host, since, heartbeat, busy FROM worker
                        WHERE heartbeat > now() - make_interval(secs => ?) ORDER BY name, replica
                        """)
                .param(DEAD_AFTER.toSeconds())
                .query(new SimplePropertyRowMapper<>(Worker.class))
                .list();
    }

    /** Says that these workers of this process live, and what they do; its others and the long dead go. */
    void renew(List<String> workers) {
        Map<String, UUID> busy = running.byWorker();
        String[] names = workers.toArray(String[]::new);
        jdbc.sql("""
                        INSERT INTO worker (replica, name, host, since, heartbeat, busy)
                        SELECT ?, name, ?, now(), now(), busy FROM unnest(?::text[], ?::uuid[]) AS beat (name, busy)
                        ON CONFLICT (replica, name) DO UPDATE SET heartbeat = now(), busy = excluded.busy
                        """)
                .params(
                        replica.id(),
                        replica.host(),
                        names,
                        workers.stream().map(busy::get).toArray(UUID[]::new))
                .update();
        jdbc.sql("""
                        DELETE FROM worker
                        WHERE heartbeat < now() - make_interval(secs => ?) OR (replica = ? AND name <> ALL (?))
                        """).params(2 * DEAD_AFTER.toSeconds(), replica.id(), names).update();
    }

    /** Takes the workers of this process off the list. */
    void leave() {
        jdbc.sql("DELETE FROM worker WHERE replica = ?").param(replica.id()).update();
    }
}
