package io.scry.ingestor.pipeline;

import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.bench.Clients;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.ServiceInJvm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Successes, failures and cancellations of few sources all at once, on two replicas that both work and publish. */
class RacingEndsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int CLIENTS = 8;
    private static final int COUNT = 480;
    private static final int SOURCES = 4;

    private final String topic = "ends-" + UUID.randomUUID();
    private final Map<String, String> expected = new ConcurrentHashMap<>();

    @Test
    void endEachIngestionOnceAndSayItOnce() throws Exception {
        try (ServiceInJvm one = ServiceInJvm.start(Map.of("SCRY_KAFKA__TOPIC", topic));
                ServiceInJvm two = one.replica(Map.of())) {
            Clients.run(CLIENTS, COUNT, number -> submit(number, one, two));
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> one.count("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest'")
                                    + one.count("SELECT count(*) FROM outbox")
                            == 0);

            assertThat(expected).hasSize(COUNT).containsValues("succeeded", "failed", "cancelled");
            assertThat(stored(one)).isEqualTo(new TreeMap<>(expected));
            assertThat(announced()).isEqualTo(new TreeMap<>(expected));
            assertThat(one.count("""
                    SELECT count(*) FROM ingestion i FULL JOIN result_chunk c ON c.ingestion_id = i.id
                    WHERE (i.status IS NOT DISTINCT FROM 'succeeded') <> (c.seq IS NOT NULL)
                    """)).isZero();
        }
    }

    /**
     * Every third document is broken, every tenth is large, and every second is cancelled elsewhere if it has not ended yet; a
     * large one when the first of its pieces is stored.
     */
    private void submit(int number, ServiceInJvm one, ServiceInJvm two) throws Exception {
        boolean isBroken = number % 3 == 0;
        boolean isLarge = number % 10 == 4;
        String data = "[" + "{\"a\":\"%s\"},".formatted("x".repeat(100)).repeat(isLarge ? 40_000 : 1);
        String id = one.submitter()
                .queueUpload(
                        "a.json",
                        (data + (isBroken ? "" : "1]")).getBytes(StandardCharsets.UTF_8),
                        Map.of("source_config", "{\"source_id\":\"source-" + number % SOURCES + "\"}"));
        if (isLarge) {
            awaitFirstPiece(one, UUID.fromString(id));
        }
        boolean isCancelled =
                number % 2 == 0 && two.api().post(INGESTIONS + id + "/cancel").status() == 200;
        expected.put(id, isCancelled ? "cancelled" : isBroken ? "failed" : "succeeded");
    }

    private static void awaitFirstPiece(ServiceInJvm service, UUID id) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> service.count("""
                        SELECT count(*) FROM ingestion i LEFT JOIN result_chunk c ON c.ingestion_id = i.id
                        WHERE i.id = ? AND (c.seq IS NOT NULL OR i.ended_at IS NOT NULL)
                        """, id) > 0);
    }

    private static Map<String, String> stored(ServiceInJvm service) {
        return service
                .jdbc()
                .sql("SELECT id, status FROM ingestion")
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
    }

    /** By ingestion; fails if one is announced twice. */
    private Map<String, String> announced() {
        JsonMapper json = JsonMapper.shared();
        try (KafkaTap tap = KafkaTap.on(SharedServices.get().kafkaBootstrapServers(), topic)) {
            return tap.all(LIMIT).stream()
                    .map(event -> json.readTree(event.value()))
                    .collect(Collectors.toMap(
                            event -> event.path("ingestion_id").asString(),
                            event -> event.path("status").asString(),
                            (once, again) -> once + " and " + again,
                            TreeMap::new));
        }
    }
}
