package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys in a mounted secret, which change while the service runs. */
class MountedKeysIT {

    private static final String LIST = "/api/v1/ingestions";
    private static final String RELOAD = "/api/v1/config/reload";
    private static final String[] OLD = {"X-API-Key", "old-secret-of-ann"};
    private static final String[] NEW = {"X-API-Key", "new-secret-of-ann"};
    private static final String[] ROOT = {"X-API-Key", "secret-of-root"};
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @TempDir
    Path mount;

    private int versions;

    /** As the kubelet does: a directory a version, and a link {@code ..data} that is exchanged. */
    private void mount(String keys) throws IOException {
        versions++;
        Path version = Files.createDirectory(mount.resolve("..version_" + versions));
        Files.writeString(version.resolve("keys"), keys);
        Path beside = Files.createSymbolicLink(mount.resolve("..data_tmp"), version.getFileName());
        Files.move(beside, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void changeWithoutADowntimeOrARestart() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        mount("ann:old-secret-of-ann\n");
        Path file = Files.createSymbolicLink(mount.resolve("keys"), Path.of("..data", "keys"));
        Path admins = Files.writeString(mount.resolve("admins"), "root:secret-of-root\n");
        try (ServiceInJvm service = ServiceInJvm.start(Map.of(
                "SCRY_CONFIG_DIR", directory.toString(),
                "SCRY_CONFIG__WATCH", "true",
                "SCRY_API_KEYS_FILE", file.toString(),
                "SCRY_ADMIN_API_KEYS_FILE", admins.toString()))) {
            Api api = service.api();
            String ingestion = service.submitter().queue("json", Map.of("data", "[1]"), OLD);
            Refusal.of(api.get(LIST, NEW), 401, "unauthorized");

            String hash = HexFormat.of().formatHex(KeyTable.hash(NEW[1]));
            mount("# both, for as long as somebody has the old one\nann:old-secret-of-ann\nann:sha256:" + hash + "\n");
            Awaitility.await().atMost(SOON).until(() -> api.get(LIST, NEW).status() == 200);
            assertThat(api.get(LIST, OLD).status()).isEqualTo(200);
            assertThat(api.get(LIST + "/" + ingestion, NEW).status())
                    .as("the same caller's")
                    .isEqualTo(200);

            mount("ann:sha256:" + hash + "\nbob:too-short\n");
            config.development("log_levels: {a.b: WARN}\n");
            Api.Answer broken = api.post(RELOAD, ROOT);
            JsonNode error = Refusal.of(broken, 422, "invalid-configuration")
                    .path("errors")
                    .path(0);
            assertThat(error.path("file").asString()).isEqualTo(file.toString());
            assertThat(error.path("line").asInt()).isEqualTo(2);
            assertThat(broken.body()).contains("12 characters").doesNotContain("too-short");
            assertThat(api.get(LIST, OLD).status()).as("what was active").isEqualTo(200);
            assertThat(api.get("/api/v1/config", ROOT).body()).doesNotContain("a.b");

            mount("ann:sha256:" + hash + "\n");
            Awaitility.await().atMost(SOON).until(() -> api.get(LIST, OLD).status() == 401);
            assertThat(api.get(LIST, NEW).status()).isEqualTo(200);
            assertThat(api.get("/api/v1/config", ROOT).body()).contains("a.b").doesNotContain(hash);
        }
    }
}
