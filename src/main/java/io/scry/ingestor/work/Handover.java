package io.scry.ingestor.work;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives what this process has taken out of the queue back to it. */
@Component
class Handover {

    private final JdbcClient jdbc;
    private final Replica replica;

    Handover(JdbcClient jdbc, Replica replica) {
        this.jdbc = jdbc;
        this.replica = replica;
    }

    /**
     * Frees every row that this process has picked, and tells the other replicas with the same commit.
     *
     * @return how many there were
     */
    int release() {
        // A raised version takes the row from the worker that still runs: it can neither delete it nor put it off.
        return jdbc.sql("""
                        WITH freed AS (
                            UPDATE scheduled_tasks
                            SET picked = false, picked_by = NULL, last_heartbeat = NULL, execution_time = now(),
                                version = version + 1
                            WHERE picked AND picked_by = ?
                            RETURNING 1)
                        SELECT count(*), pg_notify(?, ?) FROM freed
                        """)
                .params(replica.id(), PostgresSignals.CHANNEL, PostgresSignals.message(replica, "d"))
                .query((row, number) -> row.getInt(1))
                .single();
    }
}
