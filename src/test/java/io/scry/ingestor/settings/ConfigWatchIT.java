package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.ServiceInJvm;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are watched. */
class ConfigWatchIT {

    private static final String FILE = "settings.development.yaml";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private static ServiceInJvm start(Path directory) throws Exception {
        return ServiceInJvm.start(Map.of("SCRY_CONFIG_DIR", directory.toString(), "SCRY_CONFIG__WATCH", "true"));
    }

    private static String level(ServiceInJvm service) {
        return service.context()
                .getBean(ReloadableSettings.class)
                .latest()
                .settings()
                .get(ProcessSettings.class)
                .logLevels()
                .getOrDefault("a.b", "none");
    }

    private static long generation(ServiceInJvm service) {
        return service.context().getBean(ReloadableSettings.class).latest().generation();
    }

    private static final String RELOAD = "/api/v1/config/reload";

    private static void awaitLevel(ServiceInJvm service, String level) {
        Awaitility.await().atMost(SOON).until(() -> level(service).equals(level));
    }

    private static String yaml(String level) {
        return "log_levels: {a.b: " + level + "}\n";
    }

    @Test
    void followsAnEditorThatWritesBesideAndRenamesAndOneThatWritesInPlace() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        try (ServiceInJvm service = start(directory)) {
            config.write(FILE, yaml("WARN"));
            awaitLevel(service, "WARN");
            Files.writeString(directory.resolve(FILE), yaml("ERROR"));
            awaitLevel(service, "ERROR");
            Files.delete(directory.resolve(FILE));
            assertThat(service.api().post(RELOAD).status())
                    .as("a file that is gone")
                    .isEqualTo(422);
            awaitLevel(service, "ERROR");
            config.write(FILE, yaml("WARN"));
            awaitLevel(service, "WARN");
            assertThat(generation(service)).isEqualTo(4);
        }
    }

    @Test
    void followsWhatADryRunHasSeenBeforeIt() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        try (ServiceInJvm service = start(directory)) {
            config.write(FILE, yaml("WARN"));
            assertThat(service.api().post(RELOAD + "?dry_run=true").status()).isEqualTo(200);
            awaitLevel(service, "WARN");
        }
    }

    /** As the kubelet does: a directory a version, and a link {@code ..data} that is exchanged. */
    @Test
    void followsTheExchangeOfAConfigMap() throws Exception {
        Path first = Files.createDirectory(directory.resolve("..2026_01"));
        ConfigFolder.in(first);
        Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(first)) {
            for (Path file : files) {
                Files.createSymbolicLink(
                        directory.resolve(file.getFileName()), Path.of("..data").resolve(file.getFileName()));
            }
        }
        try (ServiceInJvm service = start(directory)) {
            Path second = Files.createDirectory(directory.resolve("..2026_02"));
            ConfigFolder.in(second).write(FILE, yaml("DEBUG"));
            Path beside = Files.createSymbolicLink(directory.resolve("..data_tmp"), second.getFileName());
            Files.move(beside, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            awaitLevel(service, "DEBUG");
            assertThat(generation(service)).isEqualTo(2);
        }
    }

    /** Every part of it would be valid. */
    @Test
    void neverAppliesAFileThatIsHalfWritten() throws Exception {
        ConfigFolder.in(directory);
        try (ServiceInJvm service = start(directory)) {
            StringBuilder whole = new StringBuilder("log_levels:\n");
            for (int line = 0; line < 40; line++) {
                whole.append("  c.d").append(line).append(": INFO\n");
            }
            whole.append("  a.b: TRACE\n");
            try (OutputStream file = Files.newOutputStream(directory.resolve(FILE))) {
                for (String line : whole.toString().lines().toList()) {
                    file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    // The writer's pace, well below the time for which a file has to stay the same.
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            }
            awaitLevel(service, "TRACE");
            assertThat(generation(service)).isEqualTo(2);
        }
    }

    @Test
    void keepsWhatIsActiveWhileAFileIsInvalid() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        try (ServiceInJvm service = start(directory)) {
            config.write(FILE, "log_levels: {a.b: LOUD}\n");
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> service.api()
                            .get("/metrics")
                            .body()
                            .contains("scry_ingestor_config_last_reload_successful 0.0"));
            assertThat(generation(service)).isEqualTo(1);
            config.write(FILE, yaml("WARN"));
            awaitLevel(service, "WARN");
            assertThat(service.api().get("/metrics").body())
                    .contains(
                            "scry_ingestor_config_last_reload_successful 1.0",
                            "scry_ingestor_config_generation 2.0",
                            "scry_ingestor_config_reloads_total{cause=\"file\",outcome=\"invalid\"} 1.0",
                            "scry_ingestor_config_reloads_total{cause=\"file\",outcome=\"changed\"} 1.0");
        }
    }

    @Test
    void watchesOnlyWhileItIsTold() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_CONFIG_DIR", directory.toString()))) {
            config.write(FILE, yaml("WARN"));
            Awaitility.await().atMost(SOON).during(Duration.ofSeconds(2)).until(() -> generation(service) == 1);
            config.write(FILE, "config: {watch: true}\n");
            service.context().getBean(Reloader.class).reload();
            config.write(FILE, "config: {watch: true}\n" + yaml("WARN"));
            awaitLevel(service, "WARN");
        }
    }
}
