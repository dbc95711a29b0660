package io.scry.ingestor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** What a kustomization under {@code k8s/} is built to, to be shown by its name. */
record Build(String name, List<Manifest> objects) {

    static final Path K8S = Path.of("k8s");
    static final String DEVELOPMENT = "development";

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

    /** Of all kustomizations, each built once. */
    static Stream<Build> all() {
        assumeTrue(!Holder.BUILDS.isEmpty(), "There is no kubectl with kustomize 5 here: no kustomization is built");
        return Holder.BUILDS.stream();
    }

    private static final class Holder {

        private static final List<Build> BUILDS = builds();

        private static List<Build> builds() {
            try {
                return Manifest.canBuild() ? shipped() : List.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (IOException e) { // A static initializer may throw no checked exception.
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Build> shipped() throws IOException, InterruptedException {
        Path production = K8S.resolve("overlays/production");
        List<Build> builds = new ArrayList<>();
        builds.add(new Build("k8s", Manifest.build(K8S)));
        builds.add(new Build(DEVELOPMENT, Manifest.build(K8S.resolve("overlays/development"))));
        builds.add(new Build("production", Manifest.build(production)));
        for (List<String> components : List.of(
                List.of("monitoring"),
                List.of("split-workers"),
                List.of("monitoring", "split-workers"),
                List.of("monitoring", "queue-scaling"))) {
            builds.add(new Build(
                    "production with " + String.join(" and ", components), withComponents(production, components)));
        }
        return builds;
    }

    private static List<Manifest> withComponents(Path overlay, List<String> components)
            throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("kustomization-");
        try {
            StringBuilder yaml = new StringBuilder(
                    "namespace: scry-ingestor\nresources: [%s]\ncomponents:\n".formatted(relative(root, overlay)));
            for (String component : components) {
                yaml.append("- ")
                        .append(relative(root, K8S.resolve("components").resolve(component)))
                        .append('\n');
            }
            Files.writeString(root.resolve("kustomization.yaml"), yaml);
            return Manifest.build(root);
        } finally {
            FileSystemUtils.deleteRecursively(root);
        }
    }

    private static Path relative(Path from, Path to) throws IOException {
        return from.toRealPath().relativize(to.toRealPath());
    }

    static boolean matches(JsonNode matchLabels, JsonNode labels) {
        return !matchLabels.isEmpty()
                && matchLabels.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }
}
