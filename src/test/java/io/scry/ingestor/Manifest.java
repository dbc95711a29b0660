package io.scry.ingestor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An object of Kubernetes, as a file or a kustomization has it. */
record Manifest(JsonNode json) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The objects of a text. */
    static List<Manifest> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Manifest> manifests = new ArrayList<>();
        for (Object document : new Yaml(options).loadAll(yaml)) {
            manifests.add(new Manifest(JsonMapper.shared().valueToTree(document)));
        }
        return manifests;
    }

    static List<Manifest> read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** Whether kubectl is here, and of an age that knows components as they are today. */
    static boolean canBuild() throws IOException, InterruptedException {
        if (Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")))) {
            return false;
        }
        String version = run("kubectl", "version", "--client", "--output=yaml");
        return parse(version).getFirst().text("/kustomizeVersion").matches("v([5-9]|\\d\\d).*");
    }

    /** What {@code kubectl apply -k} would apply. */
    static List<Manifest> build(Path kustomization) throws IOException, InterruptedException {
        return parse(run("kubectl", "kustomize", kustomization.toString()));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("kubectl-", ".yaml");
        Path errors = Files.createTempFile("kubectl-", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(LIMIT)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end within " + LIMIT);
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " says " + Files.readString(errors));
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    String kind() {
        return text("/kind");
    }

    String name() {
        return text("/metadata/name");
    }

    boolean is(String kind, String name) {
        return kind().equals(kind) && name().equals(name);
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** Empty if there is none. */
    String text(String pointer) {
        return json.at(pointer).asString("");
    }

    /** The first container of its pods. */
    JsonNode container() {
        return json.at("/spec/template/spec/containers/0");
    }

    /** The variables of that container, each once; those that come from elsewhere are empty. */
    Map<String, String> environment() {
        return container()
                .path("env")
                .valueStream()
                .collect(Collectors.toMap(
                        variable -> variable.path("name").asString(),
                        variable -> variable.path("value").asString("")));
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
