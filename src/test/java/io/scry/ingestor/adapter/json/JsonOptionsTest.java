package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class JsonOptionsTest {

    @Test
    void theShippedFileHasEveryOptionWithItsDefault() throws Exception {
        Map<String, Object> shipped = shipped();
        Object overridable = shipped.remove("overridable");

        List<String> names = Arrays.stream(JsonOptions.class.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(shipped.keySet()).containsExactlyElementsOf(names);
        assertThat(names).containsAll(names(overridable));
        assertThat(JsonRun.options(shipped)).isEqualTo(JsonRun.options(Map.of()));
    }

    @Test
    void acceptsItsDefaultsAndRefusesWhatIsOutOfRange() {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();

            assertThat(validator.validate(JsonRun.options(Map.of()))).isEmpty();
            assertThat(validator.validate(JsonRun.options(Map.of("records_path", "/a/b~1c"))))
                    .isEmpty();
            for (Map<String, ?> bad : List.of(
                    Map.of("max_depth", 501),
                    Map.of("records_path", "items"),
                    Map.of("records_path", "/a~2"),
                    Map.of("min_completeness", 1.5),
                    Map.of("flatten_separator", ""),
                    Map.of("required_fields", List.of(" ")))) {
                assertThat(validator.validate(JsonRun.options(bad)))
                        .as(bad.toString())
                        .hasSize(1);
            }
        }
    }

    private static List<String> names(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().map(String::valueOf).toList();
    }

    private static Map<String, Object> shipped() throws IOException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return yaml.load(Files.readString(Path.of("config", "json_adapter.yaml")));
    }
}
