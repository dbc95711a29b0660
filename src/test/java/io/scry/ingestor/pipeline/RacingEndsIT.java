package io.scry.ingestor.pipeline;

import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.ServiceInJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Successes, failures and cancellations of few sources all at once, on two replicas that both work and publish. */
class RacingEndsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int CLIENTS = 8;
    private static final int EACH = 60;
    private static final int SOURCES = 3;

    private final String topic = "ends-" + UUID.randomUUID();
    private final Map<String, String> ends = new ConcurrentHashMap<>();

    @Test
    void endEachIngestionOnceAndSayItOnce() throws Exception {
        try (ServiceInJvm one = ServiceInJvm.start(Map.of("SCRY_KAFKA__TOPIC", topic));
                ServiceInJvm two = one.replica(Map.of());
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> clients.submit(() -> {
                        submit(client, one, two);
                        return null;
                    }))
                    .toList();
            for (Future<?> client : running) {
                client.get();
            }
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> one.count("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest'")
                                    + one.count("SELECT count(*) FROM outbox")
                            == 0);

            assertThat(ends).hasSize(CLIENTS * EACH).containsValues("succeeded", "failed", "cancelled");
            assertThat(ends(one)).isEqualTo(new TreeMap<>(ends));
            assertThat(announced()).isEqualTo(new TreeMap<>(ends));
            assertThat(one.count("""
                    SELECT count(*) FROM ingestion i FULL JOIN result_chunk c ON c.ingestion_id = i.id
                    WHERE (i.status = 'succeeded') <> (c.seq IS NOT NULL)
                    """)).isZero();
        }
    }

    /** Every third document is broken, and every second is cancelled elsewhere if it has not ended yet. */
    private void submit(int client, ServiceInJvm one, ServiceInJvm two) throws Exception {
        for (int i = 0; i < EACH; i++) {
            String end = i % 3 == 0 ? "failed" : "succeeded";
            String data = i % 3 == 0 ? "[1," : "[{\"a\":1}]";
            String id = one.submitter()
                    .queue("json", Map.of("data", data, "source_id", "source-" + (client + i) % SOURCES));
            boolean isCancelled =
                    i % 2 == 0 && two.api().post(INGESTIONS + id + "/cancel").status() == 200;
            ends.put(id, isCancelled ? "cancelled" : end);
        }
    }

    private static Map<String, String> ends(ServiceInJvm service) {
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
