package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that others made, JSONTestSuite's among them. */
class JsonCorpusTest {

    private static final Path FOLDER = Path.of("..", "shared", "corpus", "json");
    private static final String SUITE = "json-test-suite--";

    @Test
    void acceptsWhatJsonTestSuiteAccepts() throws Exception {
        for (Path file : files(SUITE + "y_")) {
            assertThat(JsonRun.of(Files.readAllBytes(file), null, Map.of("format", "document"))
                            .text())
                    .as(file.toString())
                    .isNotEmpty();
        }
    }

    @Test
    void refusesWhatJsonTestSuiteRefuses() throws Exception {
        for (Path file : files(SUITE + "n_")) {
            UnreadableSourceException refusal = JsonRun.refusal(Files.readAllBytes(file), Map.of());
            assertThat(refusal).as(file.toString()).isNotNull();
            assertThat(refusal.getMessage())
                    .as(file.toString())
                    .isNotBlank()
                    .doesNotContain("Feature", "Source:", "Constraints", "jackson", "(code ")
                    .hasSizeBetween(20, 250);
        }
    }

    @Test
    void readsOrRefusesWhatJsonTestSuiteLeavesOpen() throws Exception {
        for (Path file : files(SUITE + "i_")) {
            byte[] bytes = Files.readAllBytes(file);
            if (JsonRun.refusal(bytes, Map.of()) == null) {
                assertThat(JsonRun.of(bytes, null, Map.of()).validation().isValid())
                        .isTrue();
            }
        }
    }

    @Test
    void readsEveryOtherFile() throws Exception {
        for (Path file : files("").stream()
                .filter(file -> !file.toString().contains(SUITE))
                .toList()) {
            assertThat(JsonRun.of(Files.readAllBytes(file), null, Map.of()).text())
                    .as(file.toString())
                    .isNotEmpty();
        }
    }

    private static List<Path> files(String prefix) throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "There is no ../shared/corpus/json beside this project");
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> found = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
