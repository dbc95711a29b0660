package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.shutdown.DrainSettings;
import io.scry.ingestor.shutdown.ShutdownSettings;
import io.scry.ingestor.web.ServerSettings;
import io.scry.ingestor.work.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the pods under {@code k8s/} are given: configuration, keys, Secrets, times and rights. */
class KubernetesPodsTest {

    private static final Path CONFIG = Path.of("config");

    @ParameterizedTest
    @MethodSource("io.scry.ingestor.Build#all")
    void mountTheConfigurationAndTheKeysAsFoldersThatAreWatched(Build build) throws IOException {
        for (Manifest deployment : build.replicas()) {
            Map<String, String> environment = deployment.environment();
            assertThat(environment).containsEntry("SCRY_CONFIG__WATCH", "true");
            JsonNode config = volume(deployment, environment.getOrDefault("SCRY_CONFIG_DIR", ""));
            Manifest map = build.one("ConfigMap", config.at("/configMap/name").asString());
            for (Map.Entry<String, JsonNode> file : map.at("/data").properties()) {
                assertThat(file.getValue().asString()).isEqualTo(Files.readString(CONFIG.resolve(file.getKey())));
            }
            for (String variable : Configuration.LISTS.keySet()) {
                Path file = Path.of(environment.getOrDefault(variable, ""));
                JsonNode keys = volume(deployment, String.valueOf(file.getParent()));
                assertThat(secret(build, keys.at("/secret/secretName").asString())
                                .has(file.getFileName().toString()))
                        .as("the Secret has %s", file)
                        .isTrue();
            }
            assertThat(volume(deployment, "/tmp").has("emptyDir")).isTrue();
        }
    }

    /** What is mounted as a whole folder at a path. */
    private static JsonNode volume(Manifest deployment, String path) {
        JsonNode mount = deployment
                .container()
                .path("volumeMounts")
                .valueStream()
                .filter(candidate -> candidate.path("mountPath").asString().equals(path))
                .findAny()
                .orElseThrow(() -> new AssertionError("Nothing is mounted at " + path));
        assertThat(mount.has("subPath"))
                .as("a part of it at %s, which is never renewed", path)
                .isFalse();
        return deployment
                .at("/spec/template/spec/volumes")
                .valueStream()
                .filter(candidate -> candidate.path("name").equals(mount.path("name")))
                .findAny()
                .orElseThrow(() -> new AssertionError("There is no volume " + mount.path("name")));
    }

    /** What a Secret of the build, or else of the example, holds. */
    private static JsonNode secret(Build build, String name) throws IOException {
        Manifest secret = Stream.concat(
                        build.all("Secret").stream(), Manifest.read(Build.K8S.resolve("secrets.example.yaml")).stream())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no Secret " + name));
        return secret.at(secret.json().has("data") ? "/data" : "/stringData");
    }

    @ParameterizedTest
    @MethodSource("io.scry.ingestor.Build#all")
    void readOnlySecretsThatAreThere(Build build) throws IOException {
        for (Manifest deployment : build.replicas()) {
            for (JsonNode variable : deployment.container().path("env")) {
                JsonNode reference = variable.at("/valueFrom/secretKeyRef");
                if (!reference.isMissingNode() && !reference.path("optional").asBoolean(false)) {
                    assertThat(secret(build, reference.path("name").asString())
                                    .has(reference.path("key").asString()))
                            .as("%s of %s", reference, deployment)
                            .isTrue();
                }
            }
        }
        if (!build.name().equals(Build.DEVELOPMENT)) {
            assertThat(build.all("Secret"))
                    .as("what would overwrite the real ones")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.scry.ingestor.Build#all")
    void setOnlyVariablesThatAreValidAndLeaveTimeForTheEnd(Build build, @TempDir Path keys) throws IOException {
        for (Manifest deployment : build.replicas()) {
            Settings settings = settings(deployment, keys);
            Duration shutdown = settings.get(ShutdownSettings.class).timeout();
            String preStop = deployment
                    .container()
                    .at("/lifecycle/preStop/exec/command/2")
                    .asString();
            assertThat(preStop).matches("sleep \\d+");
            Duration grace = Duration.ofSeconds(deployment
                    .at("/spec/template/spec/terminationGracePeriodSeconds")
                    .asInt());
            assertThat(grace)
                    .as("the grace period of %s", deployment)
                    .isGreaterThan(shutdown.plusSeconds(Long.parseLong(preStop.substring("sleep ".length()))));
            DrainSettings drain = settings.get(DrainSettings.class);
            assertThat(drain.minDelay()
                            .plus(drain.timeout())
                            .plus(settings.get(WorkerSettings.class).timeout())
                            .plusSeconds(4))
                    .as("what the end of %s may take", deployment)
                    .isLessThanOrEqualTo(shutdown);
            assertThat(deployment.container().at("/ports/0/containerPort").asInt())
                    .isEqualTo(settings.get(ServerSettings.class).port());
        }
    }

    /** Those of its pods, with the shipped configuration. */
    static Settings settings(Manifest deployment, Path keys) throws IOException {
        Map<String, String> environment = new HashMap<>(deployment.environment());
        environment.put("SCRY_CONFIG_DIR", CONFIG.toString());
        environment.put("SCRY_DATABASE_URL", "postgresql://localhost/scry");
        for (String variable : Configuration.LISTS.keySet()) {
            if (environment.containsKey(variable)) {
                Path file = Files.writeString(keys.resolve(variable), "a:secret-of-somebody\n");
                environment.put(variable, file.toString());
            }
        }
        return Configuration.source(environment).load();
    }

    /** What the Pod Security Standards call restricted, and what the namespaces here ask for. */
    @ParameterizedTest
    @MethodSource("io.scry.ingestor.Build#all")
    void haveRestrictedPods(Build build) {
        for (Manifest deployment : build.all("Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt(0)).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asString(""))
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(pod.path("containers").valueStream().map(container -> container.path("securityContext")))
                    .isNotEmpty()
                    .allSatisfy(context -> {
                        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                                .isFalse();
                        assertThat(context.path("readOnlyRootFilesystem").asBoolean(false))
                                .isTrue();
                        assertThat(context.at("/capabilities/drop/0").asString(""))
                                .isEqualTo("ALL");
                    });
            assertThat(pod.path("volumes").valueStream())
                    .allMatch(volume -> volume.has("configMap") || volume.has("secret") || volume.has("emptyDir"));
        }
    }
}
