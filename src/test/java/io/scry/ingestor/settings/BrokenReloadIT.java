package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A service that runs refuses every broken configuration, and then takes a good one. */
class BrokenReloadIT {

    private static final String CONFIG = "/api/v1/config";
    private static final String RELOAD = CONFIG + "/reload";
    private static final String FILE = "settings.development.yaml";
    private static final String CSV = "csv_adapter.yaml";

    @TempDir
    private static Path directory;

    private static ConfigFolder config;
    private static ServiceInJvm service;
    private static Api api;
    private static int refused;

    @BeforeAll
    static void start() throws Exception {
        config = ConfigFolder.in(directory);
        service = ServiceInJvm.start(Map.of("SCRY_CONFIG_DIR", directory.toString()));
        api = service.api();
    }

    @AfterAll
    static void stop() {
        service.close();
        System.out.println(refused + " broken configurations were refused");
    }

    /**
     * One way to break it.
     *
     * @param line where the error is; 0 if it has no line
     */
    record Case(String file, String content, Charset charset, int line, String message) {
        Case(String file, byte[] content, int line, String message) {
            this(file, new String(content, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1, line, message);
        }

        @Override
        public String toString() {
            return message + ": " + content.lines().findFirst().orElse("");
        }
    }

    private static Case yaml(String content, int line, String message) {
        return new Case(FILE, content, StandardCharsets.UTF_8, line, message);
    }

    private static Case csv(String content, int line, String message) {
        return new Case(CSV, content, StandardCharsets.UTF_8, line, message);
    }

    static Stream<Case> broken() {
        return Stream.of(syntax(), contents(), types(), constraints(), adapters())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> syntax() {
        return Stream.of(
                yaml("roles: [api, worker\n", 2, "expected ',' or ']'"),
                yaml("health:\n\tinterval: 5s\n", 2, "a tab where only spaces may stand"),
                yaml("health:\n  interval: 5s\n timeout: 3s\n", 3, "expected <block end>"),
                yaml("log_level: \"INFO\n", 2, "found unexpected end of stream"),
                yaml("log_level: @INFO\n", 1, "a character that no value can begin with"),
                yaml("log_level: `INFO\n", 1, "a character that no value can begin with"),
                yaml("log_level: %INFO\n", 1, "a character that no value can begin with"),
                yaml("log_level: \"a\\q\"\n", 1, "an unknown escape"),
                yaml("log_level: a: b\n", 1, "mapping values are not allowed here"),
                yaml("log_level: *level\n", 1, "an alias (*) without its anchor"),
                yaml("log_level: !x!y z\n", 1, "a tag (!) that is not defined"),
                yaml("log_level: !!java.net.URL [x]\n", 1, "a tag (!!) that is not allowed"),
                yaml("log_level: !!javax.script.ScriptEngineManager []\n", 1, "a tag (!!) that is not allowed"),
                yaml("log_level: !x INFO\n", 1, "must not have a tag"),
                yaml("log_level: !!binary aGk=\n", 1, "must not have a tag"),
                yaml("log_levels: &i\n  a: *i\n", 2, "must not contain itself"),
                yaml("health: &h\n  required: [*h]\n", 1, "must not contain itself"),
                yaml("a: &a [x]\nb: [" + "*a, ".repeat(60) + "*a]\n", 0, "Number of aliases"),
                yaml(doubling(), 0, "has too many values"),
                yaml("a: " + "[".repeat(60) + "]".repeat(60) + "\n", 0, "Nesting Depth"),
                yaml("health: &h\n  interval: 5s\ndrain:\n  <<: *h\n", 4, "merge keys"),
                yaml("log_level: INFO\nlog_level: WARN\n", 2, "is here for the second time"),
                yaml("health:\n  interval: 5s\n  interval: 6s\n", 3, "is here for the second time"),
                yaml("log_level: INFO\n---\nlog_level: WARN\n", 2, "several documents"),
                yaml("? [a, b]\n: c\n", 1, "a key must be a name"),
                yaml("~: c\n", 1, "a key must be a name"));
    }

    private static String doubling() {
        return "a0: &a0 [x]\n"
                + IntStream.range(1, 25)
                        .mapToObj(i -> "a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n")
                        .collect(Collectors.joining());
    }

    private static Stream<Case> contents() {
        return Stream.of(
                yaml("", 0, "is empty"),
                yaml("# nothing\n", 0, "is empty"),
                yaml("- a\n- b\n", 1, "must be a mapping"),
                yaml("just a text\n", 1, "must be a mapping"),
                yaml("log_level: a\u0007b\n", 1, "has the control character U+0007"),
                new Case(FILE, "a: b\n  \u00fc: c\n".getBytes(StandardCharsets.ISO_8859_1), 2, "is not UTF-8"),
                new Case(FILE, "log_level: INFO\n".getBytes(StandardCharsets.UTF_16LE), 1, "control character"),
                new Case(FILE, new byte[] {'a', ':', ' ', (byte) 0xC3}, 1, "is not UTF-8"),
                new Case(FILE, new byte[64], 1, "control character"),
                yaml("#" + "x".repeat(1024 * 1024), 0, "is larger than 1 MiB"));
    }

    private static Stream<Case> types() {
        return Stream.of(
                yaml("log_levl: INFO\n", 1, "did you mean log_level?"),
                yaml("healht:\n  interval: 5s\n", 1, "did you mean health?"),
                yaml("health:\n  intervall: 5s\n", 2, "did you mean interval?"),
                yaml("health:\n  failureThreshold: 5\n", 2, "did you mean failure_threshold?"),
                yaml("ingestor:\n  port: 8000\n", 1, "is not known"),
                yaml("health: on\n", 1, "must be a mapping"),
                yaml("health: [a]\n", 1, "must be a mapping"),
                yaml("health:\n  interval: 5\n", 2, "must have a unit"),
                yaml("health:\n  interval: 5 s\n", 2, "must be a duration"),
                yaml("health:\n  interval: -5s\n", 2, "must be a duration"),
                yaml("health:\n  interval: [5s]\n", 2, "must be a single value"),
                yaml("health:\n  interval:\n", 2, "must have a value"),
                yaml("health:\n  failure_threshold: \"2\"\n", 2, "must be a whole number"),
                yaml("health:\n  failure_threshold: 2.0\n", 2, "must be a whole number"),
                yaml("health:\n  failure_threshold: 3000000000\n", 2, "must be a whole number between"),
                yaml("health:\n  required: database\n", 2, "must be a list"),
                yaml("health:\n  required: [[database]]\n", 2, "must be a single value"),
                yaml("ingestion:\n  max_inline_size: 10\n", 2, "must have a unit"),
                yaml("ingestion:\n  max_inline_size: 10mb\n", 2, "must be a size"),
                yaml("retry:\n  multiplier: much\n", 2, "must be a number"),
                yaml("retry:\n  multiplier: .inf\n", 2, "must be a number"),
                yaml("config:\n  watch: yes\n", 2, "must be true or false"),
                yaml("log_levels: [a]\n", 1, "must be a mapping"));
    }

    private static Stream<Case> constraints() {
        return Stream.of(
                yaml("log_level: LOUD\n", 1, "must match"),
                yaml("log_levels:\n  a.b: loud\n", 2, "must match"),
                yaml("roles: []\n", 1, "must not be empty"),
                yaml("roles: [api, cook]\n", 1, "must match"),
                yaml("kafka:\n  batch_size: 10001\n", 2, "must be less than or equal to 10000"),
                yaml("server:\n  threads: 1\n", 2, "must be greater than or equal to 8"),
                yaml("retry:\n  max_attempts: 0\n", 2, "must be greater than or equal to 1"),
                yaml("retry:\n  jitter: 2.0\n", 2, "must be less than or equal to 1"),
                yaml("database:\n  pool_size: 0\n", 2, "must be greater than or equal to 4"),
                yaml("redis:\n  timeout: 1ms\n", 2, "must be greater than or equal to 50ms"));
    }

    private static Stream<Case> adapters() {
        return Stream.of(
                csv("delimter: ';'\n", 1, "did you mean delimiter?"),
                csv("skip_rows: -1\n", 1, "must be greater than or equal to 0"),
                csv("skip_rows: many\n", 1, "must be a whole number"),
                csv("header: maybe\n", 1, "must be one of"),
                csv("overridable: [delimter]\n", 1, "did you mean delimiter?"),
                csv("overridable: delimiter\n", 1, "must be a list"),
                csv("min_completeness: 2\n", 1, "must be less than or equal to 1"),
                csv("", 0, "is empty"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesItAndKeepsWhatIsActive(Case broken) throws Exception {
        String before = api.get(CONFIG).body();
        Files.writeString(directory.resolve(broken.file()), broken.content(), broken.charset());
        refuses(broken.file(), broken.line(), broken.message());
        takesAGoodOne(broken.file(), before);
    }

    private static void refuses(String file, int line, String message) throws Exception {
        String before = api.get(CONFIG).body();
        JsonNode problem = Refusal.of(api.post(RELOAD), 422, "invalid-configuration");
        JsonNode error = problem.path("errors")
                .valueStream()
                .filter(each -> each.path("message").asString().contains(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError(problem));
        assertThat(error.path("file").asString()).isEqualTo(file);
        assertThat(error.path("line").asInt()).as(problem.toString()).isEqualTo(line);
        assertThat(api.get(CONFIG).body()).isEqualTo(before);
        refused++;
    }

    private static void takesAGoodOne(String file, String active) throws Exception {
        config.restore(file);
        Api.Answer good = api.post(RELOAD);
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.json().path("result").asString()).isEqualTo("unchanged");
        assertThat(api.get(CONFIG).body()).isEqualTo(active);
    }

    @Test
    void refusesADirectoryInItsPlace() throws Exception {
        replaced("is not a regular file", () -> Files.createDirectory(directory.resolve(FILE)));
    }

    @Test
    void refusesALinkThatLeadsNowhere() throws Exception {
        replaced("is not a regular file", () -> Files.createSymbolicLink(directory.resolve(FILE), Path.of("gone")));
    }

    @Test
    void refusesADevice() throws Exception {
        replaced(
                "is not a regular file", () -> Files.createSymbolicLink(directory.resolve(FILE), Path.of("/dev/zero")));
    }

    /** A process' memory cannot be read at its beginning, by nobody. */
    @Test
    void refusesAFileThatCannotBeRead() throws Exception {
        replaced("cannot be read", () -> Files.createSymbolicLink(directory.resolve(FILE), Path.of("/proc/self/mem")));
    }

    private interface Replacement {
        void make() throws IOException;
    }

    private static void replaced(String message, Replacement replacement) throws Exception {
        String before = api.get(CONFIG).body();
        Files.delete(directory.resolve(FILE));
        replacement.make();
        refuses(FILE, 0, message);
        Files.delete(directory.resolve(FILE));
        takesAGoodOne(FILE, before);
    }

    @Test
    void refusesToDoWithoutAFileThatWasThere() throws Exception {
        String before = api.get(CONFIG).body();
        Files.delete(directory.resolve(FILE));
        refuses(FILE, 0, "is missing, and the settings before came from it");
        takesAGoodOne(FILE, before);
    }

    @Test
    void refusesToDoWithoutTheBase() throws Exception {
        String before = api.get(CONFIG).body();
        Files.delete(directory.resolve("settings.base.yaml"));
        refuses("settings.base.yaml", 0, "is missing");
        takesAGoodOne("settings.base.yaml", before);
    }

    @Test
    void refusesToDoWithoutTheDirectory() throws Exception {
        String before = api.get(CONFIG).body();
        Path away = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, away);
        JsonNode problem = Refusal.of(api.post(RELOAD), 422, "invalid-configuration");
        Files.move(away, directory);
        assertThat(problem.path("errors").path(0).path("message").asString())
                .startsWith("There is no configuration directory");
        takesAGoodOne(FILE, before);
        refused++;
    }
}
