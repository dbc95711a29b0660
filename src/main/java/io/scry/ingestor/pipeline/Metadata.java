package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.WebAddress;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.SourceInfo;
import io.scry.ingestor.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every payload says about itself, followed by what its adapter adds. */
final class Metadata {

    private Metadata() {}

    static Map<String, Object> of(
            Ingestion running,
            SourceInfo source,
            Extraction extraction,
            Settings settings,
            Instant begun,
            Instant now) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("source_id", running.sourceId());
        metadata.put("adapter_type", running.adapter());
        metadata.put("timestamp", now);
        metadata.put("processing_duration_ms", Duration.between(begun, now).toMillis());
        metadata.put("processing_mode", running.mode());
        metadata.put("correlation_id", running.correlationId());
        metadata.put("ingestion_id", running.id());
        metadata.put("config_version", settings.version());
        metadata.put("content_type", source.contentType() == null ? "application/octet-stream" : source.contentType());
        metadata.put("bytes", source.bytes());
        metadata.put("sha256", source.sha256());
        if (source.name() != null) {
            metadata.put("file_name", source.name());
        }
        if (source.url() != null) {
            metadata.put("url", WebAddress.of(source.url()).masked());
        }
        extraction.metadata().forEach(metadata::putIfAbsent);
        return metadata;
    }
}
