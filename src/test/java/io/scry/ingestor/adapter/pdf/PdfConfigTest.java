package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.settings.FeatureFlags;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsLoader;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class PdfConfigTest {

    private final AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());

    @Test
    void showsEveryOptionWithItsDefault() throws Exception {
        Map<String, Object> config;
        try (Reader file = Files.newBufferedReader(Path.of("config/pdf_adapter.yaml"))) {
            config = new Yaml().load(file);
        }
        List<Object> overridable = new ArrayList<>((List<?>) Objects.requireNonNull(config.remove("overridable")));
        List<String> names = Arrays.stream(PdfOptions.class.getRecordComponents())
                .map(component -> snakeCase(component.getName()))
                .toList();

        assertThat(config.keySet()).isSubsetOf(names);
        assertThat(names).filteredOn(name -> !config.containsKey(name)).containsExactly("password");
        assertThat(pdf.options(config)).isEqualTo(pdf.options(Map.of()));
        assertThat(names)
                .filteredOn(name -> !overridable.contains(name))
                .containsExactly(
                        "max_pages",
                        "max_text_length",
                        "max_page_characters",
                        "max_page_operators",
                        "max_page_lines",
                        "max_table_cells",
                        "max_content_size");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();

            assertThat(validator.validate(pdf.options(Map.of()))).isEmpty();
            for (Map<String, ?> wrong : List.of(
                    Map.of("pages", "one"),
                    Map.of("min_text_coverage", 1.1),
                    Map.of("required_metadata", "colour"),
                    Map.of("max_pages", 0),
                    Map.of("min_text_length", -1))) {
                assertThat(validator.validate(pdf.options(wrong)))
                        .as("%s", wrong)
                        .hasSize(1);
            }
        }
    }

    @Test
    void looksForNoTablesIfTheFlagIsOff(@TempDir Path config) throws Exception {
        Files.writeString(config.resolve("settings.base.yaml"), "---\n{}\n");
        PdfAdapter adapter = new PdfAdapter();
        Settings settings =
                new SettingsLoader(List.of(), Map.of("pdf", PdfOptions.class), Map.of()).load(config, Map.of());

        for (boolean on : new boolean[] {true, false}) {
            FeatureFlags flags = new FeatureFlags(true, on, true, true, true);
            assertThat(settings.options("pdf", PdfOptions.class, Map.of(), adapter.decided(flags))
                            .tables())
                    .isEqualTo(on);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
