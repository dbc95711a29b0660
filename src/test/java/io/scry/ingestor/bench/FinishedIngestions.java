package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ingestions of the last 30 days in the tables of a service, with their sources and data: copies of two that it has
 * really done, of which one failed, under other owners and adapters.
 */
final class FinishedIngestions {

    /** Twenty ingestions are of this adapter, with all others between them. */
    static final String RARE = "soup";

    /** The oldest fifth is of this one, and none since. */
    static final String FORMER = "excel";

    /** None is. */
    static final String UNUSED = "word";

    private static final int STEP = 100_000;

    /** The parameters: how many there will be, and the first and the last number of this step. */
    private static final String FILL = """
            WITH input AS (SELECT CAST(? AS bigint) AS total, CAST(? AS bigint) AS first, CAST(? AS bigint) AS last),
            added AS (
                INSERT INTO ingestion (id, owner, adapter, status, source_id, source, options, mode, correlation_id,
                                       fingerprint, attempt, tries, created_at, started_at, ended_at, shape, chunks,
                                       metadata, validation, problem, failures)
                SELECT past.id,
                       CASE WHEN mod(n, 7) < 3 THEN model.owner ELSE 'team-' || mod(n, 7) END,
                       CASE WHEN mod(n, total / 20) = 7 THEN '%s' WHEN n <= total / 5 THEN '%s'
                            WHEN mod(n, 10) < 6 THEN 'json' WHEN mod(n, 10) < 9 THEN 'csv' ELSE 'pdf' END,
                       model.status, 'source-' || mod(n, 5000), model.source, model.options, model.mode,
                       gen_random_uuid(), model.fingerprint, model.attempt, model.tries, accepted,
                       accepted + interval '20 ms', accepted + interval '40 ms', model.shape, model.chunks,
                       model.metadata, model.validation, model.problem, model.failures
                FROM input, generate_series(first, last) AS n,
                     LATERAL (SELECT uuidv7(interval '30 days' * (n - total - 1) / total) AS id) AS past,
                     LATERAL (SELECT uuid_extract_timestamp(past.id) AS accepted) AS moment,
                     ingestion AS model
                WHERE model.id = CASE WHEN mod(n, 100) = 0 THEN CAST(? AS uuid) ELSE CAST(? AS uuid) END
                RETURNING id, attempt, status),
            sources AS (
                INSERT INTO source_chunk
                SELECT added.id, 0, bytes FROM added, source_chunk WHERE ingestion_id = CAST(? AS uuid))
            INSERT INTO result_chunk
            SELECT added.id, added.attempt, 0, bytes FROM added, result_chunk
            WHERE ingestion_id = CAST(? AS uuid) AND added.status = 'succeeded'
            """.formatted(RARE, FORMER);

    private final URI database;
    private final JdbcClient jdbc;

    FinishedIngestions(URI database) {
        this.database = database;
        this.jdbc = Database.at(database);
    }

    /** Adds so many, a multiple of 1,000, and leaves nothing to vacuum. */
    void fill(Api service, int total) throws Exception {
        Submitter submitter = new Submitter(service);
        String text = UUID.randomUUID() + "," + UUID.randomUUID() + "," + UUID.randomUUID();
        UUID good = ingest(submitter, "{\"text\":\"" + text + "\"}", "succeeded");
        UUID bad = ingest(submitter, "{\"text\":", "failed");
        try (Connection connection = DevServices.connect(database);
                Statement statement = connection.createStatement();
                PreparedStatement step = connection.prepareStatement(FILL)) {
            // Nothing refers to what is not there: the keys need no check.
            statement.execute("SET session_replication_role = replica");
            for (int first = 1; first <= total; first += STEP) {
                List<Object> parameters =
                        List.of(total, first, Math.min(total, first + STEP - 1), bad, good, good, good);
                for (int i = 0; i < parameters.size(); i++) {
                    step.setObject(i + 1, parameters.get(i));
                }
                step.executeUpdate();
            }
            statement.execute("VACUUM (ANALYZE)");
            statement.execute("CHECKPOINT");
        }
    }

    private static UUID ingest(Submitter submitter, String document, String end) throws Exception {
        String id = submitter.queue("json", Map.of("source_type", "string", "data", document));
        submitter.await(id, end);
        return UUID.fromString(id);
    }

    /** In GB, with all its indexes. */
    double size() {
        return jdbc.sql("SELECT pg_database_size(current_database())")
                        .query(Long.class)
                        .single()
                / 1e9;
    }

    UUID middle() {
        return jdbc.sql("SELECT uuidv7(interval '-15 days')").query(UUID.class).single();
    }

    /** Some of them, from all over the past. */
    List<UUID> some(int count) {
        return jdbc.sql("""
                        SELECT (SELECT id FROM ingestion WHERE id >= point ORDER BY id LIMIT 1)
                        FROM (SELECT uuidv7(interval '-30 days' * random()) AS point
                              FROM generate_series(1, ?) OFFSET 0) AS points
                        """)
                .param(count)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }
}
