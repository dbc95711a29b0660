package io.scry.ingestor.submission;

import io.scry.ingestor.web.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param adapterType which adapter is to read it; found from the content if absent
 * @param sourceConfig where the source is, and the adapter's options
 * @param correlationId by which the caller finds it again in logs and events
 */
record IngestRequest(
        @Nullable String adapterType,
        Map<String, Object> sourceConfig,
        @Nullable String correlationId) {

    private static final Set<String> PLACE =
            Set.of("source_id", "source_type", "path", "data", "url", "endpoint", "file_name", "content_type");
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N} ._:/@+=#-]{1,256}");

    /** What is left of the source's configuration for the adapter. */
    Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>(sourceConfig);
        options.keySet().removeAll(PLACE);
        return options;
    }

    @Nullable
    String sourceId() {
        String id = text("source_id");
        if (id != null && !ID.matcher(id).matches()) {
            throw invalid("source_config.source_id", "has up to 256 letters, digits, spaces and ._:/@+=#-");
        }
        return id;
    }

    /** Where the source is to be fetched from; it has two names. */
    @Nullable
    String url() {
        String endpoint = text("endpoint");
        return endpoint == null ? text("url") : endpoint;
    }

    /** A part of the source's configuration that has to be text if it is there. */
    @Nullable
    String text(String name) {
        return switch (sourceConfig.get(name)) {
            case null -> null;
            case String text -> text;
            default -> throw invalid("source_config." + name, "is text");
        };
    }

    /** Without the configuration, which may hold secrets. */
    @Override
    public String toString() {
        return "IngestRequest[adapterType=" + adapterType + ", correlationId=" + correlationId + "]";
    }

    static ProblemException invalid(String name, String expected) {
        return ProblemException.badRequest(
                "invalid-request", "The request is not well-formed", "'" + name + "' " + expected + ".");
    }
}
