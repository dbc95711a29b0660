package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that hangs keeps the process alive. */
class HungDependenciesIT {

    private static final Duration DEADLINE = Duration.ofSeconds(12);

    @Test
    void endsInTimeWhileEverythingHangs() throws Exception {
        DevServices services = SharedServices.get();
        URI database = services.newDatabase();
        try (FaultProxy postgres = FaultProxy.to(database);
                FaultProxy redis = FaultProxy.to(services.redisUrl())) {
            FaultProxy kafka = FaultProxy.to(URI.create("kafka://" + services.kafkaBootstrapServers()));
            Map<String, String> environment = Map.of(
                    "SCRY_DATABASE_URL",
                    postgres.url().toString(),
                    "SCRY_REDIS_URL",
                    redis.url().toString(),
                    "SCRY_KAFKA_BOOTSTRAP_SERVERS",
                    "127.0.0.1:" + kafka.port(),
                    "SCRY_SHUTDOWN__TIMEOUT",
                    DEADLINE.toSeconds() + "s");
            try (kafka;
                    ServiceProcess service = Launch.start(environment);
                    Api api = new Api(service.baseUrl());
                    ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                    Database.ResultsLock lock = Database.lockResults(database)) {
                assertThat(lock.connection().isClosed()).isFalse();
                Api.Answer accepted = api.postJson(
                        Submitter.INGEST, Submission.of("hangs", Map.of("a", 1)), "Prefer", "respond-async");
                Awaitility.await("it runs")
                        .atMost(Launch.LIMIT)
                        .until(() -> api.get(accepted.header("Location"))
                                .json()
                                .path("status")
                                .asString()
                                .equals("running"));
                Future<Api.Answer> waiting = clients.submit(() ->
                        api.postJson(Submitter.INGEST, Submission.of("waits", Map.of("a", 1)), "Prefer", "wait=60"));
                Awaitility.await("one that waits, and connections")
                        .atMost(Launch.LIMIT)
                        .until(() -> redis.connections() > 0
                                && kafka.connections() > 0
                                && api.get("/metrics").body().contains("scry_ingestor_requests_in_flight 1.0"));
                for (FaultProxy proxy : new FaultProxy[] {postgres, redis, kafka}) {
                    proxy.set(FaultProxy.Mode.HANG);
                }
                long begun = System.nanoTime();
                service.terminate();

                // Each step takes its part of what is left: the last of them may end just before the deadline or at it.
                assertThat(service.awaitExit(Launch.LIMIT))
                        .isIn(ExitCode.NOT_DRAINED.code(), ExitCode.DEADLINE_MISSED.code());
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DEADLINE.plusSeconds(1));
                assertThat(waiting.get().status()).as("what was accepted").isEqualTo(202);
                assertThat(waiting.get().header("Location")).startsWith(Submitter.INGESTIONS);
                assertThat(service.log())
                        .contains("giving jobs back did not end within")
                        // One of them waits for an answer, the other for a connection: which of them depends on the
                        // moment.
                        .containsPattern(
                                "ending job signals did not end within .* it hangs at\\R.*thread 'job-signals-\\w+'")
                        .containsPattern("exit code (81 \\(not_drained\\)|82 \\(deadline_missed\\))");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "kafka"})
    void endsWithoutLossWhileOneOfThoseHangsThatMayBeAway(String what) throws Exception {
        DevServices services = SharedServices.get();
        boolean isRedis = what.equals("redis");
        URI address = isRedis ? services.redisUrl() : URI.create("kafka://" + services.kafkaBootstrapServers());
        try (FaultProxy proxy = FaultProxy.to(address)) {
            Map<String, String> environment = Launch.environment(Map.of("SCRY_SHUTDOWN__TIMEOUT", "12s"));
            environment.put(
                    isRedis ? "SCRY_REDIS_URL" : "SCRY_KAFKA_BOOTSTRAP_SERVERS",
                    isRedis ? proxy.url().toString() : "127.0.0.1:" + proxy.port());
            if (!isRedis) {
                // Clients that have once heard where the broker is go there themselves.
                proxy.set(FaultProxy.Mode.HANG);
            }
            try (ServiceProcess service = Launch.start(environment);
                    Api api = new Api(service.baseUrl())) {
                Awaitility.await("connections").atMost(Launch.LIMIT).until(() -> proxy.connections() > 0);
                proxy.set(FaultProxy.Mode.HANG);
                Api.Answer answer = api.postJson(Submitter.INGEST, Submission.of("kept", Map.of("a", 1)));
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                long begun = System.nanoTime();
                service.terminate();

                assertThat(service.awaitExit(Launch.LIMIT)).as(service.log()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DEADLINE.plusSeconds(1));
                int unsent = Database.at(URI.create(environment.get("SCRY_DATABASE_URL")))
                        .sql("SELECT count(*) FROM outbox")
                        .query(Integer.class)
                        .single();
                assertThat(unsent).as("events kept for later").isEqualTo(isRedis ? 0 : 1);
                if (!isRedis) {
                    assertThat(service.log()).containsPattern("flushing events to Kafka|Events? wait in the outbox");
                }
            }
        }
    }

    /** Whoever reads the service's output may hang as well. */
    @Test
    void endsAtTheDeadlineWhileNobodyReadsItsLog() throws Exception {
        Map<String, String> environment =
                Launch.environment(Map.of("SCRY_SHUTDOWN__TIMEOUT", "3s", "SCRY_LOG_LEVEL", "DEBUG"));
        try (ServiceProcess service = ServiceProcess.startWithoutReader(environment)) {
            long begun = System.nanoTime();
            service.terminate();
            assertThat(service.awaitExit(Launch.LIMIT)).isEqualTo(ExitCode.DEADLINE_MISSED.code());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void endsAtTheDeadlineAndSaysWhatIsStuck() throws Exception {
        Map<String, String> environment = Launch.environment(Map.of("SCRY_SHUTDOWN__TIMEOUT", "3s"));
        try (ServiceProcess service = Launch.startWithTests(StuckPhase.PROFILE, environment)) {
            long begun = System.nanoTime();
            service.terminate();
            assertThat(service.awaitExit(Launch.LIMIT)).isEqualTo(ExitCode.DEADLINE_MISSED.code());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
            assertThat(service.log())
                    .contains("Shutdown did not end within shutdown.timeout", "busy with: stuck phase")
                    .contains("CountDownLatch.await", "StuckPhase", "exit code 82 (deadline_missed)");
        }
    }

    /** Many checks would be made after all is closed, if any still were. */
    @Test
    void reportsNoComponentThatItHasClosedItself() throws Exception {
        Map<String, String> environment =
                Launch.environment(Map.of("SCRY_SHUTDOWN__TIMEOUT", "3s", "SCRY_HEALTH__INTERVAL", "1s"));
        String afterAll = "-D%s=%d".formatted(StuckPhase.PHASE, ShutdownPhases.CONNECTIONS - 1);
        try (ServiceProcess service = Launch.startWithTests(StuckPhase.PROFILE, environment, afterAll)) {
            service.terminate();
            assertThat(service.awaitExit(Launch.LIMIT)).isEqualTo(ExitCode.DEADLINE_MISSED.code());
            assertThat(service.log().substring(service.log().indexOf("Received SIGTERM")))
                    .contains("Shutdown: database took")
                    .doesNotContain("is unhealthy");
        }
    }
}
