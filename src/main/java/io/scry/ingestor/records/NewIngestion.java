package io.scry.ingestor.records;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An ingestion to be accepted.
 *
 * @param idempotencyKey under which the sender may send it again without a second one being made
 * @param fingerprint the hash of all that was asked for, to tell a repeat from a different request under the same key
 */
public record NewIngestion(
        UUID id,
        String owner,
        String adapter,
        String sourceId,
        SourceInfo source,
        JsonNode options,
        String mode,
        String correlationId,
        @Nullable String traceparent,
        @Nullable String idempotencyKey,
        String fingerprint) {}
