package io.scry.ingestor.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A Kafka that limps. */
class KafkaCheckIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void isDegradedWhileEventsDoNotGetThroughThoughBrokersAnswer() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of(
                "SCRY_KAFKA__TOPIC", "not a name that Kafka takes",
                "SCRY_KAFKA__MAX_LAG", "1s",
                "SCRY_HEALTH__INTERVAL", "200ms"))) {
            service.api().postJson(Submitter.INGEST, Submission.of("stuck", Map.of("number", 1)));
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                JsonNode kafka = component(service);
                assertThat(kafka.path("status").asString()).isEqualTo("degraded");
                assertThat(kafka.path("message").asString()).contains("the oldest of 1 events has waited");
                assertThat(kafka.at("/metadata/brokers").asInt()).isEqualTo(1);
                assertThat(kafka.at("/metadata/outbox_lag_seconds").asDouble()).isGreaterThan(1);
            });
        }
    }

    @Test
    void isDegradedIfThereIsNone() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_KAFKA_BOOTSTRAP_SERVERS", ""))) {
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(component(service).path("status").asString()).isEqualTo("degraded");
                assertThat(component(service).path("message").asString()).contains("SCRY_KAFKA_BOOTSTRAP_SERVERS");
                assertThat(service.api().get("/ready?strict=true").status()).isEqualTo(200);
            });
        }
    }

    private static JsonNode component(ServiceInJvm service) throws Exception {
        return service.api().get("/health/detailed").json().at("/components/kafka");
    }
}
