package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.TestScryIngestor;
import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Signals;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What signals do to the packaged service. */
class SignalIT {

    private static final Duration SOON = Duration.ofMillis(1500);
    private static final Map<String, String> SLOW_DRAIN = Map.of(
            "SCRY_DRAIN__MIN_DELAY", "15s", "SCRY_DRAIN__ACCEPT_TIMEOUT", "15s", "SCRY_SHUTDOWN__TIMEOUT", "60s");

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void isGoneSoonWhenIdleInDevelopment(String signal) throws Exception {
        try (ServiceProcess service = Launch.start(Launch.environment(Map.of()))) {
            long begun = System.nanoTime();
            service.signal(signal);
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
            assertThat(since(begun)).isLessThan(SOON);
            assertThat(service.log())
                    .contains(
                            "Installed signal handler for SIGTERM",
                            "Installed signal handler for SIGINT",
                            "Installed signal handler for SIGHUP",
                            "Received SIG" + signal + ", initiating graceful shutdown...",
                            "exit code 0 (drained)");
            assertThat(service.log().substring(service.log().indexOf("Received SIG")))
                    .doesNotContain("did not end", "ERROR", "Exception");
        }
    }

    @Test
    void staysAliveOnHangup() throws Exception {
        try (ServiceProcess service = Launch.start(Launch.environment(Map.of()));
                Api api = new Api(service.baseUrl())) {
            service.signal("HUP");
            Launch.awaitLog(service, "Received SIGHUP");
            assertThat(api.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void givesUpItsStart() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(Launch.environment(Map.of()))) {
            Launch.awaitLog(service, "Starting AOT-processed ScryIngestor");
            long begun = System.nanoTime();
            service.terminate();
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
            assertThat(since(begun)).isLessThan(Duration.ofSeconds(8));
            assertThat(service.log())
                    .contains("Received SIGTERM, initiating graceful shutdown...", "nothing was accepted")
                    .doesNotContain("Application run failed", "Started ScryIngestor");
        }
    }

    @Test
    void endsDuringAMigration() throws Exception {
        Map<String, String> environment = Launch.environment(Map.of());
        try (Connection blocking = DevServices.connect(URI.create(environment.get("SCRY_DATABASE_URL")));
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            // The migration creates a table of this name, and waits for what becomes of this one.
            statement.execute("CREATE TABLE ingestion (id int)");
            try (ServiceProcess service = ServiceProcess.start(environment)) {
                Launch.awaitLog(service, "Migrating schema \"public\" to version \"1");
                long begun = System.nanoTime();
                service.terminate();
                assertThat(service.awaitExit(Launch.LIMIT)).isZero();
                assertThat(since(begun)).isLessThan(Duration.ofSeconds(5));
            }
            blocking.rollback();
            try (ServiceProcess service = Launch.start(environment)) {
                assertThat(service.log()).contains("Successfully applied");
            }
        }
    }

    @Test
    void takesSeveralSignalsInARowForOne() throws Exception {
        try (ServiceProcess service = Launch.start(Launch.environment(Map.of("SCRY_DRAIN__MIN_DELAY", "1500ms")))) {
            service.terminate();
            Launch.awaitLog(service, "initiating graceful shutdown");
            Signals.sendTimes(4, service.pid(), "TERM");
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
            assertThat(service.log())
                    .containsOnlyOnce("initiating graceful shutdown")
                    .containsOnlyOnce("Shutdown took")
                    .contains("Received SIGTERM again; the shutdown goes on");
        }
    }

    @Test
    void endsAtOnceOnALaterSecondSignal() throws Exception {
        try (ServiceProcess service = Launch.start(Launch.environment(SLOW_DRAIN))) {
            service.terminate();
            Launch.awaitLog(service, "initiating graceful shutdown");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> hasEndedBy("INT", service));
            assertThat(service.awaitExit(Launch.LIMIT)).isEqualTo(130);
            assertThat(service.log()).contains("Received SIGINT again: the process ends at once");
        }
    }

    private static boolean hasEndedBy(String signal, ServiceProcess service) throws InterruptedException {
        try {
            service.signal(signal);
        } catch (IOException gone) {
            return true;
        }
        return !service.isAlive();
    }

    @Test
    void stopsTheServersOfDevelopmentAfterTheService() throws Exception {
        List<String> arguments =
                List.of("-cp", System.getProperty("java.class.path"), TestScryIngestor.class.getName());
        try (ServiceProcess service =
                ServiceProcess.startJava(arguments, Map.of()).awaitListening("/ready?strict=true", Launch.LIMIT)) {
            service.signal("INT");
            Launch.awaitLog(service, "Shutdown took");
            // As Boot's plugin does a while after Ctrl+C.
            hasEndedBy("TERM", service);
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
            assertThat(service.log())
                    .containsSubsequence("exit code 0 (drained)", "Kafka, Redis and PostgreSQL have stopped.");
        }
    }

    @Test
    void saysWhichHandlersAreMissing() throws Exception {
        try (ServiceProcess service = Launch.start(Launch.environment(Map.of()), "-Xrs")) {
            assertThat(service.log())
                    .contains(
                            "No signal handler for SIGTERM could be installed",
                            "No signal handler for SIGINT could be installed",
                            "No signal handler for SIGHUP could be installed")
                    .doesNotContain("Installed signal handler");
            assertThat(withoutHandler(service)).isEqualTo("[\"SIGTERM\",\"SIGINT\",\"SIGHUP\"]");
        }
    }

    /** What {@code nohup} does. */
    @Test
    void leavesASignalIgnoredThatItsStarterIgnores() throws Exception {
        try (ServiceProcess service =
                Launch.awaitReady(ServiceProcess.startIgnoring("HUP", Launch.environment(Map.of())))) {
            assertThat(service.log())
                    .contains(
                            "No signal handler for SIGHUP could be installed", "Installed signal handler for SIGTERM");
            assertThat(withoutHandler(service)).isEqualTo("[\"SIGHUP\"]");
            service.terminate();
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
        }
    }

    private static String withoutHandler(ServiceProcess service) throws Exception {
        try (Api api = new Api(service.baseUrl())) {
            return api.get("/health/detailed")
                    .json()
                    .at("/components/api/metadata/signals_without_handler")
                    .toString();
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
