package io.scry.ingestor.harness;

import java.util.Map;
import java.util.UUID;

/** Small JSON documents as requests to ingest them. */
public final class Submission {

    private Submission() {}

    /** The request's body. */
    public static Map<String, Object> of(String sourceId, Map<String, ?> data) {
        return Map.of(
                "adapter_type",
                "json",
                "source_config",
                Map.of("source_id", sourceId, "source_type", "string", "data", data));
    }

    /** The id of what was accepted. */
    public static UUID id(Api.Answer answer) {
        return UUID.fromString(answer.header("Location").substring(Submitter.INGESTIONS.length()));
    }
}
