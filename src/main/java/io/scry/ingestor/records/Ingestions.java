package io.scry.ingestor.records;

import io.scry.ingestor.database.Change;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All ingestions. Every change of state is one statement that looks at the state it starts from. */
@Repository
public class Ingestions {

    /** All columns but those that can be large. */
    private static final String SUMMARY = """
            id, owner, adapter, status, source_id, source, options, mode, correlation_id, traceparent, attempt, tries,
            created_at, started_at, ended_at, shape, chunks, problem,
            CAST(NULL AS json) AS metadata, CAST(NULL AS json) AS validation, '[]' AS failures
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final IngestionRow row;

    Ingestions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.row = new IngestionRow(json);
    }

    /** Adds an ingestion as queued; changes nothing if its owner has used its idempotency key before. */
    public Change adding(NewIngestion added) {
        return new Change(
                """
                        INSERT INTO ingestion (id, owner, adapter, status, source_id, source, options, mode,
                                               correlation_id, traceparent, idempotency_key, fingerprint)
                        VALUES (?, ?, ?, 'queued', ?, CAST(? AS json), CAST(? AS json), ?, ?, ?, ?, ?)
                        ON CONFLICT (owner, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
                        RETURNING id
                        """,
                Arrays.asList(
                        added.id(),
                        added.owner(),
                        added.adapter(),
                        added.sourceId(),
                        text(json.valueToTree(added.source())),
                        text(added.options()),
                        added.mode(),
                        added.correlationId(),
                        added.traceparent(),
                        added.idempotencyKey(),
                        added.fingerprint()));
    }

    /** The ingestion that an owner has submitted under this key, with the fingerprint of that request. */
    public Optional<Repeat> underKey(String owner, String idempotencyKey) {
        return jdbc.sql("SELECT id, fingerprint FROM ingestion WHERE owner = ? AND idempotency_key = ?")
                .params(owner, idempotencyKey)
                .query(Repeat.class)
                .optional();
    }

    /** An earlier ingestion under an idempotency key. */
    public record Repeat(UUID id, String fingerprint) {}

    public Optional<Ingestion> find(UUID id) {
        return jdbc.sql("SELECT * FROM ingestion WHERE id = ?")
                .param(id)
                .query(row)
                .optional();
    }

    /**
     * A page, newest first, without metadata, validation and failures, which can be large.
     *
     * @param before only those older than this one
     * @param size at most so many
     */
    public List<Ingestion> page(Filter filter, @Nullable UUID before, int size) {
        PageQuery query = PageQuery.of(filter, before, size);
        return jdbc.sql("SELECT " + SUMMARY + " FROM ingestion" + query.sql())
                .params(query.params())
                .query(row)
                .list();
    }

    /** What a listing is narrowed to; null is all. */
    public record Filter(
            @Nullable String owner,
            @Nullable State status,
            @Nullable String adapter) {}

    /** Those of the given that have ended. */
    public List<UUID> ended(Collection<UUID> ids) {
        return jdbc.sql(
                        "SELECT id FROM ingestion WHERE id = ANY (?) AND status IN ('succeeded', 'failed', 'cancelled')")
                .param(ids.toArray(UUID[]::new))
                .query((found, number) -> found.getObject(1, UUID.class))
                .list();
    }

    /** Those of the given that run, without metadata, validation and failures, which can be large. */
    public List<Ingestion> running(Collection<UUID> ids) {
        return jdbc.sql("SELECT " + SUMMARY + " FROM ingestion WHERE id = ANY (?) AND status = 'running'")
                .param(ids.toArray(UUID[]::new))
                .query(row)
                .list();
    }

    /** How many are queued, counted no further than {@code limit}. */
    public int queued(int limit) {
        return jdbc.sql("SELECT count(*) FROM (SELECT 1 FROM ingestion WHERE status = 'queued' LIMIT ?) AS waiting")
                .param(limit)
                .query(Integer.class)
                .single();
    }

    /**
     * Begins the next attempt; empty if there is nothing to do because it has ended. One that is still marked as running
     * was left by a worker that died: it passes through the queue in the same statement.
     */
    public Optional<Ingestion> start(UUID id) {
        return jdbc.sql("""
                        UPDATE ingestion SET status = 'running', attempt = attempt + 1, started_at = now()
                        WHERE id = ? AND status IN ('queued', 'running') RETURNING *
                        """).param(id).query(row).optional();
    }

    /**
     * Ends an attempt in success; changes nothing if another attempt has taken over, or it has ended.
     *
     * @param source what is known of the source now
     * @param chunks in how many pieces the data was stored
     */
    public Change succeeding(
            Ingestion running,
            SourceInfo source,
            Ingestion.Shape shape,
            int chunks,
            JsonNode metadata,
            JsonNode validation) {
        return new Change(
                """
                UPDATE ingestion SET status = 'succeeded', ended_at = now(), source = CAST(? AS json),
                       shape = ?, chunks = ?, metadata = CAST(? AS json), validation = CAST(? AS json)
                WHERE id = ? AND attempt = ? AND status = ANY (?)
                RETURNING id, attempt
                """,
                List.of(
                        text(json.valueToTree(source)),
                        shape.name(),
                        chunks,
                        text(metadata),
                        text(validation),
                        running.id(),
                        running.attempt(),
                        before(State.SUCCEEDED)));
    }

    /**
     * Ends an attempt in failure, for good.
     *
     * @param failure this attempt's entry in the list of failures
     * @throws SupersededException if another attempt has taken over, or it has ended
     */
    public void fail(Ingestion running, JsonNode problem, JsonNode failure) {
        guarded(running, State.FAILED, jdbc.sql("""
                        UPDATE ingestion SET status = 'failed', ended_at = now(), problem = CAST(? AS json),
                               failures = failures || CAST(? AS jsonb), tries = tries + 1
                        WHERE id = ? AND attempt = ? AND status = ANY (?)
                        """).params(text(problem), text(failure)));
    }

    /**
     * Puts a failed attempt back in the queue.
     *
     * @param failure this attempt's entry in the list of failures
     * @throws SupersededException if another attempt has taken over, or it has ended
     */
    public void putOff(Ingestion running, JsonNode failure) {
        guarded(running, State.QUEUED, jdbc.sql("""
                        UPDATE ingestion SET status = 'queued', failures = failures || CAST(? AS jsonb),
                               tries = tries + 1
                        WHERE id = ? AND attempt = ? AND status = ANY (?)
                        """).params(text(failure)));
    }

    /**
     * Puts a running one back in the queue, its attempt not counted as failed: its worker stops.
     *
     * @throws SupersededException if another attempt has taken over, or it has ended
     */
    public void release(Ingestion running) {
        guarded(
                running,
                State.QUEUED,
                jdbc.sql("UPDATE ingestion SET status = 'queued' WHERE id = ? AND attempt = ? AND status = ANY (?)"));
    }

    /** Ends an unfinished one because somebody asked for it; empty if it had ended. */
    public Optional<Ingestion> cancel(UUID id) {
        return jdbc.sql("""
                        UPDATE ingestion SET status = 'cancelled', ended_at = now()
                        WHERE id = ? AND status = ANY (?) RETURNING *
                        """).params(id, before(State.CANCELLED)).query(row).optional();
    }

    /** Queues a failed one again with all its tries; gives the number of its last attempt, or nothing if it had not failed. */
    public Optional<Integer> retry(UUID id) {
        return jdbc.sql("""
                        UPDATE ingestion SET status = 'queued', ended_at = NULL, problem = NULL, tries = 0
                        WHERE id = ? AND status = 'failed' RETURNING attempt
                        """)
                .param(id)
                .query((row, number) -> row.getInt("attempt"))
                .optional();
    }

    /** Deletes an ended one with its source and its data; false if it has not ended, or is not there. */
    public boolean delete(UUID id) {
        return jdbc.sql("DELETE FROM ingestion WHERE id = ? AND status IN ('succeeded', 'failed', 'cancelled')")
                        .param(id)
                        .update()
                == 1;
    }

    private void guarded(Ingestion running, State next, JdbcClient.StatementSpec update) {
        if (update.params(running.id(), running.attempt(), before(next)).update() == 0) {
            throw new SupersededException(running.id(), running.attempt());
        }
    }

    private static String[] before(State next) {
        return next.before().toArray(String[]::new);
    }

    private String text(JsonNode node) {
        return StorableText.json(json.writeValueAsString(node));
    }
}
