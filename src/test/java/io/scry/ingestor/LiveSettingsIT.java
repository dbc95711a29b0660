package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Readiness;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import io.scry.ingestor.shutdown.Shutdown;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What a reload changes in a service that goes on running. */
class LiveSettingsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LIST = "/api/v1/ingestions";
    private static final byte[] CSV = "a;b\n1;2\n".getBytes(StandardCharsets.US_ASCII);
    /** A name that never resolves (RFC 2606): events stay in the outbox. */
    private static final String NO_KAFKA = "kafka.invalid:9092";

    @TempDir
    private Path config;

    @BeforeEach
    void copyTheConfiguration() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
    }

    private ServiceInJvm start(String settings, Map<String, String> extra) throws Exception {
        write(settings);
        Map<String, String> environment = new HashMap<>(extra);
        environment.put("SCRY_CONFIG_DIR", config.toString());
        return ServiceInJvm.start(environment);
    }

    private void write(String settings) throws IOException {
        write(settings, "0s");
    }

    private void write(String settings, String minDelay) throws IOException {
        Files.writeString(
                config.resolve("settings.development.yaml"), "---\ndrain: {min_delay: " + minDelay + "}\n" + settings);
    }

    /** Has these settings on top of the shipped ones, and nothing else of its own. */
    private void change(ServiceInJvm service, String settings) throws Exception {
        write(settings);
        reload(service);
    }

    private static void reload(ServiceInJvm service) throws Exception {
        Api.Answer answer = service.api().post("/api/v1/config/reload");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("status").asString()).isEqualTo("success");
        assertThat(answer.json().path("changed")).as(answer.body()).isNotEmpty();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }

    private static JsonNode ingested(ServiceInJvm service, byte[] csv) throws Exception {
        Api.Answer answer = service.api().upload(Submitter.INGEST, "it.csv", csv, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("payload");
    }

    @Test
    void readsTheNextSourceWithTheAdaptersNewOptions() throws Exception {
        try (ServiceInJvm service = start("", Map.of())) {
            JsonNode before = ingested(service, CSV);
            assertThat(before.at("/metadata/columns")).hasSize(2);
            Path csv = config.resolve("csv_adapter.yaml");
            Files.writeString(csv, Files.readString(csv).replace("\ndelimiter: auto\n", "\ndelimiter: none\n"));
            reload(service);
            JsonNode after = ingested(service, CSV);
            assertThat(after.at("/metadata/columns")).hasSize(1);
            assertThat(after.at("/metadata/config_version")).isNotEqualTo(before.at("/metadata/config_version"));

            assertThat(invoice(service).at("/metadata/table_count").asInt()).isEqualTo(1);
            change(service, "feature_flags: {pdf_tables: false}\n");
            JsonNode without = invoice(service);
            assertThat(without.at("/metadata").has("table_count")).isFalse();
            assertThat(without.at("/data/pages/0").has("tables")).isFalse();
        }
    }

    private static JsonNode invoice(ServiceInJvm service) throws Exception {
        Api.Answer answer = service.api()
                .upload(
                        Submitter.INGEST,
                        Path.of("samples", "invoice.pdf"),
                        Map.of("source_config", "{\"tables\": true}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("payload");
    }

    @Test
    void hasOtherWorkersAndAnotherHealth() throws Exception {
        try (ServiceInJvm service = start("workers: {count: 2}\nhealth: {interval: 1m}\n", Map.of())) {
            awaitWorkers(service, 2);
            change(service, "workers: {count: 5, poll_interval: 50ms}\nhealth: {interval: 200ms}\n");
            awaitWorkers(service, 5);
            change(service, "workers: {count: 1}\nhealth: {interval: 200ms}\n");
            awaitWorkers(service, 1);
            assertThat(ingested(service, CSV).at("/metadata/record_count").asInt())
                    .isEqualTo(1);
            assertThat(Readiness.inJson(service.api())).containsEntry("overall", "healthy");
            change(service, "health: {interval: 200ms}\nfeature_flags: {kafka_events: false}\n");
            await().until(() -> service.api()
                    .get("/health/detailed")
                    .json()
                    .at("/components/kafka/message")
                    .asString()
                    .endsWith("events are off (feature_flags.kafka_events)"));
            change(service, "health: {required: [database, nobody]}\n");
            assertThat(Readiness.inJson(service.api())).containsEntry("overall", "unhealthy");
        }
    }

    private static void awaitWorkers(ServiceInJvm service, int count) {
        await().untilAsserted(() -> assertThat(service.api()
                        .get("/health/detailed")
                        .json()
                        .at("/components/workers/metadata/worker_count")
                        .asInt())
                .isEqualTo(count));
    }

    @Test
    void logsAtOtherLevels() throws Exception {
        org.slf4j.Logger logger = LoggerFactory.getLogger("live.settings");
        try (ServiceInJvm service = start("", Map.of())) {
            assertThat(logger.isDebugEnabled()).isFalse();
            change(service, "log_levels: {live.settings: DEBUG}\n");
            assertThat(logger.isDebugEnabled()).isTrue();
            change(service, "log_level: WARN\n");
            assertThat(logger.isInfoEnabled()).isFalse();
            change(service, "");
            assertThat(logger.isInfoEnabled()).isTrue();
            assertThat(logger.isDebugEnabled()).isFalse();
        }
    }

    @Test
    void holdsCallersBackAndLetsThemGo() throws Exception {
        try (ServiceInJvm service = start(
                "rate_limit: {enabled: false}\n",
                Map.of("SCRY_API_KEYS", "ann:secret-of-ann", "SCRY_ADMIN_API_KEYS", "ops:secret-of-ops"))) {
            String[] ann = {"X-API-Key", "secret-of-ann"};
            String[] ops = {"X-API-Key", "secret-of-ops"};
            assertThat(service.api().get(LIST, ann).headers().firstValue("RateLimit"))
                    .isEmpty();
            write("rate_limit: {requests: 60, period: 1h, burst: 2}\n");
            assertThat(service.api().post("/api/v1/config/reload", ops).status())
                    .isEqualTo(200);
            for (String[] key : List.of(ann, ops)) {
                assertThat(service.api().get(LIST, key).status()).isEqualTo(200);
                assertThat(service.api().get(LIST, key).status()).isEqualTo(200);
                Refusal.of(service.api().get(LIST, key), 429, "rate-limited");
            }
            write("rate_limit: {requests: 600, period: 1s, burst: 600}\n");
            assertThat(service.api().post("/api/v1/config/reload", ops).status())
                    .isEqualTo(200);
            await().until(() -> service.api().get(LIST, ann).status() == 200);
        }
    }

    @Test
    void acceptsMoreOrLess() throws Exception {
        try (ServiceInJvm service =
                start("ingestion: {queue_limit: 2, max_source_size: 2KB}\n", Map.of("SCRY_ROLES", "api"))) {
            Submitter submitter = service.submitter();
            submitter.queue("json", Map.of("data", "[1]"));
            submitter.queue("json", Map.of("data", "[2]"));
            String[] async = {"Prefer", "respond-async"};
            Refusal.of(submitter.submit("json", Map.of("data", "[3]"), async), 429, "queue-full");
            byte[] large = ("a\n" + "1\n".repeat(500_000)).getBytes(StandardCharsets.US_ASCII);
            Refusal.of(upload(service, large), 413, "source-too-large");

            change(service, "ingestion: {queue_limit: 4, max_source_size: 2MB}\n");
            submitter.queue("json", Map.of("data", "[3]"));
            assertThat(upload(service, large).status()).isEqualTo(202);
            Refusal.of(submitter.submit("json", Map.of("data", "[5]"), async), 429, "queue-full");

            change(service, "ingestion: {queue_limit: 100, max_inline_size: 1KB, max_source_size: 2KB}\n");
            Refusal.of(upload(service, large), 413, "source-too-large");
            Refusal.of(submitter.submit("json", Map.of("data", "1".repeat(2000)), async), 413, "request-too-large");
        }
    }

    private static Api.Answer upload(ServiceInJvm service, byte[] csv) throws Exception {
        return service.api().upload(Submitter.INGEST, "it.csv", csv, Map.of(), "Prefer", "respond-async");
    }

    @Test
    void switchesFeaturesOffAndOn() throws Exception {
        try (ServiceInJvm service = start("", Map.of("SCRY_KAFKA_BOOTSTRAP_SERVERS", NO_KAFKA))) {
            String id = ended(service);
            assertThat(service.count("SELECT count(*) FROM outbox")).isEqualTo(1);
            change(service, "feature_flags: {kafka_events: false, server_sent_events: false}\n");
            ended(service);
            assertThat(service.count("SELECT count(*) FROM outbox")).isEqualTo(1);
            Refusal.of(service.api().get(Submitter.INGESTIONS + id + "/events"), 503, "feature-disabled");
            change(service, "");
            ended(service);
            assertThat(service.count("SELECT count(*) FROM outbox")).isEqualTo(2);
            assertThat(service.api().get(Submitter.INGESTIONS + id + "/events").status())
                    .isEqualTo(200);
        }
    }

    private static String ended(ServiceInJvm service) throws Exception {
        String id = service.submitter().queue("json", Map.of("data", "[1]"));
        service.submitter().await(id, "succeeded");
        return id;
    }

    @Test
    void opensFewerStreamsAndEndsThoseThatAreOpenWhenTheyAreSwitchedOff() throws Exception {
        try (ServiceInJvm service = start("", Map.of("SCRY_ROLES", "api"))) {
            String id = service.submitter().queue("json", Map.of("data", "[1]"));
            try (Stream<String> lines = service.api()
                    .get(Submitter.INGESTIONS + id + "/events", BodyHandlers.ofLines())
                    .body()) {
                change(service, "ingestion: {max_streams: 1}\n");
                Refusal.of(service.api().get(Submitter.INGESTIONS + id + "/events"), 503, "too-many-streams");
                change(service, "feature_flags: {server_sent_events: false}\n");
                assertThat(lines).contains("event:queued", "event:goodbye");
            }
        }
    }

    @Test
    void keepsThingsForAnotherTime() throws Exception {
        try (ServiceInJvm service = start("", Map.of())) {
            ended(service);
            service.jdbc()
                    .sql("UPDATE ingestion SET ended_at = ended_at - interval '2 hours'")
                    .update();
            change(service, "retention: {ingestions: 1h}\n");
            await().until(() -> {
                service.jdbc()
                        .sql("UPDATE scheduled_tasks SET execution_time = now()"
                                + " WHERE task_name = 'retention' AND NOT picked")
                        .update();
                return service.count("SELECT count(*) FROM ingestion") == 0;
            });
        }
    }

    @Test
    void stopsInTheTimeThatHoldsThen() throws Exception {
        ServiceInJvm service = start("shutdown: {timeout: 1h}\n", Map.of());
        write("shutdown: {timeout: 9s}\n", "1500ms");
        reload(service);
        Shutdown shutdown = service.context().getBean(Shutdown.class);
        long begun = System.nanoTime();
        assertThat(shutdown.remaining()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
        service.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(9));
    }
}
