package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service with the environment, the files and the probes that the manifests give it. */
class KubernetesIT {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String LIST = "/api/v1/ingestions";
    private static final String SETTINGS = "settings.production.yaml";

    @TempDir
    Path folder;

    @Test
    void startsAsTheDeploymentSaysAndFollowsItsConfigMapAndItsKeys() throws Exception {
        Manifest deployment =
                Manifest.read(Path.of("k8s/base/replicas/deployment.yaml")).getFirst();
        Map<String, String> config = shippedConfiguration();
        Map<String, String> keys = new TreeMap<>(
                Map.of("api-keys", "app:secret-of-the-app\n", "admin-api-keys", "ops:secret-of-operators\n"));
        Map<String, String> environment = environment(deployment);
        exchange(Path.of(environment.getOrDefault("SCRY_CONFIG_DIR", "")), config);
        Path secret = Path.of(environment.getOrDefault("SCRY_API_KEYS_FILE", ""));
        exchange(secret.resolveSibling(""), keys);
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.baseUrl())) {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                service.awaitListening(path(deployment, probe), START);
            }
            byte[] csv = "town;people\nOslo;709037\n".getBytes(StandardCharsets.UTF_8);
            assertThat(api.upload("/api/v1/ingest", "towns.csv", csv, Map.of(), "X-API-Key", "secret-of-the-app")
                            .status())
                    .isEqualTo(200);

            config.put(SETTINGS, config.get(SETTINGS) + "log_levels: {a.b: WARN}\n");
            exchange(Path.of(environment.getOrDefault("SCRY_CONFIG_DIR", "")), config);
            Awaitility.await("another ConfigMap")
                    .atMost(SOON)
                    .until(() -> api.get("/api/v1/config", "X-API-Key", "secret-of-operators")
                            .body()
                            .contains("a.b"));

            keys.put("api-keys", "app:secret-of-the-app\napp:the-next-secret\n");
            exchange(secret.resolveSibling(""), keys);
            Awaitility.await("another Secret")
                    .atMost(SOON)
                    .until(() -> api.get(LIST, "X-API-Key", "the-next-secret").status() == 200);
        }
    }

    /** With the variables that Kubernetes adds for the guide's Service, since it does not say that it should not. */
    @Test
    void startsAsTheGuideSays() throws Exception {
        Manifest deployment = KubernetesTest.guide().stream()
                .filter(object -> object.kind().equals("Deployment"))
                .findAny()
                .orElseThrow();
        Map<String, String> environment = environment(deployment);
        environment.put("SCRY_INGESTOR_SERVICE_HOST", "10.96.12.7");
        environment.put("SCRY_INGESTOR_SERVICE_PORT", "80");
        environment.put("SCRY_INGESTOR_PORT", "tcp://10.96.12.7:80");
        environment.put("SCRY_INGESTOR_PORT_80_TCP", "tcp://10.96.12.7:80");
        environment.put("SCRY_INGESTOR_PORT_80_TCP_PROTO", "tcp");
        environment.put("SCRY_INGESTOR_PORT_80_TCP_PORT", "80");
        environment.put("SCRY_INGESTOR_PORT_80_TCP_ADDR", "10.96.12.7");
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.awaitListening(START).baseUrl())) {
            assertThat(api.get(path(deployment, "livenessProbe")).status()).isEqualTo(200);
            JsonNode ready = api.get(path(deployment, "readinessProbe")).json();
            assertThat(ready.path("status").asString()).as("without Kafka").isEqualTo("degraded");
            assertThat(Refusal.of(api.get(LIST), 401, "unauthorized")
                            .path("detail")
                            .asString())
                    .contains("SCRY_API_KEYS");
        }
    }

    private static String path(Manifest deployment, String probe) {
        return deployment.container().at("/" + probe + "/httpGet/path").asString();
    }

    /** That of the container, with mounts below the test's folder and with the servers that tests use. */
    private Map<String, String> environment(Manifest deployment) throws Exception {
        DevServices services = SharedServices.get();
        Map<String, String> secrets = Map.of(
                "database-url", services.newDatabase().toString(),
                "redis-url", services.environment().getOrDefault("SCRY_REDIS_URL", ""),
                "kafka-bootstrap-servers", services.environment().getOrDefault("SCRY_KAFKA_BOOTSTRAP_SERVERS", ""));
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : deployment.container().path("env")) {
            String value = variable.path("value").asString("");
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            environment.put(
                    variable.path("name").asString(),
                    reference.isMissingNode()
                            ? value.startsWith("/") ? folder + value : value
                            : secrets.getOrDefault(reference.path("key").asString(), ""));
        }
        return environment;
    }

    private static Map<String, String> shippedConfiguration() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> shipped = Files.list(Path.of("config"))) {
            for (Path file : shipped.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    /** As the kubelet does: a directory a version, a link {@code ..data} that is exchanged, and a link to each file in it. */
    private static void exchange(Path mount, Map<String, String> files) throws IOException {
        Path version = Files.createTempDirectory(Files.createDirectories(mount), "..version_");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(version.resolve(file.getKey()), file.getValue());
            Path link = mount.resolve(file.getKey());
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of("..data", file.getKey()));
            }
        }
        Path beside = Files.createSymbolicLink(mount.resolve("..data_tmp"), version.getFileName());
        Files.move(beside, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
