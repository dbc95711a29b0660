package io.scry.ingestor.records;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One ingestion as it stands.
 *
 * @param owner the name of the key that submitted it
 * @param sourceId what its sender calls the source; its events are in order per source
 * @param options the adapter's options that came with the request
 * @param mode {@code sync} or {@code async}: whether its sender meant to wait
 * @param attempt how often a worker has started on it
 * @param tries how many attempts failed since it was accepted or last retried by a person
 * @param shape whether its data is a list of records or one document; null until it succeeded
 * @param chunks in how many pieces its data is kept
 * @param problem why it failed, as problem details; null unless it failed
 * @param failures every attempt that failed: a list of objects
 */
public record Ingestion(
        UUID id,
        String owner,
        String adapter,
        State status,
        String sourceId,
        SourceInfo source,
        JsonNode options,
        String mode,
        String correlationId,
        @Nullable String traceparent,
        int attempt,
        int tries,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Shape shape,
        int chunks,
        @Nullable JsonNode metadata,
        @Nullable JsonNode validation,
        @Nullable JsonNode problem,
        JsonNode failures) {

    /** The shape of data. */
    public enum Shape {
        /** A list: it is kept as one JSON value a line. */
        RECORDS,
        /** One JSON value. */
        DOCUMENT
    }
}
