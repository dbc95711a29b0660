package io.scry.ingestor.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The service starts, and waits for its database. */
class LateDatabaseIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private final DevServices services = SharedServices.get();
    private final Map<String, String> environment = new HashMap<>(services.environment());

    @ParameterizedTest
    @EnumSource(
            value = FaultProxy.Mode.class,
            names = {"REFUSE", "HANG"})
    void isAliveAndNotReadyForAMinuteWithoutADatabaseAndThenReadyByItself(FaultProxy.Mode fault) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(services.newDatabase())) {
            proxy.set(fault);
            environment.put("SCRY_DATABASE_URL", proxy.url().toString());
            try (ServiceProcess service = ServiceProcess.start(environment);
                    Api api = new Api(service.awaitListening("/health", START).baseUrl())) {
                Duration away = fault == FaultProxy.Mode.REFUSE ? Duration.ofSeconds(60) : Duration.ofSeconds(10);
                Awaitility.await()
                        .atMost(away.plusSeconds(10))
                        .during(away)
                        .until(() -> isAlive(api) && isStarting(api));
                JsonNode database = component(api);
                assertThat(database.path("status").asString()).isEqualTo("unhealthy");
                assertThat(database.path("message").asString()).startsWith("Database connection failed: ");
                Refusal.of(
                        api.postJson(Submitter.INGEST, Submission.of("early", Map.of("number", 1))),
                        503,
                        "database-unavailable");
                proxy.set(FaultProxy.Mode.PASS);
                awaitReady(api);
                assertThat(api.postJson(Submitter.INGEST, Submission.of("late", Map.of("number", 2)))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private static boolean isAlive(Api api) throws Exception {
        return api.get("/health").status() == 200;
    }

    private static boolean isStarting(Api api) throws Exception {
        Api.Answer ready = api.get("/ready");
        return ready.status() == 200
                && ready.json().path("status").asString().equals("unhealthy")
                && ready.json().path("reason").asString().equals("starting")
                && api.get("/ready?strict=true").status() == 503;
    }

    private static void awaitReady(Api api) {
        Awaitility.await()
                .atMost(SETTLED)
                .until(() -> api.get("/ready?strict=true").status() == 200);
    }

    private static void awaitMessage(Api api, String message) {
        Awaitility.await()
                .atMost(SETTLED)
                .until(() -> component(api).path("message").asString().equals(message));
    }

    private static JsonNode component(Api api) throws Exception {
        return api.get("/health/detailed").json().at("/components/database");
    }

    @Test
    void waitsWithAMigrationThatFailsUntilItWorks() throws Exception {
        URI database = services.newDatabase();
        Database.at(database).sql("CREATE TABLE stranger (id int)").update();
        environment.put("SCRY_DATABASE_URL", database.toString());
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.awaitListening("/health", START).baseUrl())) {
            awaitMessage(api, "The migrations are not done: one failed (FlywayException); the log has more");
            assertThat(isStarting(api)).isTrue();
            assertThat(service.log()).contains("Found non-empty schema");
            Database.at(database).sql("DROP TABLE stranger").update();
            awaitReady(api);
        }
    }

    @Test
    void saysThatAPasswordIsWrongWithoutPrintingIt() throws Exception {
        URI database = services.newDatabase();
        JdbcClient jdbc = Database.at(database);
        jdbc.sql("CREATE ROLE careful LOGIN PASSWORD 'right-password'").update();
        Path rules = Path.of(jdbc.sql("SHOW hba_file").query(String.class).single());
        Files.writeString(rules, "host all careful 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        jdbc.sql("SELECT pg_reload_conf()").query().singleValue();
        environment.put(
                "SCRY_DATABASE_URL",
                database.toString().replace(database.getUserInfo(), "careful:wrong-password-hunter2"));
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.awaitListening("/health", START).baseUrl())) {
            awaitMessage(
                    api,
                    "Database connection failed: PostgreSQL refuses the user or its password;"
                            + " see SCRY_DATABASE_URL (SQLSTATE 28P01)");
            String everything = api.get("/health/detailed").body()
                    + api.get("/actuator/health").body()
                    + api.get("/metrics").body()
                    + api.get("/api/v1/ingestions").body()
                    + service.log();
            assertThat(everything).contains("28P01").doesNotContain("hunter2");
        }
    }
}
