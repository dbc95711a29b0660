package io.scry.ingestor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Submits sources to a service, and looks what becomes of them. */
public final class Submitter {

    public static final String INGEST = "/api/v1/ingest";
    public static final String INGESTIONS = "/api/v1/ingestions/";

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

    private final Api api;

    public Submitter(Api api) {
        this.api = api;
    }

    /** Submits a JSON request. */
    public Answer submit(String adapter, Map<String, ?> sourceConfig, String... headers)
            throws IOException, InterruptedException {
        return api.postJson(INGEST, Map.of("adapter_type", adapter, "source_config", sourceConfig), headers);
    }

    /** Submits a JSON request without waiting, and returns the id of its ingestion. */
    public String queue(String adapter, Map<String, ?> sourceConfig, String... headers)
            throws IOException, InterruptedException {
        return idOf(submit(adapter, sourceConfig, async(headers)));
    }

    /** Uploads without waiting, and returns the id of its ingestion. */
    public String queueUpload(String fileName, byte[] content, Map<String, String> parts, String... headers)
            throws IOException, InterruptedException {
        return idOf(api.upload(INGEST, fileName, content, parts, async(headers)));
    }

    private static String[] async(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Prefer", "respond-async"));
        return all.toArray(String[]::new);
    }

    private static String idOf(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    /** An ingestion that is there. */
    public JsonNode show(String id) throws IOException, InterruptedException {
        Answer answer = api.get(INGESTIONS + id);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** The ingestion once it has this status; fails at once if it ends in another one. */
    public JsonNode await(String id, String status) {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> reached(show(id), status), shown -> is(shown, status));
    }

    private static JsonNode reached(JsonNode shown, String status) {
        String now = shown.path("status").asString();
        if (FINAL.contains(now) && !now.equals(status)) {
            throw new AssertionError("It should become " + status + " and is " + shown);
        }
        return shown;
    }

    private static boolean is(JsonNode shown, String status) {
        return shown.path("status").asString().equals(status);
    }
}
