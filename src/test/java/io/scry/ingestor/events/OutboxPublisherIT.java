package io.scry.ingestor.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ServiceInJvm;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OutboxPublisherIT {

    /** A name that never resolves (RFC 2606): the Kafka client refuses to be made at all. */
    private static final String NOWHERE = "kafka.invalid:9092";

    @Test
    void goesOnTryingAndMeasuringWhileTheBrokersNameDoesNotResolve() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_KAFKA_BOOTSTRAP_SERVERS", NOWHERE))) {
            for (int pending = 1; pending <= 2; pending++) {
                assertThat(service.submitter()
                                .submit("json", Map.of("data", "[]"))
                                .status())
                        .isEqualTo(200);
                String shown = "scry_ingestor_outbox_pending " + pending + ".0";
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() ->
                                assertThat(service.api().get("/metrics").body()).contains(shown));
            }
        }
    }
}
