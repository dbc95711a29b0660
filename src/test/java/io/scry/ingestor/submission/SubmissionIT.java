package io.scry.ingestor.submission;

import static io.scry.ingestor.harness.Submitter.INGEST;
import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Api.Answer;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The ways to submit, and what is answered to each. */
class SubmissionIT {

    private static final List<String> METADATA = List.of(
            "source_id",
            "adapter_type",
            "timestamp",
            "processing_duration_ms",
            "processing_mode",
            "correlation_id",
            "ingestion_id",
            "config_version",
            "content_type",
            "bytes",
            "sha256");

    private final ServiceInJvm service = ServiceInJvm.shared();
    private final Api api = service.api();
    private final Submitter submitter = service.submitter();

    @Test
    void answersWithThePayload() throws Exception {
        String data = "[{\"a\":1},{\"a\":null,\"b\":\"é\"}]";

        Answer answer = submitter.submit("json", Map.of("source_id", "payload", "data", data));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode body = answer.json();
        assertThat(body.propertyNames()).containsExactly("status", "message", "payload", "error_details");
        assertThat(body.path("status").asString()).isEqualTo("success");
        assertThat(body.path("message").asString()).isNotBlank();
        assertThat(body.path("error_details").isNull()).isTrue();
        JsonNode payload = body.path("payload");
        assertThat(payload.propertyNames()).containsExactly("data", "metadata", "validation");
        assertThat(payload.path("data").toString()).isEqualTo(data);
        assertThat(payload.path("validation").propertyNames())
                .containsExactlyInAnyOrder("is_valid", "errors", "warnings", "metrics");
        assertThat(payload.path("validation").path("is_valid").booleanValue()).isTrue();

        JsonNode metadata = payload.path("metadata");
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        assertThat(metadata.propertyNames()).containsAll(METADATA);
        assertThat(metadata.path("source_id").asString()).isEqualTo("payload");
        assertThat(metadata.path("adapter_type").asString()).isEqualTo("json");
        assertThat(metadata.path("timestamp").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(metadata.path("processing_duration_ms").isIntegralNumber()).isTrue();
        assertThat(metadata.path("processing_mode").asString()).isEqualTo("sync");
        assertThat(metadata.path("correlation_id").asString()).isEqualTo(answer.header("X-Correlation-ID"));
        assertThat(answer.header("Location"))
                .isEqualTo(INGESTIONS + metadata.path("ingestion_id").asString());
        assertThat(metadata.path("config_version").asString()).isNotBlank();
        assertThat(metadata.path("content_type").asString()).isEqualTo("application/json");
        assertThat(metadata.path("bytes").intValue()).isEqualTo(bytes.length);
        assertThat(metadata.path("sha256").asString())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Test
    void answersSuccessWithWhatIsNotValid() throws Exception {
        Answer answer = submitter.submit("json", Map.of("data", "[{\"a\":1}]", "required_fields", List.of("b")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("message").asString()).contains("validation");
        JsonNode validation = answer.json().path("payload").path("validation");
        assertThat(validation.path("is_valid").booleanValue()).isFalse();
        assertThat(validation.path("errors")).isNotEmpty();
    }

    @Test
    void answersAtOnceIfAskedTo() throws Exception {
        Map<String, String> config = Map.of("data", "[1]", "source_id", "async");
        String[] headers = {"Prefer", "respond-async", "Idempotency-Key", "async-1"};
        Answer answer = submitter.submit("json", config, headers);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "status");
        String id = answer.json().path("id").asString();
        assertThat(answer.header("Location")).isEqualTo(INGESTIONS + id);
        JsonNode ended = submitter.await(id, "succeeded");
        assertThat(ended.path("metadata").path("processing_mode").asString()).isEqualTo("async");
        assertThat(api.get(INGESTIONS + id + "/data").body()).isEqualTo("[1]");
        Answer again = submitter.submit("json", config, headers);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo("{\"id\":\"" + id + "\",\"status\":\"succeeded\"}");
    }

    @Test
    void saysHowLongItWaitsAtMost() throws Exception {
        Map<String, String> config = Map.of("data", "[1]");
        assertThat(submitter.submit("json", config, "Prefer", "wait=20").header("Preference-Applied"))
                .isEqualTo("wait=20");
        Answer greedy = submitter.submit("json", config, "Prefer", "wait=9999");
        assertThat(greedy.status()).isEqualTo(200);
        assertThat(greedy.header("Preference-Applied")).isEqualTo("wait=120");
    }

    @Test
    void answersWhereToLookIfItTakesLongerAndAnotherReplicaFinishesIt() throws Exception {
        try (ServiceInJvm front = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            Answer answer = front.submitter().submit("json", Map.of("data", "[{\"a\":1}]"), "Prefer", "wait=1");
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
            assertThat(answer.json().path("status").asString()).isEqualTo("queued");
            String id = answer.json().path("id").asString();
            assertThat(answer.header("Location")).isEqualTo(INGESTIONS + id);

            try (ServiceInJvm worker = front.replica(Map.of("SCRY_ROLES", "worker"))) {
                front.submitter().await(id, "succeeded");
                Answer waited = front.submitter().submit("json", Map.of("data", "[2]"), "Prefer", "wait=60");
                assertThat(waited.status()).as(waited.body()).isEqualTo(200);
                Refusal.of(worker.api().get(INGESTIONS + id), 404, "not-an-api-replica");
            }
            assertThat(front.api().get(INGESTIONS + id + "/data").body()).isEqualTo("[{\"a\":1}]");
        }
    }

    @Test
    void makesOneIngestionOfARequestThatIsRepeated() throws Exception {
        String[] key = {"Idempotency-Key", "repeat-1"};
        Map<String, String> config = Map.of("data", "[1]", "source_id", "repeat");
        Answer first = submitter.submit("json", config, key);
        Answer again = submitter.submit("json", config, key);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.json().path("payload").path("data"))
                .isEqualTo(first.json().path("payload").path("data"));
        assertThat(rows("repeat-1")).isEqualTo(1);

        Map<String, String> other = Map.of("data", "[2]", "source_id", "repeat");
        Refusal.of(submitter.submit("json", other, key), 422, "idempotency-key-reused");
        assertThat(rows("repeat-1")).isEqualTo(1);
    }

    @Test
    void makesOneIngestionOfRequestsThatComeAtOnce() throws Exception {
        Callable<Answer> call =
                () -> submitter.submit("json", Map.of("data", "[1]", "source_id", "race"), "Idempotency-Key", "race-1");
        try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
            List<Future<Answer>> answers = callers.invokeAll(List.of(call, call, call, call, call, call));
            String location = answers.getFirst().get().header("Location");
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(200);
                assertThat(answer.get().header("Location")).isEqualTo(location);
            }
        }
        assertThat(rows("race-1")).isEqualTo(1);
    }

    private int rows(String key) {
        return service.count("SELECT count(*) FROM ingestion WHERE idempotency_key = ?", key);
    }

    @Test
    void takesTheCorrelationIdOfTheRequestOrMakesOne() throws Exception {
        Map<String, String> config = Map.of("data", "[1]");
        Answer given = submitter.submit("json", config, "X-Correlation-ID", "order:4711");
        assertThat(given.header("X-Correlation-ID")).isEqualTo("order:4711");
        assertThat(correlationId(given)).isEqualTo("order:4711");

        Answer inBody = api.postJson(INGEST, Map.of("source_config", config, "correlation_id", "body-1"));
        assertThat(correlationId(inBody)).isEqualTo("body-1");

        Answer malformed = submitter.submit("json", config, "X-Correlation-ID", "a b");
        assertThat(malformed.header("X-Correlation-ID"))
                .isNotEqualTo("a b")
                .isEqualTo(correlationId(malformed))
                .hasSize(36);
        assertThat(submitter.submit("json", config).header("X-Correlation-ID"))
                .isNotEqualTo(malformed.header("X-Correlation-ID"));
    }

    private static String correlationId(Answer answer) {
        return answer.json()
                .path("payload")
                .path("metadata")
                .path("correlation_id")
                .asString();
    }

    @Test
    void keepsTheTraceContext() throws Exception {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String id = submitter.queue("json", Map.of("data", "[1]"), "traceparent", traceparent);
        assertThat(service.count(
                        "SELECT count(*) FROM ingestion WHERE id = ? AND traceparent = ?",
                        UUID.fromString(id),
                        traceparent))
                .isEqualTo(1);
    }

    @Test
    void takesInlineJsonAsItIsWritten() throws Exception {
        String value = "{\"price\":12345678901234567890.123456789012345,\"small\":1.10,\"big\":1E+400}";
        String body =
                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":[" + value + "],\"min_completeness\":0.5}}";

        Answer answer = api.postBytes(INGEST, "application/json", body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"data\":[" + value + "]");
    }

    @Test
    void findsTheAdapterFromTheContentThoughTheNameLies() throws Exception {
        byte[] pdf = Files.readAllBytes(Path.of("samples", "invoice.pdf"));
        assertThat(adapterOf(api.upload(INGEST, "lies.json", pdf, Map.of()))).isEqualTo("pdf");
        byte[] json = Files.readAllBytes(Path.of("samples", "orders.json"));
        assertThat(adapterOf(api.upload(INGEST, "lies.pdf", json, Map.of()))).isEqualTo("json");
    }

    private static String adapterOf(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .path("payload")
                .path("metadata")
                .path("adapter_type")
                .asString();
    }

    @Test
    void readsFilesUnderAllowedFoldersOnly(@TempDir Path directory) throws Exception {
        Path root = Files.createDirectories(directory.resolve("root"));
        Path outside = Files.writeString(directory.resolve("outside.json"), "[\"secret\"]");
        Files.writeString(root.resolve("inside.json"), "[\"public\"]");
        Files.createSymbolicLink(root.resolve("link.json"), outside);
        Files.createDirectories(directory.resolve("root-too"));
        Files.writeString(directory.resolve("root-too/sibling.json"), "[\"secret\"]");

        try (ServiceInJvm rooted = ServiceInJvm.start(Map.of("SCRY_INGESTION__FILE_ROOTS", root.toString()))) {
            for (String path :
                    List.of("inside.json", root.resolve("inside.json").toString())) {
                Answer read = rooted.submitter().submit("json", Map.of("source_type", "file", "path", path));
                assertThat(read.status()).as(read.body()).isEqualTo(200);
                assertThat(read.json().path("payload").path("data").toString()).isEqualTo("[\"public\"]");
            }
            for (String path : List.of(
                    "../outside.json",
                    outside.toString(),
                    "link.json",
                    "../root-too/sibling.json",
                    directory + "/root-too/sibling.json",
                    "missing.json",
                    ".",
                    "a\u0000b")) {
                JsonNode problem = Refusal.of(
                        rooted.submitter().submit("json", Map.of("source_type", "file", "path", path)),
                        422,
                        "file-not-found");
                assertThat(problem.toString()).doesNotContain("secret", directory.toString());
            }
            assertThat(rooted.count("SELECT count(*) FROM ingestion")).isEqualTo(2);
        }
    }

    @Test
    void readsNoFilesIfNoFolderIsAllowed() throws Exception {
        Refusal.of(
                submitter.submit("json", Map.of("source_type", "file", "path", "/etc/hostname")),
                403,
                "file-sources-disabled");
    }

    @Test
    void turnsAwayWhatComesWhileTooManyWait() throws Exception {
        try (ServiceInJvm front = ServiceInJvm.start(Map.of("SCRY_ROLES", "api", "SCRY_INGESTION__QUEUE_LIMIT", "3"))) {
            for (int i = 1; i <= 3; i++) {
                front.submitter().queue("json", Map.of("data", "[1]"));
            }
            Answer refused = front.submitter().submit("json", Map.of("data", "[1]"), "Prefer", "respond-async");

            Refusal.of(refused, 429, "queue-full");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(front.count("SELECT count(*) FROM ingestion")).isEqualTo(3);
            assertThat(front.count("SELECT count(DISTINCT ingestion_id) FROM source_chunk"))
                    .isEqualTo(3);
            assertThat(front.count("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest'"))
                    .isEqualTo(3);
        }
    }
}
