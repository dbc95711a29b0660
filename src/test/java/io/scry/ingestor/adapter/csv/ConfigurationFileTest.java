package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ConfigurationFileTest {

    @Test
    void holdsEveryOptionWithItsDefault() throws Exception {
        AdapterHarness<CsvOptions> harness = new AdapterHarness<>(new CsvAdapter());
        Map<String, Object> file = read();
        Object overridable = file.remove("overridable");

        assertThat(file).hasSize(CsvOptions.class.getRecordComponents().length);
        assertThat(harness.options(file)).isEqualTo(harness.options(Map.of()));
        assertThat((List<?>) overridable)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(file).containsKey((String) option))
                .noneSatisfy(option -> assertThat((String) option).startsWith("max_"));
    }

    private static Map<String, Object> read() throws Exception {
        try (Reader reader = Files.newBufferedReader(Path.of("config/csv_adapter.yaml"))) {
            return new LinkedHashMap<>(new Yaml().<Map<String, Object>>load(reader));
        }
    }
}
