package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scry.ingestor.settings.InvalidSettingsException;
import io.scry.ingestor.settings.Section;
import io.scry.ingestor.settings.SettingsError;
import io.scry.ingestor.settings.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as they are written, and whose they are. */
class KeyTableTest {

    private static final String HASH = HexFormat.of().formatHex(KeyTable.hash("secret-of-cid"));

    @TempDir
    Path directory;

    @Test
    void tellsWhoseASecretIs() {
        KeyTable keys = new KeyTable(new SecuritySettings(
                List.of("ann:secret-of-ann", "ann:newer:secret-of-ann", "cid:sha256:" + HASH, "both:secret-of-both"),
                List.of("root:secret-of-root", "boss:secret-of-both")));
        assertThat(keys.holder("secret-of-ann")).matches(key -> key.name().equals("ann") && !key.isAdmin());
        assertThat(keys.holder("newer:secret-of-ann")).matches(key -> key.name().equals("ann"));
        assertThat(keys.holder("secret-of-cid")).matches(key -> key.name().equals("cid"));
        assertThat(keys.holder("secret-of-root")).matches(key -> key.name().equals("root") && key.isAdmin());
        assertThat(keys.holder("secret-of-both")).matches(key -> key.name().equals("boss") && key.isAdmin());
        for (String wrong :
                new String[] {"", "secret-of-an", "secret-of-annn", "SECRET-OF-ANN", HASH, "sha256:" + HASH}) {
            assertThat(keys.holder(wrong)).as(wrong).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3cret-without-a-name         | must be name:secret, with a name of 1 to 64 letters, digits and . _ -",
                "an n:s3cret-of-somebody       | must be name:secret, with a name of 1 to 64 letters, digits and . _ -",
                ":s3cret-of-somebody           | must be name:secret, with a name of 1 to 64 letters, digits and . _ -",
                "ann:s3cret-shor               | must have a secret of 12 characters or more",
                "'ann:s3cret of somebody'      | 'must have a secret of printable ASCII characters, without spaces and control characters'",
                "'ann:s3cret-\u0085-of-ann'    | 'must have a secret of printable ASCII characters, without spaces and control characters'",
                "'ann:s3cret-\u001b-of-ann'    | 'must have a secret of printable ASCII characters, without spaces and control characters'",
                "'ann:s3crét-of-ann'           | 'must have a secret of printable ASCII characters, without spaces and control characters'",
                "ann:sha256:s3cret-is-no-hash  | must have 64 hexadecimal digits after sha256:"
            })
    void refusesWhatIsNoKeyWithoutShowingIt(String key, String message) throws IOException {
        Files.writeString(directory.resolve("settings.base.yaml"), "{}\n");
        SettingsLoader loader = new SettingsLoader(
                List.of(new Section<>("security", SecuritySettings.class)),
                Map.of(),
                Map.of("SCRY_API_KEYS", "security.api_keys"));
        InvalidSettingsException failure = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> loader.load(directory, Map.of("SCRY_API_KEYS", "ann:secret-of-ann," + key)));
        assertThat(failure.errors())
                .extracting(SettingsError::toString)
                .containsExactly("SCRY_API_KEYS: security.api_keys[1]: " + message + ", but is (hidden)");
        assertThat(failure).hasMessageNotContaining("s3cr");
    }
}
