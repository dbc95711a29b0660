package io.scry.ingestor.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.scry.ingestor.adapter.WebAddress;
import io.scry.ingestor.cluster.Progress;
import io.scry.ingestor.cluster.ProgressBoard;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.SourceInfo;
import io.scry.ingestor.records.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An ingestion as callers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IngestionView(
        UUID id,
        String status,
        String adapterType,
        String sourceId,
        SourceInfo source,
        String correlationId,
        int attempts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Progress progress,
        @Nullable JsonNode metadata,
        @Nullable JsonNode validation,
        @Nullable JsonNode problem,
        @Nullable JsonNode failures,
        Map<String, String> links) {

    /** Where ingestions are found: this, and their id. */
    static final String PATH = "/api/v1/ingestions/";

    /** With its progress, if it runs and that is known. */
    static IngestionView of(Ingestion ingestion, ProgressBoard board) {
        return of(
                ingestion,
                ingestion.status() == State.RUNNING ? board.of(ingestion.id()).orElse(null) : null);
    }

    /** Without progress. */
    static IngestionView of(Ingestion ingestion) {
        return of(ingestion, (Progress) null);
    }

    /** With the progress that is known of it, if there is one. */
    static IngestionView of(Ingestion ingestion, @Nullable Progress progress) {
        return new IngestionView(
                ingestion.id(),
                ingestion.status().label(),
                ingestion.adapter(),
                ingestion.sourceId(),
                shown(ingestion.source()),
                ingestion.correlationId(),
                ingestion.attempt(),
                ingestion.createdAt(),
                ingestion.startedAt(),
                ingestion.endedAt(),
                progress,
                ingestion.metadata(),
                ingestion.validation(),
                ingestion.problem(),
                ingestion.failures().isEmpty() ? null : ingestion.failures(),
                links(ingestion));
    }

    private static SourceInfo shown(SourceInfo source) {
        return source.url() == null
                ? source
                : source.at(WebAddress.of(source.url()).masked());
    }

    private static Map<String, String> links(Ingestion ingestion) {
        String self = PATH + ingestion.id();
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", self);
        if (ingestion.status() == State.SUCCEEDED) {
            links.put("data", self + "/data");
        }
        if (!ingestion.status().isFinal()) {
            links.put("events", self + "/events");
            links.put("cancel", self + "/cancel");
        }
        if (ingestion.status() == State.FAILED) {
            links.put("retry", self + "/retry");
        }
        return links;
    }
}
