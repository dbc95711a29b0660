package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scry.ingestor.settings.ConfigDirectory.Access;
import io.scry.ingestor.settings.ConfigDirectory.ApiKey;
import io.scry.ingestor.settings.ConfigDirectory.CsvOptions;
import io.scry.ingestor.settings.ConfigDirectory.Database;
import io.scry.ingestor.settings.ConfigDirectory.Ingestion;
import io.scry.ingestor.settings.ConfigDirectory.JsonOptions;
import io.scry.ingestor.settings.ConfigDirectory.Kafka;
import io.scry.ingestor.settings.ConfigDirectory.LogLevel;
import io.scry.ingestor.settings.ConfigDirectory.Top;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class SettingsLoaderTest {

    @TempDir
    Path directory;

    private ConfigDirectory config;

    @BeforeEach
    void writeWorkingConfiguration() {
        config = new ConfigDirectory(directory);
    }

    @Test
    void fillsInDefaults() {
        Settings settings = config.load();

        assertThat(settings.get(Ingestion.class))
                .isEqualTo(new Ingestion(
                        10,
                        Duration.ofSeconds(30),
                        DataSize.ofMegabytes(10),
                        0.5,
                        false,
                        9_000_000_000L,
                        List.of("a", "b"),
                        Map.of(),
                        null,
                        null));
        assertThat(settings.get(Top.class)).isEqualTo(new Top(LogLevel.INFO, null));
        assertThat(settings.get(Database.class).pool().size()).isEqualTo(5);
        assertThat(settings.get(Kafka.class).enabled()).isFalse();
        assertThat(settings.environment()).isEqualTo("development");
    }

    @Test
    void readsEveryType() {
        config.development("""
                log_level: DEBUG
                label: 007
                events:
                  kafka:
                    enabled: true
                access:
                  keys:
                    - name: first
                      value: "12345678"
                    - {name: second, value: 87654321}
                ingestion:
                  queue_limit: 20
                  timeout: 2m
                  max_upload: 1GB
                  ratio: 2.5e-1
                  strict: true
                  max_bytes: -5
                  roots: [/a, 5, true]
                  labels:
                    team: core
                    1: 2.50
                  limit: 7
                  grace: 500ms
                """);

        Settings settings = config.load();

        assertThat(settings.get(Ingestion.class))
                .isEqualTo(new Ingestion(
                        20,
                        Duration.ofMinutes(2),
                        DataSize.ofGigabytes(1),
                        0.25,
                        true,
                        -5,
                        List.of("/a", "5", "true"),
                        Map.of("team", "core", "1", "2.50"),
                        7,
                        Duration.ofMillis(500)));
        assertThat(settings.get(Top.class)).isEqualTo(new Top(LogLevel.DEBUG, "007"));
        assertThat(settings.get(Kafka.class).enabled()).isTrue();
        assertThat(settings.get(Access.class).keys())
                .containsExactly(new ApiKey("first", "12345678"), new ApiKey("second", "87654321"));
    }

    @ParameterizedTest
    @CsvSource({"5s,PT5S", "500ms,PT0.5S", "2m,PT2M", "1h,PT1H", "1d,PT24H"})
    void readsDurations(String written, Duration meant) {
        config.development("ingestion: {timeout: " + written + "}");

        assertThat(config.load().get(Ingestion.class).timeout()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "off", "22:30", "2001-01-01", "0x1F", "1_000", "3.50", "a#b"})
    void takesTheTextOfWhatOtherYamlVersionsWouldConvert(String written) {
        config.development("label: " + written + "\n");

        assertThat(config.load().get(Top.class).label()).isEqualTo(written);
    }

    @Test
    void skipsAByteOrderMark() {
        config.development("\uFEFFlabel: a\n");

        assertThat(config.load().get(Top.class).label()).isEqualTo("a");
    }

    @Test
    void repeatsWhatAnAliasRefersTo() {
        config.development("ingestion:\n  roots: &roots [x]\n  labels: {a: &name b, c: *name}\n");

        assertThat(config.load().get(Ingestion.class).labels()).isEqualTo(Map.of("a", "b", "c", "b"));
    }

    @Test
    void laysEnvironmentOverBaseAndVariablesOverBoth() {
        config.base("ingestion: {queue_limit: 1, limit: 1, max_bytes: 1, roots: [x, y], labels: {a: one, b: one}}\n")
                .development("ingestion: {queue_limit: 2, limit: 2, roots: [z], labels: {b: two, c: two}}\n")
                .variable("SCRY_INGESTION__QUEUE_LIMIT", "3")
                .variable("SCRY_INGESTION__LABELS__C", "three");

        Ingestion ingestion = config.load().get(Ingestion.class);

        assertThat(ingestion.queueLimit()).isEqualTo(3);
        assertThat(ingestion.limit()).isEqualTo(2);
        assertThat(ingestion.maxBytes()).isEqualTo(1);
        assertThat(ingestion.roots()).containsExactly("z");
        assertThat(ingestion.labels()).isEqualTo(Map.of("a", "one", "b", "two", "c", "three"));
    }

    @Test
    void keepsASectionWhoseOverridesAreAllCommentedOut() {
        config.base("ingestion: {queue_limit: 7}\n").development("ingestion:\n#  queue_limit: 8\n");

        assertThat(config.load().get(Ingestion.class).queueLimit()).isEqualTo(7);
    }

    @Test
    void unsetsWhatMayBeAbsent() {
        config.base("label: a\n").development("label:\n");

        assertThat(config.load().get(Top.class).label()).isNull();
    }

    @Test
    void convertsVariables() {
        config.variable("SCRY_INGESTION__QUEUE_LIMIT", "4")
                .variable("SCRY_INGESTION__ROOTS", "/a, /b,/c")
                .variable("SCRY_INGESTION__STRICT", "true")
                .variable("SCRY_INGESTION__RATIO", "0.75")
                .variable("SCRY_INGESTION__MAX_UPLOAD", "2MB")
                .variable("SCRY_EVENTS__KAFKA__ENABLED", "true");

        Settings settings = config.load();

        Ingestion ingestion = settings.get(Ingestion.class);
        assertThat(ingestion.queueLimit()).isEqualTo(4);
        assertThat(ingestion.roots()).containsExactly("/a", "/b", "/c");
        assertThat(ingestion.strict()).isTrue();
        assertThat(ingestion.ratio()).isEqualTo(0.75);
        assertThat(ingestion.maxUpload()).isEqualTo(DataSize.ofMegabytes(2));
        assertThat(settings.get(Kafka.class).enabled()).isTrue();
    }

    @Test
    void readsAliasesAndPrefersTheSpeltOutVariable() {
        config.variable("SCRY_LOG_LEVEL", "debug")
                .variable("SCRY_DATABASE_URL", "postgres://alias")
                .variable("SCRY_DATABASE__URL", "postgres://path");

        Settings settings = config.load();

        assertThat(settings.get(Top.class).logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(settings.get(Database.class).url()).isEqualTo("postgres://path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SCRY_INGESTOR_PORT",
                "SCRY_INGESTOR_SERVICE_PORT_HTTP",
                "SCRY_INGESTOR_PORT_8000_TCP_ADDR",
                "SCRY_CONFIG_DIR",
                "SCRY__INGESTION",
                "SCRY_INGESTION__",
                "SCRY_INGESTION",
                "scry_ingestion__queue_limit",
                "INGESTION__QUEUE_LIMIT",
                "XSCRY_INGESTION__QUEUE_LIMIT"
            })
    void ignoresOtherVariables(String name) {
        config.variable(name, "tcp://10.0.0.1:8000");

        assertThat(config.load().version())
                .isEqualTo(ConfigDirectory.LOADER.load(directory, Map.of()).version());
    }

    @Test
    void takesAnEmptyVariableAsUnset() {
        config.variable("SCRY_DATABASE_URL", "")
                .variable("SCRY_INGESTION__QUEUE_LIMIT", "")
                .variable("SCRY_ENVIRONMENT", "");

        Settings settings = config.load();

        assertThat(settings.get(Database.class).url()).isEqualTo("postgres://base");
        assertThat(settings.environment()).isEqualTo("development");
    }

    @Test
    void readsTheFileOfTheEnvironment() {
        config.development("label: development\n")
                .write("settings.staging-2.yaml", "label: staging\n")
                .variable("SCRY_ENVIRONMENT", "staging-2");

        Settings settings = config.load();

        assertThat(settings.environment()).isEqualTo("staging-2");
        assertThat(settings.get(Top.class).label()).isEqualTo("staging");
    }

    @Test
    void runsOnBaseWithAWarningIfTheEnvironmentHasNoFile(CapturedOutput output) {
        config.variable("SCRY_ENVIRONMENT", "canary");

        assertThat(config.load().environment()).isEqualTo("canary");
        assertThat(output).contains("WARN").contains("There is no settings.canary.yaml");
    }

    @Test
    void usesDefaultsWithAWarningIfAnAdapterHasNoFile(CapturedOutput output) {
        config.delete("json_adapter.yaml");

        assertThat(config.load().options("json", JsonOptions.class).maxDepth()).isEqualTo(50);
        assertThat(output).contains("WARN").contains("There is no json_adapter.yaml");
    }

    @Test
    void reportsAllErrorsOfAllFilesAndVariablesAtOnce() {
        config.base("ingestion:\n  queue_limit: x\n  ratio: 5\n  grace: 5m\nlabl: a\n")
                .development("log_level: loud\n")
                .write("csv_adapter.yaml", "max_records: 0\nheadr: true\n")
                .write("json_adapter.yaml", "max_depth: [\n")
                .variable("SCRY_INGESTION__TIMEOUT", "5")
                .variable("SCRY_EVENTS__KAFKA__ENABLED", "maybe");

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(config::load)
                .satisfies(failure -> {
                    assertThat(failure.errors())
                            .extracting(error -> error.file() + ":" + error.line() + " " + error.path())
                            .containsExactly(
                                    "SCRY_EVENTS__KAFKA__ENABLED:0 events.kafka.enabled",
                                    "SCRY_INGESTION__TIMEOUT:0 ingestion.timeout",
                                    "csv_adapter.yaml:1 max_records",
                                    "csv_adapter.yaml:2 headr",
                                    "json_adapter.yaml:2 ",
                                    "settings.base.yaml:4 ingestion.queue_limit",
                                    "settings.base.yaml:5 ingestion.ratio",
                                    "settings.base.yaml:7 labl",
                                    "settings.development.yaml:1 log_level");
                    assertThat(failure.toString().lines())
                            .hasSize(10)
                            .first()
                            .asString()
                            .endsWith("The configuration has 9 errors:");
                });
    }

    @Test
    void countsTheErrorsThatAreTooManyToList() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            keys.append("unknown").append(i).append(": 1\n");
        }
        config.development(keys.toString());

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(config::load)
                .satisfies(failure ->
                        assertThat(failure.errors()).hasSize(101).last().hasToString("and 50 more errors"));
    }

    @Test
    void versionDependsOnContentAlone() {
        String version = config.base("label: a\ningestion: {queue_limit: 5, timeout: 1m, labels: {x: a, y: b}}\n")
                .load()
                .version();

        assertThat(version).matches("[0-9a-f]{16}");
        config.write("settings.base.yaml", """
                # another order, other words
                ingestion:
                  labels:
                    y: "b"
                    x: 'a'
                  timeout: 60s
                database: {url: postgres://base, pool: {size: 5}}
                """)
                .development("label: a\n")
                .variable("SCRY_INGESTION__QUEUE_LIMIT", "5")
                .write("csv_adapter.yaml", "overridable: [token, encoding, quotes, types, max_records, delimiter]\n");
        assertThat(config.load().version()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "settings.development.yaml | label: a",
                "settings.development.yaml | ingestion: {labels: {a: b}}",
                "settings.development.yaml | ingestion: {roots: [b, a]}",
                "settings.development.yaml | database: {url: 'postgres://other'}",
                "settings.development.yaml | access: {keys: [{name: abc, value: 12345678}]}",
                "json_adapter.yaml         | max_depth: 21",
                "json_adapter.yaml         | {max_depth: 20, overridable: [max_depth]}",
                "csv_adapter.yaml          | overridable: [delimiter]"
            })
    void versionChangesWithContent(String file, String content) {
        String before = config.load().version();

        assertThat(config.write(file, content + "\n").load().version()).isNotEqualTo(before);
    }

    @Test
    void showsNoSecretInItsText() {
        Settings settings = config.load();

        assertThat(settings).hasToString("Settings[environment=development, version=" + settings.version() + "]");
    }

    @Test
    void refusesSectionsAndAdaptersThatDoNotExist() {
        Settings settings = config.load();

        assertThatIllegalArgumentException().isThrownBy(() -> settings.get(ApiKey.class));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.options("xml", CsvOptions.class));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.options("json", CsvOptions.class));
    }

    record Unbindable(Thread thread) {}

    record WrongDefault(@DefaultValue("5") Duration timeout) {}

    @Test
    void refusesRecordsThatCannotBeBound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loaderOf(new Section<>("a", Unbindable.class)))
                .withMessageContaining("Unbindable.thread");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loaderOf(new Section<>("a", WrongDefault.class)))
                .withMessageContaining("WrongDefault.timeout: must have a unit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loaderOf(new Section<>("a", Kafka.class), new Section<>("a", Top.class)));
    }

    private static SettingsLoader loaderOf(Section<?>... sections) {
        return new SettingsLoader(List.of(sections), Map.of(), Map.of());
    }

    @Test
    void failsInNoOtherWayWhateverAFileHolds() {
        String valid = "a: &x [1, 'b', \"c\"]\nb: {c: *x, d: !t e}\n? f\n: |\n  g\n%YAML 1.1\n---\n- h # i\n";
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            StringBuilder mutated = new StringBuilder(valid);
            for (int j = random.nextInt(8); j >= 0; j--) {
                int position = random.nextInt(mutated.length());
                mutated.setCharAt(position, valid.charAt(random.nextInt(valid.length())));
            }
            config.development(mutated.toString());
            assertThatExceptionOfType(InvalidSettingsException.class)
                    .as(mutated.toString())
                    .isThrownBy(config::load);
        }
    }
}
