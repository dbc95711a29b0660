package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.settings.Secret;
import io.scry.ingestor.settings.Section;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsLoader;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files under {@code config/}: they are valid, and say what holds without them. */
class ShippedConfigurationTest {

    private static final Path CONFIG = Path.of("config");
    private static final Map<String, String> DATABASE = Map.of("SCRY_DATABASE_URL", "postgresql://localhost/scry");

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void isValidInEveryEnvironment(String environment) {
        Settings settings = Configuration.source(
                        Map.of("SCRY_DATABASE_URL", "postgresql://localhost/scry", "SCRY_ENVIRONMENT", environment))
                .load();
        assertThat(settings.environment()).isEqualTo(environment);
    }

    @Test
    void showsTheDefaults(@TempDir Path empty) throws IOException {
        Files.writeString(empty.resolve("settings.base.yaml"), "---\n{}\n");
        Settings defaults = loader().load(empty, DATABASE);
        Settings shipped = loader().load(copyWithoutEnvironment(empty), DATABASE);
        for (Section<?> section : Configuration.SECTIONS) {
            assertThat(shipped.get(section.type())).isEqualTo(defaults.get(section.type()));
        }
    }

    @Test
    void explainsEveryKeyWithItsVariable() throws IOException {
        String base = Files.readString(CONFIG.resolve("settings.base.yaml"));
        for (String variable : Configuration.VARIABLES.keySet()) {
            assertThat(base).contains(variable);
        }
        assertThat(base).contains(Configuration.LISTS.keySet());
        for (Section<?> section : Configuration.SECTIONS) {
            for (var component : section.type().getRecordComponents()) {
                String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
                assertThat(base)
                        .as("settings.base.yaml shows %s.%s", section.path(), key)
                        .containsPattern("(?m)^ *(# )?" + Pattern.quote(key) + ":");
            }
        }
    }

    @Test
    void hidesWhateverIsCalledASecret() {
        Pattern secret = Pattern.compile("(?i).*(password|token|secret|key|credential).*");
        assertThat(Configuration.adapterOptions().values().stream()
                        .flatMap(ShippedConfigurationTest::components)
                        .filter(component -> component.getType() == String.class
                                && secret.matcher(component.getName()).matches())
                        .filter(component -> !component.isAnnotationPresent(Secret.class)))
                .as("options that are shown though they are secrets")
                .isEmpty();
    }

    /** Those of a record and of the records in it. */
    private static Stream<RecordComponent> components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? Stream.concat(Stream.of(component), components(component.getType()))
                        : Stream.of(component));
    }

    private static SettingsLoader loader() {
        return new SettingsLoader(Configuration.SECTIONS, Configuration.adapterOptions(), Configuration.VARIABLES);
    }

    private static Path copyWithoutEnvironment(Path target) throws IOException {
        Path copy = Files.createDirectory(target.resolve("copy"));
        Files.copy(CONFIG.resolve("settings.base.yaml"), copy.resolve("settings.base.yaml"));
        return copy;
    }
}
