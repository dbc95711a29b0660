package io.scry.ingestor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What probes say of a service that is well, in the guide's words. */
class ProbesIT {

    private static final List<String> COMPONENTS = List.of("api", "database", "kafka", "redis", "workers");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api = awaitHealthy(ServiceInJvm.shared()).api();

    private static ServiceInJvm awaitHealthy(ServiceInJvm service) {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(status(service.api())).isEqualTo("healthy"));
        return service;
    }

    private static String status(Api api) throws Exception {
        return api.get("/ready").json().path("status").asString();
    }

    @Test
    void saysThatItLives() throws Exception {
        JsonNode alive = api.get("/health").json();
        assertThat(alive.propertyNames()).containsExactly("status", "service", "checked_at");
        assertThat(alive.path("status").asString()).isEqualTo("healthy");
        assertThat(alive.path("service").asString()).isEqualTo("scry_ingestor");
        assertThat(alive.path("checked_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void saysThatItIsReady() throws Exception {
        JsonNode ready = api.get("/ready").json();
        assertThat(ready.propertyNames())
                .containsExactly("status", "service", "version", "checked_at", "uptime_seconds", "components");
        assertThat(ready.path("version").asString()).isEqualTo("1.0.0");
        assertThat(ready.path("uptime_seconds").asDouble()).isPositive();
        assertThat(ready.path("components").isEmpty()).isTrue();
        assertThat(api.get("/ready?strict=true").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready?detailed=true", "/health/detailed"})
    void showsEveryComponent(String path) throws Exception {
        JsonNode components = api.get(path).json().path("components");
        assertThat(components.propertyNames()).containsExactlyElementsOf(COMPONENTS);
        components.forEachEntry((name, component) -> {
            assertThat(component.propertyNames())
                    .containsExactly("name", "status", "message", "checked_at", "metadata");
            assertThat(component.path("name").asString()).isEqualTo(name);
            assertThat(component.path("status").asString())
                    .as(component.toString())
                    .isEqualTo("healthy");
        });
        JsonNode database = components.path("database");
        assertThat(database.path("message").asString()).isEqualTo("Database connection successful");
        assertThat(database.at("/metadata/driver").asString()).startsWith("PostgreSQL JDBC Driver 42.");
        JsonNode redis = components.path("redis");
        assertThat(redis.path("message").asString()).isEqualTo("Redis connection successful");
        assertThat(redis.at("/metadata/version").asString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(redis.at("/metadata/uptime_seconds").isIntegralNumber()).isTrue();
        JsonNode workers = components.path("workers");
        assertThat(workers.path("message").asString()).isEqualTo("4 worker(s) active");
        assertThat(workers.at("/metadata/worker_count").asInt()).isEqualTo(4);
        assertThat(workers.at("/metadata/workers/0").asString()).startsWith("worker-1@");
        JsonNode kafka = components.path("kafka");
        assertThat(kafka.path("message").asString()).isEqualTo("Kafka status checked");
        assertThat(kafka.at("/metadata/brokers").asInt()).isEqualTo(1);
        assertThat(kafka.at("/metadata/cluster_id").asString()).isNotEmpty();
        assertThat(kafka.at("/metadata/outbox_pending").isIntegralNumber()).isTrue();
    }

    @Test
    void dateEachSampleByItsOwnTime() throws Exception {
        Instant first = sampledAt();
        assertThat(first).isAfter(Instant.now().minusSeconds(15));
        Awaitility.await().atMost(LIMIT).until(() -> sampledAt().isAfter(first));
    }

    private Instant sampledAt() throws Exception {
        return Instant.parse(api.get("/health/detailed")
                .json()
                .at("/components/database/checked_at")
                .asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/ready", "/ready?detailed=true&strict=true", "/health/detailed"})
    void answersProbesOfEveryKind(String path) throws Exception {
        Api.Answer answer = api.get(path, "Accept", "text/plain", "X-API-Key", "one-that-nobody-knows");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(api.head(path)).isEqualTo(200);
    }

    @Test
    void refusesWhatIsNotWellFormed() throws Exception {
        Refusal.of(api.get("/ready?strict=ture"), 400, "invalid-request");
        assertThat(api.post("/health").status()).isEqualTo(405);
        assertThat(api.get("/ready?strict=on&detailed=0").status()).isEqualTo(200);
    }

    @Test
    void needsNoKeyInProduction() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(
                Map.of("SCRY_ENVIRONMENT", "production", "SCRY_HEALTH__REQUIRED", "database,nobody"))) {
            assertThat(service.api().get("/health").status()).isEqualTo(200);
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() ->
                            service.api().get("/ready").json().path("reason").isMissingNode());
            JsonNode ready = service.api().get("/health/detailed").json();
            assertThat(ready.path("status").asString()).isEqualTo("unhealthy");
            assertThat(ready.at("/components/nobody/message").asString()).contains("health.required");
            assertThat(service.api().get("/ready?strict=true").status()).isEqualTo(503);
        }
    }

    @Test
    void exportsMetrics() throws Exception {
        String metrics = api.get("/metrics").body();
        for (String component : COMPONENTS) {
            assertThat(metrics)
                    .contains("scry_ingestor_health_status{component=\"" + component + "\"} 1.0")
                    .contains("scry_ingestor_health_check_seconds_count{component=\"" + component + "\"}");
        }
        assertThat(metrics).containsPattern("(?m)^# TYPE scry_ingestor_uptime_seconds gauge$");
        assertThat(metrics).containsPattern("(?m)^scry_ingestor_uptime_seconds \\d");
    }

    @Test
    void showsActuatorTheSamples() throws Exception {
        JsonNode health = api.get("/actuator/health").json();
        assertThat(health.path("status").asString()).isEqualTo("UP");
        assertThat(health.path("components").propertyNames())
                .containsExactlyInAnyOrder("api", "database", "kafka", "redis", "workers", "service");
        assertThat(health.at("/components/redis/details/metadata/version").asString())
                .isNotEmpty();
        assertThat(api.get("/actuator/health/liveness")
                        .json()
                        .path("components")
                        .propertyNames())
                .containsExactly("api");
        assertThat(api.get("/actuator/health/readiness").json().path("status").asString())
                .isEqualTo("UP");
    }
}
