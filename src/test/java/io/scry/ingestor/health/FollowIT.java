package io.scry.ingestor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.KafkaServer;
import io.scry.ingestor.devservices.Ports;
import io.scry.ingestor.devservices.PostgresServer;
import io.scry.ingestor.devservices.RedisServer;
import io.scry.ingestor.devservices.ServiceDirectory;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.Readiness;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.SteadyLoad;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kills and returns PostgreSQL, Redis and Kafka, one after the other, while ingestions come in. */
class FollowIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    /** The poll that sees a status is itself not instant. */
    private static final Duration SEEING = Duration.ofMillis(500);

    private static final int PER_SECOND = 10;

    private interface Step {
        void run() throws Exception;
    }

    @Test
    void saysWhatIsDownAndUpAndFinishesAllThatWasAccepted() throws Exception {
        int port = Ports.free();
        try (ServiceDirectory directory = ServiceDirectory.create();
                // A kill loses nothing that was committed only if every commit is written.
                PostgresServer postgres = PostgresServer.start(directory, Ports.free(), true);
                RedisServer redis = RedisServer.start(directory, Ports.free());
                FaultProxy broker = FaultProxy.to(URI.create("kafka://127.0.0.1:" + port));
                KafkaServer kafka = KafkaServer.start(directory, port, broker.port());
                ServiceProcess service = ServiceProcess.start(environment(postgres, redis, broker));
                Api api = new Api(service.awaitListening(START).baseUrl());
                SteadyLoad load = new SteadyLoad(service.baseUrl(), PER_SECOND)) {
            awaitAllWell(api);
            long begun = System.nanoTime();
            double uptime = uptime(api);
            follow(api, "database", "unhealthy", postgres::kill, postgres::start);
            follow(api, "redis", "degraded", redis::kill, redis::start);
            follow(api, "kafka", "degraded", () -> kill(kafka, broker), () -> start(kafka, broker));
            Set<UUID> accepted = load.end();
            assertThat(load.repeated()).as("requests sent again").isPositive();
            assertAllAreFinished(Database.at(postgres.url()), accepted);
            assertThat(uptime(api)).isGreaterThan(uptime + (System.nanoTime() - begun) / 1e9 - 1);
        }
    }

    private static Map<String, String> environment(PostgresServer postgres, RedisServer redis, FaultProxy broker) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCRY_DATABASE_URL", postgres.url().toString());
        environment.put("SCRY_REDIS_URL", redis.url().toString());
        environment.put("SCRY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + broker.port());
        environment.put("SCRY_HEALTH__INTERVAL", INTERVAL.toMillis() + "ms");
        environment.put("SCRY_HEALTH__TIMEOUT", TIMEOUT.toMillis() + "ms");
        return environment;
    }

    /** It runs in this JVM: for the service it is gone when its connections are reset, and not when it has shut down. */
    private static void kill(KafkaServer kafka, FaultProxy broker) throws Exception {
        broker.set(FaultProxy.Mode.REFUSE);
        kafka.stop();
    }

    private static void start(KafkaServer kafka, FaultProxy broker) throws Exception {
        kafka.start();
        broker.set(FaultProxy.Mode.PASS);
    }

    private static void follow(Api api, String component, String overall, Step kill, Step start) throws Exception {
        kill.run();
        await(api, component, "unhealthy", overall);
        start.run();
        await(api, component, "healthy", "healthy");
        awaitAllWell(api);
    }

    private static void await(Api api, String component, String status, String overall) {
        Awaitility.await(component + " is " + status)
                .atMost(INTERVAL.plus(TIMEOUT).plus(SEEING))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    assertThat(Readiness.inJson(api)).containsEntry(component, status);
                    assertThat(Readiness.inJson(api)).containsEntry("overall", overall);
                    assertThat(Readiness.inMetrics(api)).containsEntry(component, status);
                });
    }

    private static void awaitAllWell(Api api) {
        Awaitility.await("all is well")
                .atMost(INTERVAL.plus(TIMEOUT).plus(SEEING))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    assertThat(Readiness.inJson(api).values()).containsOnly("healthy");
                    assertThat(Readiness.inMetrics(api).values()).containsOnly("healthy");
                });
    }

    private static double uptime(Api api) throws Exception {
        return api.get("/ready").json().path("uptime_seconds").doubleValue();
    }

    private static void assertAllAreFinished(JdbcClient jdbc, Set<UUID> accepted) {
        Awaitility.await("the end of all ingestions and their events")
                .atMost(LIMIT)
                .untilAsserted(() -> {
                    assertThat(count(jdbc, "ingestion WHERE status IN ('queued', 'running')"))
                            .isZero();
                    assertThat(count(jdbc, "outbox")).isZero();
                });
        assertThat(Set.copyOf(jdbc.sql("SELECT id FROM ingestion WHERE status = 'succeeded'")
                        .query(UUID.class)
                        .list()))
                .isEqualTo(accepted);
        assertThat(count(jdbc, "ingestion")).isEqualTo(accepted.size());
        assertThat(count(jdbc, "(SELECT DISTINCT ingestion_id, attempt FROM result_chunk) AS result"))
                .as("results")
                .isEqualTo(accepted.size());
    }

    private static int count(JdbcClient jdbc, String from) {
        return jdbc.sql("SELECT count(*) FROM " + from).query(Integer.class).single();
    }
}
