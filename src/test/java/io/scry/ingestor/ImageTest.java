package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the image and the compose file say of the service is so. */
class ImageTest {

    private static JsonNode compose() throws IOException {
        return JsonMapper.shared().valueToTree(new Yaml().load(Files.readString(Path.of("compose.yaml"))));
    }

    @Test
    void theServiceOfTheComposeFileHasAValidConfiguration() throws Exception {
        Map<String, String> environment = new HashMap<>();
        compose().at("/services/scry-ingestor/environment").properties().forEach(variable -> {
            Matcher standard = Pattern.compile("\\$\\{\\w+:-(.*)}")
                    .matcher(variable.getValue().asString());
            environment.put(
                    variable.getKey(),
                    standard.matches() ? standard.group(1) : variable.getValue().asString());
        });
        assertThat(environment).containsKeys("SCRY_DATABASE_URL", "SCRY_API_KEYS", "SCRY_ADMIN_API_KEYS");
        SettingsSource source = Configuration.source(environment);
        assertThat(source.load().version()).isNotEmpty();
    }

    @Test
    void portsAndFoldersFit() throws Exception {
        String image = Files.readString(Path.of("Dockerfile"));
        JsonNode service = compose().at("/services/scry-ingestor");
        assertThat(image).contains("WORKDIR /app\n", "COPY config config\n", "EXPOSE 8000\n", "USER 10001:10001\n");
        assertThat(service.at("/volumes/0").asString()).isEqualTo("./config:/app/config:ro");
        assertThat(service.at("/ports/0").asString()).isEqualTo("127.0.0.1:8000:8000");
        assertThat(Files.readString(Path.of("config", "settings.base.yaml"))).contains("\n  port: 8000\n");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + version(image) + "</version>");
    }

    private static String version(String image) {
        Matcher version = Pattern.compile("image\\.version=\"(.*)\"").matcher(image);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** Else it would not be the JVM that gets the signals. */
    @Test
    void theMachineIsTheFirstProcess() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("Dockerfile"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ENTRYPOINT"))
                .singleElement()
                .asString()
                .startsWith("ENTRYPOINT [\"java\", ")
                .contains(
                        "\"-XX:ThreadPriorityPolicy=1\", \"-XX:CompilerThreadPriority=10\", \"-XX:-PrintWarnings\", \"-XX:G1HeapRegionSize=4m\"",
                        "\"-XX:AOTCache=service.aot\"",
                        "\"-Dspring.aot.enabled=true\"",
                        "\"-Djdk.reflect.useNativeAccessorOnly=true\"")
                .endsWith("\"-jar\", \"scry-ingestor.jar\"]");
    }
}
