package io.scry.ingestor.adapter.excel;

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

class ExcelConfigTest {

    @Test
    void showsEveryOptionWithItsDefault() throws Exception {
        AdapterHarness<ExcelOptions> excel = new AdapterHarness<>(new ExcelAdapter());
        Map<String, Object> file;
        try (Reader reader = Files.newBufferedReader(Path.of("config/excel_adapter.yaml"))) {
            file = new LinkedHashMap<>(new Yaml().<Map<String, Object>>load(reader));
        }
        Object overridable = file.remove("overridable");

        // The password is shown as a comment: it has no default.
        assertThat(file).hasSize(ExcelOptions.class.getRecordComponents().length - 1);
        assertThat(excel.options(file)).isEqualTo(excel.options(Map.of()));
        assertThat((List<?>) overridable)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(option.equals("password") || file.containsKey((String) option))
                        .isTrue())
                .noneSatisfy(option -> assertThat((String) option).startsWith("max_"));
    }
}
