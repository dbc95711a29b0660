package io.scry.ingestor.adapter.word;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
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

class WordConfigTest {

    private final AdapterHarness<WordOptions> word = new AdapterHarness<>(new WordAdapter());

    @Test
    void showsEveryOptionWithItsDefaultAndLetsNoRequestRaiseALimit() throws Exception {
        Map<String, Object> config;
        try (Reader file = Files.newBufferedReader(Path.of("config/word_adapter.yaml"))) {
            config = new Yaml().load(file);
        }
        List<Object> overridable = new ArrayList<>((List<?>) Objects.requireNonNull(config.remove("overridable")));
        List<String> names = Arrays.stream(WordOptions.class.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();

        assertThat(config.keySet()).isSubsetOf(names);
        assertThat(names).filteredOn(name -> !config.containsKey(name)).containsExactly("password");
        assertThat(word.options(config)).isEqualTo(word.options(Map.of()));
        assertThat(names)
                .filteredOn(name -> !overridable.contains(name))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("max_"));
        assertThat(overridable).noneMatch(name -> name.toString().startsWith("max_"));
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();

            assertThat(validator.validate(word.options(Map.of()))).isEmpty();
            for (Map<String, ?> wrong : List.of(
                    Map.of("required_metadata", "colour"),
                    Map.of("max_depth", 5000),
                    Map.of("max_ratio", 0),
                    Map.of("min_paragraphs", -1))) {
                assertThat(validator.validate(word.options(wrong)))
                        .as("%s", wrong)
                        .hasSize(1);
            }
        }
    }
}
