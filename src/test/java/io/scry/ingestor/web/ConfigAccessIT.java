package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who may see and reload the configuration, and what nobody sees of it. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigAccessIT {

    private static final String CONFIG = "/api/v1/config";
    private static final List<String> READABLE = List.of(CONFIG, CONFIG + "/history");
    private static final String[] USER = {"X-API-Key", "secret-of-user"};
    private static final String[] ADMIN = {"X-API-Key", "secret-of-admin"};

    @TempDir
    Path directory;

    @Test
    void isForAdminsOnly() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(
                Map.of("SCRY_API_KEYS", "user:secret-of-user", "SCRY_ADMIN_API_KEYS", "admin:secret-of-admin"))) {
            Api api = service.api();
            for (String path : READABLE) {
                Refusal.of(api.get(path), 401, "unauthorized");
                Refusal.of(api.get(path, "X-API-Key", "secret-of-nobody"), 401, "unauthorized");
                Refusal.of(api.get(path, USER), 403, "forbidden");
                assertThat(api.get(path, ADMIN).status()).isEqualTo(200);
            }
            Refusal.of(api.post(CONFIG + "/reload"), 401, "unauthorized");
            Refusal.of(api.post(CONFIG + "/reload", USER), 403, "forbidden");
            assertThat(api.post(CONFIG + "/reload", ADMIN).status()).isEqualTo(200);
            Refusal.of(api.post(CONFIG + "/reload?scope=galaxy", ADMIN), 400, "invalid-request");
            Awaitility.await()
                    .until(() -> api.get(CONFIG + "/history", ADMIN)
                            .json()
                            .path("items")
                            .path(0)
                            .path("actor")
                            .asString()
                            .equals("admin"));
        }
    }

    @Test
    void isThereOnAReplicaThatServesNoRequests() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "worker"))) {
            assertThat(service.api().post(CONFIG + "/reload").status()).isEqualTo(200);
            Refusal.of(service.api().get("/api/v1/ingestions"), 404, "not-an-api-replica");
        }
    }

    @Test
    void isClosedInProductionWithoutKeys() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ENVIRONMENT", "production"))) {
            Refusal.of(service.api().post(CONFIG + "/reload"), 401, "unauthorized");
            Refusal.of(service.api().get(CONFIG), 401, "unauthorized");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:PORT   |                                    | 200",
                "127.0.0.1:PORT   |                                    | 200",
                "[::1]:PORT       |                                    | 200",
                "localhost        |                                    | 200",
                "localhost:PORT   | Origin: http://localhost:PORT      | 200",
                "localhost:PORT   | Origin: http://localhost:3000      | 401",
                "localhost:PORT   | Origin: http://127.0.0.1:PORT      | 401",
                "localhost:PORT   | Origin: https://evil.example       | 401",
                "localhost:PORT   | Origin: null                       | 401",
                "evil.example     |                                    | 401",
                "evil.example:PORT | Origin: http://evil.example:PORT  | 401",
                "localhost.evil.example:PORT |                         | 401",
                "localhost:PORT   | X-Forwarded-For: 127.0.0.1         | 401",
                "localhost:PORT   | X-Forwarded-Host: localhost        | 401",
                "localhost:PORT   | X-Forwarded-Proto: https           | 401",
                "localhost:PORT   | Forwarded: for=127.0.0.1           | 401",
                "localhost:PORT   | X-Real-IP: 127.0.0.1               | 401",
                "localhost:PORT   | Via: 1.1 proxy                     | 401"
            })
    void takesNoKeyOnlyFromAProgramOfThisMachine(String host, String header, int status) throws Exception {
        String port = ServiceInJvm.shared().context().getEnvironment().getRequiredProperty("local.server.port");
        List<String> lines = new ArrayList<>(List.of("POST " + CONFIG + "/reload HTTP/1.1", "Host: " + host));
        if (header != null) {
            lines.add(header);
        }
        lines.addAll(List.of("Content-Length: 0", "Connection: close", "", ""));
        String request = String.join("\r\n", lines).replace("PORT", port);
        assertThat(send(Integer.parseInt(port), request)).startsWith("HTTP/1.1 " + status);
    }

    /** Java's own client sets Host and Origin itself. */
    private static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void showsNoSecretAnywhere(CapturedOutput output) throws Exception {
        String planted = "Pl4nted-S3cret";
        ConfigFolder config = ConfigFolder.in(directory);
        try (ServiceInJvm service = ServiceInJvm.start(Map.of(
                "SCRY_CONFIG_DIR",
                directory.toString(),
                "SCRY_API_KEYS",
                "user:" + planted + "-1",
                "SCRY_ADMIN_API_KEYS",
                "admin:secret-of-admin"))) {
            Api api = service.api();
            List<String> seen = new ArrayList<>();
            for (String yaml : List.of(
                    "database: {url: 'postgresql://u:" + planted + "@h/d'}\nredis: {url: 'redis://:" + planted
                            + "@h:1'}\nretry: {max_attempts: 2}\n",
                    "database: {url: 'mysql://" + planted + "'}\n",
                    "redis: {url: ['" + planted + "']}\n",
                    "security: {api_keys: ['" + planted + "']}\n",
                    "security: {admin_api_keys: ['admin:secret-of-admin', 'x:" + planted + "']}\n",
                    "security: {admin_api_keys: '" + planted + "'}\n",
                    "log_level: " + "!" + planted + " x\n",
                    planted + "://x: y\n")) {
                config.development(yaml);
                seen.add(api.post(CONFIG + "/reload?dry_run=true", ADMIN).body());
                seen.add(api.post(CONFIG + "/reload", ADMIN).body());
                seen.add(api.get(CONFIG, ADMIN).body());
            }
            Awaitility.await()
                    .until(() -> api.get(CONFIG + "/history", ADMIN)
                                    .json()
                                    .path("items")
                                    .size()
                            >= 16);
            seen.add(api.get(CONFIG + "/history", ADMIN).body());
            seen.add(api.get("/metrics").body());
            assertThat(seen).noneMatch(text -> text.contains(planted) || text.contains("secret-of-admin"));
            assertThat(seen).anyMatch(text -> text.contains("(hidden)"));
            assertThat(output.getAll()).contains("Configuration reload").doesNotContain(planted, "secret-of-admin");
        }
    }
}
