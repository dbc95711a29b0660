package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scry.ingestor.settings.ConfigDirectory.CsvOptions;
import io.scry.ingestor.settings.ConfigDirectory.JsonOptions;
import io.scry.ingestor.settings.ConfigDirectory.Quotes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class OptionOverridesTest {

    private static final String KNOWN =
            "(known: delimiter, encoding, header, max_records, max_size, quotes, token, types)";

    @TempDir
    Path directory;

    private Settings settings;

    @BeforeEach
    void load() {
        settings = new ConfigDirectory(directory).write("csv_adapter.yaml", """
                overridable: [delimiter, max_records, types, quotes, encoding, token]
                delimiter: ";"
                encoding: utf-8
                types: {a: int, b: int}
                quotes: {character: "'"}
                """).load();
    }

    private CsvOptions csv(String json) {
        return settings.options("csv", CsvOptions.class, parse(json));
    }

    private List<String> errors(String json) {
        InvalidOptionsException failure = catchThrowableOfType(InvalidOptionsException.class, () -> csv(json));
        assertThat(failure).isNotNull();
        return failure.errors().stream().map(SettingsError::toString).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String json) {
        return JsonMapper.shared().readValue(json, Map.class);
    }

    @Test
    void layTheRequestOverTheFile() {
        CsvOptions options = csv("""
                {"delimiter": "|", "max_records": 5, "types": {"b": "text"}, "quotes": {"lazy": true}, "encoding": null}
                """);

        assertThat(options.delimiter()).isEqualTo("|");
        assertThat(options.maxRecords()).isEqualTo(5);
        assertThat(options.types()).isEqualTo(Map.of("a", "int", "b", "text"));
        assertThat(options.quotes()).isEqualTo(new Quotes("'", true));
        assertThat(options.encoding()).isNull();
        assertThat(options.header()).isTrue();
    }

    @Test
    void leaveTheFilesOptionsAsTheyAre() {
        csv("{\"delimiter\": \"|\"}");

        assertThat(settings.options("csv", CsvOptions.class).delimiter()).isEqualTo(";");
    }

    @Test
    void areTheFilesOptionsIfTheRequestSaysNothing() {
        assertThat(csv("{}")).isSameAs(settings.options("csv", CsvOptions.class));
    }

    @Test
    void reportAllErrorsAtOnce() {
        assertThat(errors("""
                {"delimitr": "|", "zzz": 1, "header": false, "max_records": "5", "delimiter": "||", "quotes": {"lzy": 1}}
                """))
                .containsExactlyInAnyOrder(
                        "delimitr: is not known; did you mean delimiter? " + KNOWN,
                        "zzz: is not known " + KNOWN,
                        "header: cannot be set by a request; only delimiter, encoding, max_records, quotes, token, types can",
                        "max_records: must be a whole number, but is the text \"5\"",
                        "delimiter: size must be between 1 and 1, but is the text \"||\"",
                        "quotes.lzy: is not known; did you mean lazy? (known: character, lazy)");
    }

    @Test
    void reportBrokenConstraintsWithoutNamingAFile() {
        assertThat(errors("{\"max_records\": 0}"))
                .containsExactly("max_records: must be greater than or equal to 1, but is \"0\"");
    }

    @Test
    void keepJsonTypesApart() {
        assertThat(errors("{\"delimiter\": 5}")).containsExactly("delimiter: must be a text, but is \"5\"");
        assertThat(errors("{\"delimiter\": true}")).containsExactly("delimiter: must be a text, but is \"true\"");
        assertThat(errors("{\"delimiter\": null}")).containsExactly("delimiter: must have a value");
        assertThat(errors("{\"delimiter\": [\"a\"]}"))
                .containsExactly("delimiter: must be a single value, but is a list");
        assertThat(errors("{\"max_records\": 5.0}"))
                .containsExactly("max_records: must be a whole number, but is \"5.0\"");
        assertThat(errors("{\"max_records\": 99999999999999999999}"))
                .singleElement()
                .asString()
                .contains("between");
        assertThat(errors("{\"quotes\": {\"lazy\": \"true\"}}"))
                .containsExactly("quotes.lazy: must be true or false, but is the text \"true\"");
        assertThat(errors("{\"types\": {\"a\": 1}}")).containsExactly("types.a: must be a text, but is \"1\"");
        assertThat(errors("{\"types\": \"a\"}")).containsExactly("types: must be a mapping, but is a single value");
    }

    @Test
    void hideSecrets() {
        assertThat(errors("{\"token\": \"abc\"}")).containsExactly("token: size must be at least 4, but is (hidden)");
        assertThat(errors("{\"token\": 5551234}")).containsExactly("token: must be a text, but is (hidden)");
    }

    @Test
    void areRefusedWhereTheFileAllowsNone() {
        assertThatExceptionOfType(InvalidOptionsException.class)
                .isThrownBy(() -> settings.options("json", JsonOptions.class, Map.of("max_depth", 5)))
                .withMessage("The options are not valid:\n  max_depth: cannot be set by a request; no option can");
        assertThatExceptionOfType(InvalidOptionsException.class)
                .isThrownBy(() -> csv("{\"overridable\": [\"header\"]}"));
    }

    @Test
    void areJsonAndNothingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.options("csv", CsvOptions.class, Map.of("delimiter", 'x')));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.options("xml", CsvOptions.class, Map.of("delimiter", "x")));
    }
}
