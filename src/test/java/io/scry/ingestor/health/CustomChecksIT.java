package io.scry.ingestor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The documentation's example, added to the packaged service. */
class CustomChecksIT {

    private static final Duration START = Duration.ofSeconds(90);

    @Test
    void showsChecksOfAllThreeFormsEverywhere(@TempDir Path extension) throws Exception {
        compiled(ExampleChecks.class, extension);
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.put("SCRY_HEALTH__INTERVAL", "200ms");
        try (ServiceProcess service = ServiceProcess.startExtended(extension, environment);
                Api api = new Api(service.awaitListening(START).baseUrl())) {
            JsonNode components = api.get("/health/detailed").json().path("components");
            JsonNode actuator = api.get("/actuator/health").json().path("components");
            String metrics = api.get("/metrics").body();
            Map.of(
                            "licence_server",
                            "healthy UP 1.0",
                            "mailServer",
                            "unhealthy DOWN 0.0",
                            "my_service",
                            "degraded DEGRADED 0.5")
                    .forEach((name, expected) -> assertThat(components
                                            .at("/" + name + "/status")
                                            .asString()
                                    + " " + actuator.at("/" + name + "/status").asString()
                                    + " " + gauge(metrics, name))
                            .as(name)
                            .isEqualTo(expected));
            assertThat(components.at("/mailServer/message").asString()).isEqualTo("Service unreachable");
            assertThat(api.get("/ready").json().path("status").asString()).isEqualTo("degraded");
        }
    }

    @Test
    void isWhatThePageShows() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/scry/ingestor/health/ExampleChecks.java"));
        assertThat(Files.readString(Path.of("docs/OPERATIONAL_HARDENING.md")))
                .contains(source.substring(source.indexOf("@AutoConfiguration")));
    }

    private static String gauge(String metrics, String component) {
        String line = "scry_ingestor_health_status{component=\"" + component + "\"} ";
        int at = metrics.indexOf(line);
        assertThat(at).as(line).isNotNegative();
        return metrics.substring(at + line.length(), metrics.indexOf('\n', at));
    }

    /** As a jar would have it: the class files, and the list that Spring Boot finds configurations by. */
    private static void compiled(Class<?> type, Path target) throws IOException {
        Path source = Path.of("target", "test-classes", type.getPackageName().replace('.', '/'));
        Path folder =
                Files.createDirectories(target.resolve(type.getPackageName().replace('.', '/')));
        try (DirectoryStream<Path> classes = Files.newDirectoryStream(source, type.getSimpleName() + "*.class")) {
            for (Path one : classes) {
                Files.copy(one, folder.resolve(one.getFileName()));
            }
        }
        Path list = target.resolve("META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports");
        Files.createDirectories(list.resolveSibling("."));
        Files.writeString(list, type.getName() + "\n");
    }
}
