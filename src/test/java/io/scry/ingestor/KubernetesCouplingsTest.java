package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The objects under {@code k8s/} fit each other: who selects, scales, scrapes and leads to whom. */
class KubernetesCouplingsTest {

    @ParameterizedTest
    @MethodSource("io.scry.ingestor.Build#all")
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
    @MethodSource("io.scry.ingestor.Build#all")
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
    @MethodSource("io.scry.ingestor.Build#all")
    void serveAndWork(Build build) {
        assertThat(build.replicas().stream()
                        .map(deployment -> deployment.environment().getOrDefault("SCRY_ROLES", "api,worker"))
                        .toList())
                .isIn(List.of("api,worker"), List.of("api", "worker"));
    }

    @ParameterizedTest
    @MethodSource("io.scry.ingestor.Build#all")
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
                .hasSize(build.name().equals(Build.DEVELOPMENT) ? 1 : targets.size());
    }

    @ParameterizedTest
    @MethodSource("io.scry.ingestor.Build#all")
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
            for (JsonNode path : ingress.at("/spec/rules/0/http/paths")) {
                JsonNode backend = path.at("/backend/service");
                Manifest service = build.one("Service", backend.path("name").asString());
                assertThat(backend.at("/port/name")).isEqualTo(service.at("/spec/ports/0/name"));
                assertThat(build.selected(service.at("/spec/selector"))
                                .getFirst()
                                .environment()
                                .getOrDefault("SCRY_ROLES", "api"))
                        .isEqualTo("api");
            }
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
                            Build.matches(monitor.at("/spec/selector/matchLabels"), service.at("/metadata/labels")))
                    .as("what is scraped")
                    .hasSameSizeAs(build.replicas())
                    .allSatisfy(service -> assertThat(service.at("/spec/ports/0/name"))
                            .isEqualTo(monitor.at("/spec/endpoints/0/port")));
        }
    }

    @ParameterizedTest
    @MethodSource("io.scry.ingestor.Build#all")
    void leadCallersToWhatIsTheirsAndToNothingElse(Build build) {
        for (Manifest ingress : build.all("Ingress")) {
            assertThat(List.of("/api/v1/ingest", "/api/v1/ingestions", "/openapi.json", "/docs", "/health"))
                    .allMatch(path -> leads(ingress, path));
            assertThat(List.of("/swagger-ui/index.html", "/openapi.json/swagger-config"))
                    .as("what /docs leads to")
                    .allMatch(path -> leads(ingress, path));
            assertThat(List.of("/metrics", "/health/detailed", "/ready", "/actuator/health", "/", "/page/main.js"))
                    .noneMatch(path -> leads(ingress, path));
            assertThat(ingress.at("/metadata/annotations").propertyNames())
                    .as("event streams ask for it themselves")
                    .noneMatch(name -> name.endsWith("/proxy-buffering"));
        }
    }

    /** As the API has it: exactly, or by whole elements of the path. */
    private static boolean leads(Manifest ingress, String path) {
        return ingress.at("/spec/rules/0/http/paths").valueStream().anyMatch(rule -> {
            String known = rule.path("path").asString();
            return switch (rule.path("pathType").asString()) {
                case "Exact" -> path.equals(known);
                case "Prefix" -> known.equals("/") || (path + "/").startsWith(known + "/");
                default -> throw new AssertionError("Who answers is the controller's to say: " + rule);
            };
        });
    }
}
