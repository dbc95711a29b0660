package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A job that runs when its replica is told to stop. */
class JobHandoverIT {

    private static final byte[] LONG =
            ("number\n" + "1234567890123456789\n".repeat(1_500_000)).getBytes(StandardCharsets.US_ASCII);

    private final String topic = "handover-" + UUID.randomUUID();

    @Test
    void goesToAnotherReplicaAtOnceAndIsFinishedOnce() throws Exception {
        Map<String, String> environment = Launch.environment(Map.of(
                "SCRY_KAFKA__TOPIC", topic, "SCRY_WORKERS__TIMEOUT", "500ms", "SCRY_WORKERS__POLL_INTERVAL", "1m"));
        URI database = URI.create(environment.get("SCRY_DATABASE_URL"));
        JdbcClient jdbc = Database.at(database);
        try (ServiceProcess one = Launch.start(environment);
                ServiceProcess other = Launch.start(environment);
                Api oneApi = new Api(one.baseUrl());
                Api otherApi = new Api(other.baseUrl())) {
            UUID id;
            boolean oneHasIt;
            id = Submission.id(oneApi.upload(Submitter.INGEST, "long.csv", LONG, Map.of(), "Prefer", "respond-async"));
            Awaitility.await("a part of its result")
                    .atMost(Launch.LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> count(jdbc, "SELECT count(*) FROM result_chunk") > 0);
            try (Database.ResultsLock lock = Database.lockResults(database)) {
                assertThat(lock.connection().isClosed()).isFalse();
                assertThat(status(oneApi, id)).isEqualTo("running");
                assertThat(attempt(jdbc, id)).isEqualTo(1);
                oneHasIt = worker(jdbc).contains("-" + one.pid() + "-");
                ServiceProcess stopped = oneHasIt ? one : other;
                String released = worker(jdbc);

                stopped.terminate();
                assertThat(stopped.awaitExit(Launch.LIMIT)).isZero();
                long gone = System.nanoTime();
                assertThat(stopped.log()).contains("1 job(s) released", "exit code 0");

                Awaitility.await("another worker")
                        .atMost(Duration.ofSeconds(2))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> attempt(jdbc, id) == 2 && !worker(jdbc).equals(released));
                assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(Duration.ofSeconds(2));
            }
            Api rest = oneHasIt ? otherApi : oneApi;
            Awaitility.await("its end")
                    .atMost(Launch.LIMIT)
                    .until(() -> status(rest, id).equals("succeeded"));
            finishedOnce(jdbc, rest, id);
        }
    }

    private void finishedOnce(JdbcClient jdbc, Api api, UUID id) throws Exception {
        Api.Answer shown = api.get(Submitter.INGESTIONS + id);
        assertThat(shown.json().path("attempts").intValue()).isEqualTo(2);
        assertThat(shown.json().has("failures")).as(shown.body()).isFalse();
        assertThat(api.get(Submitter.INGESTIONS + id + "/data").status()).isEqualTo(200);
        assertThat(count(jdbc, "SELECT count(*) FROM result_chunk WHERE attempt <> 2"))
                .isZero();
        Awaitility.await("an empty queue")
                .atMost(Launch.LIMIT)
                .until(() -> count(jdbc, "SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest'") == 0
                        && count(jdbc, "SELECT count(*) FROM outbox") == 0);
        try (KafkaTap tap = KafkaTap.on(SharedServices.get().kafkaBootstrapServers(), topic)) {
            // A row leaves the outbox when Kafka has its event: none can come any more.
            assertThat(tap.all(Launch.LIMIT)).hasSize(1);
        }
    }

    private static String status(Api api, UUID id) throws Exception {
        return api.get(Submitter.INGESTIONS + id).json().path("status").asString();
    }

    private static int attempt(JdbcClient jdbc, UUID id) {
        return jdbc.sql("SELECT attempt FROM ingestion WHERE id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private static String worker(JdbcClient jdbc) {
        return jdbc.sql("SELECT picked_by FROM scheduled_tasks WHERE task_name = 'ingest' AND picked")
                .query(String.class)
                .optional()
                .orElse("nobody");
    }

    private static int count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
