package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.shutdown.ShutdownSettings;
import io.scry.ingestor.web.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The manifests under {@code k8s/}, and the guide's: Kubernetes knows all that they say. */
class KubernetesTest {

    private static final Path CONFIG = Path.of("config");
    private static final Path GUIDE = Path.of("../shared/guide/operational-hardening-guide.md");

    private final StrictModels models = new StrictModels();

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Build.K8S)) {
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
    @MethodSource("io.scry.ingestor.Build#all")
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
        Settings settings = KubernetesPodsTest.settings(deployment, keys);
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
}
