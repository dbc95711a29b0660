package io.scry.ingestor.pipeline;

import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An ingestion that was accepted is finished exactly once, whatever fails on its way. */
class RecoveryIT {

    private static final String WAITING =
            " FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final String topic = "recovery-" + UUID.randomUUID();

    private ServiceInJvm start(Map<String, String> extra) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SCRY_KAFKA__TOPIC", topic,
                "SCRY_RETRY__INITIAL_DELAY", "200ms",
                "SCRY_RETRY__MAX_ATTEMPTS", "20",
                "SCRY_RETRY__MAX_DELAY", "1s",
                "SCRY_WORKERS__HEARTBEAT_INTERVAL", "1s",
                "SCRY_WORKERS__MISSED_HEARTBEATS", "10"));
        environment.putAll(extra);
        return ServiceInJvm.start(environment);
    }

    @Test
    void neitherLetsAnOldAttemptWriteNorLosesTheJob() throws Exception {
        try (ServiceInJvm service = start(Map.of());
                Connection locking = service.context().getBean(DataSource.class).getConnection();
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE result_chunk IN ACCESS EXCLUSIVE MODE");
            Submitter submitter = service.submitter();
            String id = submitter.queue("json", Map.of("data", "[{\"a\":1}]"));
            submitter.await(id, "running");
            service.jdbc()
                    .sql("UPDATE ingestion SET attempt = attempt + 1 WHERE id = ?")
                    .param(UUID.fromString(id))
                    .update();
            locking.rollback();

            // Nobody else has the job here, so it comes again; with a second worker it would stay with that one.
            JsonNode ended = submitter.await(id, "succeeded");
            assertThat(ended.path("attempts").intValue()).isEqualTo(3);
            assertThat(ended.has("failures")).isFalse();
            assertThat(service.count("SELECT count(*) FROM result_chunk WHERE attempt <> 3"))
                    .isZero();
            assertThat(service.count("SELECT count(*) FROM result_chunk")).isEqualTo(1);
        }
    }

    @Test
    void triesAgainAfterAFaultThatPasses() throws Exception {
        try (ServiceInJvm service = start(Map.of())) {
            service.jdbc().sql("ALTER TABLE result_chunk RENAME TO away").update();
            Submitter submitter = service.submitter();
            String id = submitter.queue("json", Map.of("data", "[{\"a\":1}]", "source_id", "passing"));
            JsonNode put = Awaitility.await()
                    .atMost(LIMIT)
                    .until(
                            () -> submitter.show(id),
                            shown -> shown.path("failures").size() >= 2);
            assertThat(put.path("status").asString()).isIn("queued", "running");
            assertThat(put.path("failures").get(0).path("type").asString())
                    .isEqualTo("urn:scry:problem:temporarily-unavailable");
            service.jdbc().sql("ALTER TABLE away RENAME TO result_chunk").update();

            JsonNode ended = submitter.await(id, "succeeded");
            assertThat(ended.path("attempts").intValue())
                    .isEqualTo(ended.path("failures").size() + 1);
            finishedOnce(service, id);
        }
    }

    @Test
    void givesUpAfterTheLastAttemptAndCanBeRetried() throws Exception {
        try (ServiceInJvm service = start(Map.of("SCRY_RETRY__MAX_ATTEMPTS", "2"))) {
            service.jdbc()
                    .sql("ALTER TABLE result_chunk ADD CONSTRAINT nothing CHECK (seq < 0)")
                    .update();
            Submitter submitter = service.submitter();
            String id = submitter.queue("json", Map.of("data", "[{\"a\":1}]"));
            JsonNode failed = submitter.await(id, "failed");
            assertThat(failed.path("failures")).hasSize(2);
            assertThat(failed.path("problem").path("status").intValue()).isEqualTo(503);
            service.jdbc()
                    .sql("ALTER TABLE result_chunk DROP CONSTRAINT nothing")
                    .update();

            assertThat(service.api().post(INGESTIONS + id + "/retry").status()).isEqualTo(202);

            JsonNode ended = Awaitility.await()
                    .atMost(LIMIT)
                    .until(
                            () -> submitter.show(id),
                            shown -> shown.path("status").asString().equals("succeeded"));
            assertThat(ended.path("attempts").intValue()).isEqualTo(3);
            assertThat(ended.path("failures")).hasSize(2);
            assertThat(ended.has("problem")).isFalse();
        }
    }

    @Test
    void doesNotTryAgainWhatCannotSucceed() throws Exception {
        try (ServiceInJvm service = start(Map.of())) {
            Submitter submitter = service.submitter();
            String id = submitter.queue("json", Map.of("data", "[1,"));
            JsonNode failed = submitter.await(id, "failed");
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> service.count("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest'") == 0);
            assertThat(submitter.show(id)).isEqualTo(failed);
            assertThat(failed.path("attempts").intValue()).isEqualTo(1);
            assertThat(failed.path("failures")).hasSize(1);
            assertThat(events(id)).hasSize(1);
        }
    }

    @Test
    void goesOnWhenTheDatabaseComesBack() throws Exception {
        assertThat(attemptsOverAnOutage(true)).isGreaterThan(1);
    }

    /** The statement that ends an ingestion goes on without its connection, and commits. */
    @Test
    void endsOnceWhenTheAnswerToTheLastStatementIsLost() throws Exception {
        assertThat(attemptsOverAnOutage(false)).isEqualTo(1);
    }

    private int attemptsOverAnOutage(boolean endsStatement) throws Exception {
        URI database = SharedServices.get().newDatabase();
        try (FaultProxy proxy = FaultProxy.to(database);
                ServiceInJvm service =
                        start(Map.of("SCRY_DATABASE_URL", proxy.url().toString()))) {
            Submitter submitter = service.submitter();
            String id;
            try (Connection locking = DevServices.connect(database);
                    Statement lock = locking.createStatement()) {
                locking.setAutoCommit(false);
                lock.execute("LOCK TABLE result_chunk IN ACCESS EXCLUSIVE MODE");
                id = submitter.queue("json", Map.of("data", "[{\"a\":1}]", "source_id", "outage"));
                Awaitility.await().atMost(LIMIT).until(() -> waiting(lock) == 1);
                proxy.set(FaultProxy.Mode.REFUSE);
                Refusal.of(service.api().get(INGESTIONS + id), 503, "database-unavailable");
                if (endsStatement) {
                    lock.execute("SELECT pg_terminate_backend(pid)" + WAITING);
                }
            }
            proxy.set(FaultProxy.Mode.PASS);

            Awaitility.await()
                    .atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> submitter.show(id).path("status").asString().equals("succeeded"));
            finishedOnce(service, id);
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> service.count("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest'") == 0);
            return submitter.show(id).path("attempts").intValue();
        }
    }

    private static int waiting(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SELECT count(*)" + WAITING)) {
            count.next();
            return count.getInt(1);
        }
    }

    private void finishedOnce(ServiceInJvm service, String id) throws Exception {
        assertThat(service.count(
                        "SELECT count(DISTINCT attempt) FROM result_chunk WHERE ingestion_id = ?", UUID.fromString(id)))
                .isEqualTo(1);
        assertThat(service.api().get(INGESTIONS + id + "/data").status()).isEqualTo(200);
        Awaitility.await().atMost(LIMIT).until(() -> service.count("SELECT count(*) FROM outbox") == 0);
        assertThat(events(id)).hasSize(1);
    }

    private List<ConsumerRecord<String, String>> events(String id) {
        try (KafkaTap tap = KafkaTap.on(SharedServices.get().kafkaBootstrapServers(), topic)) {
            return tap.awaitCount(1, LIMIT).stream()
                    .filter(event -> event.value().contains(id))
                    .toList();
        }
    }
}
