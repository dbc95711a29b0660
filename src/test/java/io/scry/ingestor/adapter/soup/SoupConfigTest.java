package io.scry.ingestor.adapter.soup;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.yaml.snakeyaml.Yaml;

class SoupConfigTest {

    @Test
    void showsEveryOptionWithItsDefault() throws Exception {
        Map<String, Object> config;
        try (Reader file = Files.newBufferedReader(Path.of("config/soup_adapter.yaml"))) {
            config = new Yaml().load(file);
        }
        List<Object> overridable = new ArrayList<>((List<?>) Objects.requireNonNull(config.remove("overridable")));
        List<String> names = Arrays.stream(SoupOptions.class.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();

        assertThat(config.keySet()).isSubsetOf(names);
        assertThat(names).filteredOn(name -> !config.containsKey(name)).containsExactly("base_url");
        assertThat(SoupRun.options(config)).isEqualTo(SoupRun.options(Map.of()));
        assertThat(names)
                .filteredOn(name -> !overridable.contains(name))
                .allSatisfy(name -> assertThat(name).startsWith("max_"))
                .hasSize(7);
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();
            assertThat(validator.validate(SoupRun.options(Map.of()))).isEmpty();
            for (Map<String, ?> wrong : List.of(
                    Map.of("base_url", "ftp://example.com"),
                    Map.of("required_metadata", "colour"),
                    Map.of("selectors.x", "p".repeat(501)),
                    Map.of("max_depth", 0),
                    Map.of("min_text_length", -1))) {
                assertThat(validator.validate(SoupRun.options(wrong)))
                        .as("%s", wrong)
                        .hasSize(1);
            }
        }
    }
}
