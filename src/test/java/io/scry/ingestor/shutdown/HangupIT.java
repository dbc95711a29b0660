package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP reloads the settings, whenever it comes. */
class HangupIT {

    private static final String CONFIG = "/api/v1/config";
    private static final Pattern COMPLETE = Pattern.compile("Configuration reload complete");

    @TempDir
    Path directory;

    private ConfigFolder config;

    @BeforeEach
    void copy() throws Exception {
        config = ConfigFolder.in(directory);
    }

    private Map<String, String> environment() throws Exception {
        return Launch.environment(Map.of("SCRY_CONFIG_DIR", directory.toString()));
    }

    private static int maxAttempts(Api api) throws Exception {
        return api.get(CONFIG)
                .json()
                .path("settings")
                .path("retry")
                .path("max_attempts")
                .asInt();
    }

    private static void awaitMaxAttempts(Api api, int expected) {
        Awaitility.await()
                .atMost(Launch.LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> maxAttempts(api) == expected);
    }

    private static long completed(ServiceProcess service) throws Exception {
        return COMPLETE.matcher(service.log()).results().count();
    }

    @Test
    void reloadsOnceOrMoreInABurstAndEndsWithWhatIsThereThen() throws Exception {
        try (ServiceProcess service = Launch.start(environment());
                Api api = new Api(service.baseUrl())) {
            config.development("retry: {max_attempts: 2}\n");
            for (int number = 0; number < 50; number++) {
                service.signal("HUP");
            }
            config.development("retry: {max_attempts: 3}\n");
            service.signal("HUP");
            awaitMaxAttempts(api, 3);
            assertThat(completed(service)).isBetween(1L, 51L);
            config.development("retry: {max_attempts: 0}\n");
            service.signal("HUP");
            Launch.awaitLog(service, "Configuration reload invalid (signal)");
            assertThat(service.log()).contains("settings.development.yaml:1:9: retry.max_attempts");
            assertThat(maxAttempts(api)).isEqualTo(3);
        }
    }

    @Test
    void makesUpForASignalThatCameDuringTheStart() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(environment());
                Api api = new Api(service.baseUrl())) {
            Launch.awaitLog(service, "Starting AOT-processed ScryIngestor");
            config.development("retry: {max_attempts: 2}\n");
            service.signal("HUP");
            Launch.awaitReady(service);
            awaitMaxAttempts(api, 2);
            assertThat(service.log()).contains("Received SIGHUP while the service starts");
        }
    }

    @Test
    void doesNoHarmDuringADrain() throws Exception {
        Map<String, String> environment = environment();
        environment.put("SCRY_DRAIN__MIN_DELAY", "3s");
        try (ServiceProcess service = Launch.start(environment);
                Api api = new Api(service.baseUrl())) {
            service.terminate();
            Launch.awaitLog(service, "initiating graceful shutdown");
            Awaitility.await()
                    .until(() ->
                            api.get("/ready").json().path("reason").asString().equals("draining"));
            service.signal("HUP");
            Launch.awaitLog(service, "Received SIGHUP while the service stops");
            assertThat(api.post(CONFIG + "/reload").status()).isEqualTo(503);
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
            assertThat(completed(service)).isZero();
        }
    }

    @Test
    void endsWhileItReloads() throws Exception {
        try (ServiceProcess service = Launch.start(environment())) {
            config.development("retry: {max_attempts: 2}\nworkers: {count: 7}\n");
            service.signal("HUP");
            service.terminate();
            assertThat(service.awaitExit(Launch.LIMIT)).as(service.log()).isZero();
            assertThat(service.log())
                    .contains("Received SIGHUP", "exit code 0 (drained)")
                    .doesNotContain("could not be reloaded")
                    .doesNotContainPattern("Shutdown: .* did not end within");
        }
    }

    /** What {@code nohup} does. */
    @Test
    void leavesTheEndpointWhereTheSignalIsIgnored() throws Exception {
        try (ServiceProcess service = Launch.awaitReady(ServiceProcess.startIgnoring("HUP", environment()));
                Api api = new Api(service.baseUrl())) {
            assertThat(service.log())
                    .contains("SIGHUP does not reload the configuration; POST /api/v1/config/reload does");
            config.development("retry: {max_attempts: 2}\n");
            service.signal("HUP");
            assertThat(maxAttempts(api)).isEqualTo(8);
            assertThat(api.post(CONFIG + "/reload").status()).isEqualTo(200);
            assertThat(maxAttempts(api)).isEqualTo(2);
        }
    }
}
