package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Lists in files of their own. */
class ListFilesTest {

    private static final String VARIABLE = "SCRY_KEYS_FILE";
    private static final SettingsLoader LOADER = new SettingsLoader(
            List.of(new Section<>("access", Access.class)),
            Map.of(),
            Map.of("SCRY_KEYS", "access.keys"),
            Map.of(VARIABLE, "access.keys"));

    record Access(@Secret @DefaultValue List<@Size(min = 4) String> keys) {}

    @TempDir
    Path directory;

    private Path mounted;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void mount() throws IOException {
        Files.writeString(directory.resolve("settings.base.yaml"), "access: {keys: [of-the-yaml]}\n");
        mounted = Files.createDirectory(directory.resolve("mounted")).resolve("keys");
        environment.put(VARIABLE, mounted.toString());
    }

    private Settings load() {
        return LOADER.load(directory, environment);
    }

    @Test
    void readsOneElementALineAndLeavesOutCommentsAndEmptyLines() throws IOException {
        Files.writeString(mounted, "\uFEFF# who may come in\r\nfirst, with a comma\n\n  second  \n\t# no more\n");
        assertThat(load().get(Access.class).keys()).containsExactly("first, with a comma", "second");
    }

    @Test
    void findsAFileBesideTheSettings() throws IOException {
        Files.writeString(mounted, "first\n");
        environment.put(VARIABLE, "mounted/keys");
        assertThat(load().get(Access.class).keys()).containsExactly("first");
    }

    @Test
    void takesPartInTheVersion() throws IOException {
        Files.writeString(mounted, "first\n");
        String version = load().version();
        Files.writeString(mounted, "# the same\nfirst");
        assertThat(load().version()).isEqualTo(version);
        Files.writeString(mounted, "other\n");
        assertThat(load().version()).isNotEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'first\ns3\n'        | ':2:1: access.keys[1]: size must be at least 4, but is (hidden)'",
                "'first\ns3cr\u0007et\n' | ':2:5: has the control character U+0007'",
                "'# nothing\n\n'      | ': holds nothing; write one element a line, or unset the variable that names the file'",
            })
    void saysWhatIsWrongAndWhere(String content, String error) throws IOException {
        Files.writeString(mounted, content);
        assertThat(errors()).containsExactly(mounted + error);
    }

    @Test
    void refusesAFileThatIsMissingOrNotUtf8OrNoFile() throws IOException {
        assertThat(errors()).containsExactly(mounted + ": is missing");
        Files.write(mounted, "grün\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(errors()).containsExactly(mounted + ":1:3: is not UTF-8; save it with that encoding");
        Files.delete(mounted);
        Files.createDirectory(mounted);
        assertThat(errors()).containsExactly(mounted + ": is not a regular file");
    }

    @Test
    void refusesToChooseBetweenAFileAndAVariable() throws IOException {
        Files.writeString(mounted, "first\n");
        environment.put("SCRY_KEYS", "second");
        assertThat(errors())
                .containsExactly("SCRY_KEYS_FILE: access.keys: is set by SCRY_KEYS, too; unset one of the two");
        environment.remove("SCRY_KEYS");
        environment.put("SCRY_ACCESS__KEYS", "second");
        assertThat(errors())
                .containsExactly("SCRY_KEYS_FILE: access.keys: is set by SCRY_ACCESS__KEYS, too; unset one of the two");
    }

    private List<String> errors() {
        InvalidSettingsException failure = catchThrowableOfType(InvalidSettingsException.class, this::load);
        assertThat(failure).isNotNull();
        return failure.errors().stream().map(SettingsError::toString).toList();
    }
}
