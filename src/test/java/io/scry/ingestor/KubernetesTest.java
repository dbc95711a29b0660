package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The manifests under {@code k8s/}: Kubernetes knows all that they say, and they fit each other and the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesTest {

    private static final Path K8S = Path.of("k8s");
    private static final Path CONFIG = Path.of("config");
    private static final Path GUIDE = Path.of("../shared/guide/operational-hardening-guide.md");

    private final StrictModels models = new StrictModels();
    private final Map<String, List<Manifest>> builds = new LinkedHashMap<>();

    /** A kustomization's objects, to be shown by its name. */
    record Build(String name, List<Manifest> objects) {

        List<Manifest> all(String kind) {
            return objects.stream().filter(object -> object.kind().equals(kind)).toList();
        }

        Manifest one(String kind, String name) {
            return objects.stream()
                    .filter(object -> object.is(kind, name))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("There is no " + kind + " " + name + " in " + this));
        }

        /** The Deployments of the service itself. */
        List<Manifest> replicas() {
            return all("Deployment").stream()
                    .filter(deployment -> deployment.name().startsWith("scry-ingestor"))
                    .toList();
        }

        List<Manifest> selected(JsonNode matchLabels) {
            return all("Deployment").stream()
                    .filter(deployment -> matches(matchLabels, deployment.at("/spec/template/metadata/labels")))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void build(@TempDir Path folder) throws Exception {
        if (!Manifest.canBuild()) {
            return;
        }
        Path production = K8S.resolve("overlays/production");
        builds.put("k8s", Manifest.build(K8S));
        builds.put("development", Manifest.build(K8S.resolve("overlays/development")));
        builds.put("production", Manifest.build(production));
        for (List<String> components : List.of(
                List.of("monitoring"),
                List.of("split-workers"),
                List.of("monitoring", "split-workers"),
                List.of("monitoring", "queue-scaling"))) {
            Path root = Files.createDirectory(folder.resolve(String.join("-", components)));
            StringBuilder yaml = new StringBuilder(
                    "namespace: scry-ingestor\nresources: [%s]\ncomponents:\n".formatted(relative(root, production)));
            for (String component : components) {
                yaml.append("- ")
                        .append(relative(root, K8S.resolve("components").resolve(component)))
                        .append('\n');
            }
            Files.writeString(root.resolve("kustomization.yaml"), yaml);
            builds.put("production with " + String.join(" and ", components), Manifest.build(root));
        }
    }

    private static Path relative(Path from, Path to) throws IOException {
        return from.toRealPath().relativize(to.toRealPath());
    }

    private Stream<Build> builds() {
        assumeTrue(!builds.isEmpty(), "There is no kubectl with kustomize 5 here: no kustomization is built");
        return builds.entrySet().stream().map(build -> new Build(build.getKey(), build.getValue()));
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdWhatTheirApisKnow(Path file) throws IOException {
        assertThat(Manifest.read(file)).isNotEmpty().allSatisfy(models::read);
    }

    @ParameterizedTest
    @MethodSource("builds")
    void becomeWhatTheirApisKnow(Build build) {
        assertThat(build.objects()).isNotEmpty().allSatisfy(models::read);
        assertThat(build.objects())
                .extracting(Manifest::toString)
                .as("every object once")
                .doesNotHaveDuplicates();
    }

    @Test
    void areReadStrictly() {
        String service = "{apiVersion: v1, kind: Service, metadata: {name: a, annotations: {b: %s}}, spec: {%s}}";
        models.read(
                Manifest.parse(service.formatted("'true'", "type: ClusterIP")).getFirst());
        for (String wrong : List.of(
                service.formatted("true", "type: ClusterIP"),
                service.formatted("5", "type: ClusterIP"),
                service.formatted("c", "typ: ClusterIP"),
                service.formatted("c", "ports: [{port: '80'}]"),
                "{apiVersion: v2, kind: Service}")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> models.read(Manifest.parse(wrong).getFirst()));
        }
    }

    @Test
    void makeTheConfigMapOfAllShippedFilesUnderANameThatStays() throws IOException {
        JsonNode generator =
                Manifest.read(CONFIG.resolve("kustomization.yaml")).getFirst().at("/configMapGenerator/0");
        assertThat(generator.at("/options/disableNameSuffixHash").asBoolean()).isTrue();
        try (Stream<Path> files = Files.list(CONFIG)) {
            assertThat(generator.path("files").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
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
                        build.all("Secret").stream(), Manifest.read(K8S.resolve("secrets.example.yaml")).stream())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no Secret " + name));
        return secret.at(secret.json().has("data") ? "/data" : "/stringData");
    }

    @ParameterizedTest
    @MethodSource("builds")
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
        if (!build.name().equals("development")) {
            assertThat(build.all("Secret"))
                    .as("what would overwrite the real ones")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
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
    private static Settings settings(Manifest deployment, Path keys) throws IOException {
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

    @ParameterizedTest
    @MethodSource("builds")
    void selectTheirOwnPods(Build build) {
        for (Manifest deployment : build.all("Deployment")) {
            assertThat(build.selected(deployment.at("/spec/selector/matchLabels")))
                    .as("whose pods %s takes for its own", deployment)
                    .containsExactly(deployment);
            for (JsonNode spread : deployment.at("/spec/template/spec/topologySpreadConstraints")) {
                assertThat(build.selected(spread.at("/labelSelector/matchLabels")))
                        .containsExactly(deployment);
            }
        }
        for (Manifest deployment : build.replicas()) {
            assertThat(build.all("PodDisruptionBudget"))
                    .filteredOn(budget -> build.selected(budget.at("/spec/selector/matchLabels"))
                            .contains(deployment))
                    .as("the budget of %s", deployment)
                    .hasSize(1);
            assertThat(deployment.at("/spec/replicas").isMissingNode())
                    .as("the autoscaler alone says how many")
                    .isTrue();
        }
        for (Manifest policy : build.all("NetworkPolicy")) {
            assertThat(build.selected(policy.at("/spec/podSelector/matchLabels")))
                    .isEqualTo(build.replicas());
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
    void lieInOneNamespace(Build build) {
        assertThat(build.objects().stream()
                        .filter(object -> !object.kind().equals("Namespace"))
                        .map(object -> object.text("/metadata/namespace"))
                        .distinct())
                .containsExactlyElementsOf(
                        build.all("Namespace").isEmpty()
                                ? List.of("")
                                : List.of(build.all("Namespace").getFirst().name()));
    }

    @ParameterizedTest
    @MethodSource("builds")
    void serveAndWork(Build build) {
        assertThat(build.replicas().stream()
                        .map(deployment -> deployment.environment().getOrDefault("SCRY_ROLES", "api,worker"))
                        .toList())
                .isIn(List.of("api,worker"), List.of("api", "worker"));
    }

    @ParameterizedTest
    @MethodSource("builds")
    void scaleEachDeploymentInOneWay(Build build) {
        List<Manifest> scalers = Stream.concat(
                        build.all("HorizontalPodAutoscaler").stream(), build.all("ScaledObject").stream())
                .toList();
        List<String> targets = scalers.stream()
                .map(scaler -> scaler.text("/spec/scaleTargetRef/name"))
                .toList();
        assertThat(targets).doesNotHaveDuplicates();
        assertThat(build.replicas())
                .extracting(Manifest::name)
                .containsAll(targets)
                .hasSize(build.name().equals("development") ? 1 : targets.size());
    }

    @ParameterizedTest
    @MethodSource("builds")
    void leadRequestsToThePortOfThePods(Build build) {
        for (Manifest service : build.all("Service")) {
            assertThat(build.selected(service.at("/spec/selector")))
                    .as("behind %s", service)
                    .hasSize(1);
            JsonNode container =
                    build.selected(service.at("/spec/selector")).getFirst().container();
            assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo(container.at("/ports/0/name"));
        }
        for (Manifest ingress : build.all("Ingress")) {
            JsonNode backend = ingress.at("/spec/rules/0/http/paths/0/backend/service");
            Manifest service = build.one("Service", backend.path("name").asString());
            assertThat(backend.at("/port/name")).isEqualTo(service.at("/spec/ports/0/name"));
            assertThat(build.selected(service.at("/spec/selector"))
                            .getFirst()
                            .environment()
                            .getOrDefault("SCRY_ROLES", "api"))
                    .isEqualTo("api");
        }
        for (Manifest policy : build.all("NetworkPolicy")) {
            assertThat(policy.at("/spec/ingress/0/ports/0/port").asString())
                    .isEqualTo(build.replicas()
                            .getFirst()
                            .container()
                            .at("/ports/0/name")
                            .asString());
        }
        for (Manifest monitor : build.all("ServiceMonitor")) {
            assertThat(build.all("Service"))
                    .filteredOn(service ->
                            matches(monitor.at("/spec/selector/matchLabels"), service.at("/metadata/labels")))
                    .as("what is scraped")
                    .hasSameSizeAs(build.replicas())
                    .allSatisfy(service -> assertThat(service.at("/spec/ports/0/name"))
                            .isEqualTo(monitor.at("/spec/endpoints/0/port")));
        }
    }

    /** What the Pod Security Standards call restricted, and what the namespaces here ask for. */
    @ParameterizedTest
    @MethodSource("builds")
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

    @Test
    void bringTheAlertsThatThereAre() throws IOException {
        assumeTrue(Files.exists(AlertRules.SOURCE), "There are no alerts at " + AlertRules.SOURCE);
        assertThat(Files.readString(AlertRules.TARGET))
                .as("run the main method of AlertRules")
                .isEqualTo(AlertRules.object());
    }

    /** As a Deployment that is applied as the guide prints it, beside the service that it is for. */
    @Test
    void theGuidesManifestsFitTheService(@TempDir Path keys) throws IOException {
        List<Manifest> objects = guide();
        assertThat(objects).extracting(Manifest::kind).containsExactlyInAnyOrder("Deployment", "Service", "Ingress");
        assertThat(objects).allSatisfy(models::read);
        Build guide = new Build("guide", objects);
        Manifest deployment = guide.one("Deployment", "scry-ingestor");
        Settings settings = settings(deployment, keys);
        assertThat(settings.environment()).isEqualTo("production");
        int port = settings.get(ServerSettings.class).port();
        assertThat(deployment.container().at("/ports/0/containerPort").asInt()).isEqualTo(port);
        assertThat(deployment.container().at("/livenessProbe/httpGet/port").asInt())
                .isEqualTo(port);
        assertThat(deployment.container().at("/readinessProbe/httpGet/port").asInt())
                .isEqualTo(port);
        assertThat(guide.one("Service", "scry-ingestor")
                        .at("/spec/ports/0/targetPort")
                        .asInt())
                .isEqualTo(port);
        assertThat(settings.get(ShutdownSettings.class).timeout().plusSeconds(5))
                .isLessThan(Duration.ofSeconds(deployment
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt()));
    }

    /** The objects that the guide prints whole. */
    static List<Manifest> guide() throws IOException {
        assumeTrue(Files.exists(GUIDE), "There is no ../shared/guide beside this project");
        return Stream.of(Files.readString(GUIDE).split("```"))
                .filter(block -> block.startsWith("yaml\napiVersion:"))
                .flatMap(block -> Manifest.parse(block.substring("yaml\n".length())).stream())
                .toList();
    }

    private static boolean matches(JsonNode matchLabels, JsonNode labels) {
        return !matchLabels.isEmpty()
                && matchLabels.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }
}
