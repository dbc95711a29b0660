package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigSchemasTest {

    @Test
    void areThoseOfTheRecords() throws IOException {
        for (Map.Entry<String, String> schema : ConfigSchemas.all().entrySet()) {
            assertThat(ConfigSchemas.DIRECTORY.resolve(schema.getKey()))
                    .as("run the main method of ConfigSchemas, in the project's folder, to write it")
                    .content()
                    .isEqualTo(schema.getValue());
        }
    }

    @Test
    void areNamedByTheFilesThatTheyAreFor() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("config"), "{settings.*,*_adapter}.yaml")) {
            for (Path file : files) {
                String schema = file.getFileName().toString().startsWith("settings.")
                        ? "settings"
                        : file.getFileName().toString().replace(".yaml", "");
                assertThat(file)
                        .content()
                        .contains("# yaml-language-server: $schema=schema/" + schema + ".schema.json\n");
                assertThat(ConfigSchemas.DIRECTORY.resolve(schema + ".schema.json"))
                        .exists();
            }
        }
    }
}
