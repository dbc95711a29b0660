package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken configuration has exactly one error, at the right place and in words that help. */
class BrokenConfigurationTest {

    record Case(String error, Consumer<ConfigDirectory> change) {
        @Override
        public String toString() {
            return error;
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource({"syntax", "files", "structure", "types", "constraints", "secrets", "adapters", "variables"})
    void saysWhatIsWrongAndWhere(Case broken) {
        ConfigDirectory config = new ConfigDirectory(directory);
        broken.change().accept(config);

        InvalidSettingsException failure = catchThrowableOfType(InvalidSettingsException.class, config::load);

        assertThat(failure).isNotNull();
        assertThat(failure.errors()).extracting(SettingsError::toString).containsExactly(broken.error());
        assertThat(failure).hasMessage("The configuration has an error:\n  " + broken.error());
        assertThat(failure.getMessage()).doesNotContain(directory.toString()).doesNotContain("s3cret");
    }

    /** In the development layer, from line 1 on. */
    private static Case yaml(String content, String error) {
        return new Case("settings.development.yaml" + error, config -> config.development(content));
    }

    private static Case csv(String content, String error) {
        return new Case("csv_adapter.yaml" + error, config -> config.write("csv_adapter.yaml", content));
    }

    private static Case variable(String name, String value, String error) {
        return new Case(name + ": " + error, config -> config.variable(name, value));
    }

    static List<Case> syntax() {
        return List.of(
                yaml(
                        "ingestion: [1, 2\n",
                        ":2:1: is not valid YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>"),
                yaml("ingestion:\n\tstrict: true\n", ":2:1: is not valid YAML: a tab where only spaces may stand"),
                yaml(
                        "ingestion:\n  strict: true\n strict: false\n",
                        ":3:2: is not valid YAML: while parsing a block mapping, expected <block end>, but found '<block mapping start>'"),
                yaml(
                        "label: \"open\n",
                        ":2:1: is not valid YAML: while scanning a quoted scalar, found unexpected end of stream"),
                yaml(
                        "label: @s3cret\n",
                        ":1:8: is not valid YAML: a character that no value can begin with; quote the value if it is a text"),
                yaml(
                        "label: \"a\\q\"\n",
                        ":1:11: is not valid YAML: an unknown escape (\\) in double quotes; single quotes have none"),
                yaml("label: a: b\n", ":1:9: is not valid YAML: mapping values are not allowed here"),
                yaml(
                        "label: *s3cret\n",
                        ":1:8: is not valid YAML: an alias (*) without its anchor (&); quote the value if it is a text"),
                yaml(
                        "label: !s3cret!x y\n",
                        ":1:8: is not valid YAML: a tag (!) that is not defined; quote the value if it is a text"),
                yaml(
                        "label: !!java.net.URL [x]\n",
                        ":1:8: is not valid YAML: a tag (!!) that is not allowed; quote the value if it is a text"),
                yaml("label: !s3cret x\n", ":1:1: label: must not have a tag (!); quote the value if it is a text"),
                yaml("label: !!binary aGk=\n", ":1:1: label: must not have a tag (!); quote the value if it is a text"),
                yaml(
                        "ingestion: &i\n  labels: *i\n",
                        ":2:3: ingestion.labels: must not contain itself through an alias (*)"),
                yaml(
                        aliasBomb(),
                        ": is not acceptable YAML: Number of aliases for non-scalar nodes exceeds the specified max=50"),
                yaml(doublingBomb(), ": has too many values: its aliases (*) refer to one another too often"),
                yaml(
                        "label: " + "[".repeat(60) + "]".repeat(60) + "\n",
                        ": is not acceptable YAML: Nesting Depth exceeded max 32"),
                yaml(
                        "ingestion: &i\n  strict: true\nlabel: a\n<<: *i\n",
                        ":4:1: merge keys (<<) are not supported; write the keys out"),
                yaml("label: a\nlabel: b\n", ":2:1: label: is here for the second time; the first is in line 1"),
                yaml(
                        "ingestion:\n  strict: true\n  # again\n  strict: true\n",
                        ":4:3: ingestion.strict: is here for the second time; the first is in line 2"),
                yaml(
                        "label: a\n---\nlabel: b\n",
                        ":2:1: is not valid YAML: several documents (---) where only one is allowed"),
                yaml("? [a, b]\n: c\n", ":1:3: a key must be a name"),
                yaml("~: c\n", ":1:1: a key must be a name"));
    }

    private static String aliasBomb() {
        String aliases = IntStream.range(0, 60).mapToObj(_ -> "*a").collect(Collectors.joining(", "));
        return "a: &a [x]\nb: [" + aliases + "]\n";
    }

    private static String doublingBomb() {
        return "a0: &a0 [x]\n"
                + IntStream.range(1, 25)
                        .mapToObj(i -> "a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n")
                        .collect(Collectors.joining());
    }

    static List<Case> files() {
        return List.of(
                yaml("", ": is empty; write {} if it is meant to set nothing"),
                yaml("# nothing\n", ": is empty; write {} if it is meant to set nothing"),
                yaml("- a\n- b\n", ":1:1: must be a mapping: lines of the form 'key: value'"),
                yaml("just a text\n", ":1:1: must be a mapping: lines of the form 'key: value'"),
                yaml("label: a\u0007b\n", ":1:9: has the control character U+0007"),
                new Case(
                        "settings.development.yaml:2:3: is not UTF-8; save it with that encoding",
                        config -> config.write(
                                "settings.development.yaml",
                                "a: b\n  \u00fc: c\n".getBytes(StandardCharsets.ISO_8859_1))),
                new Case(
                        "settings.development.yaml:1:2: has the control character U+0000",
                        config -> config.write(
                                "settings.development.yaml", "label: a\n".getBytes(StandardCharsets.UTF_16LE))),
                new Case(
                        "settings.development.yaml:1:4: is not UTF-8; save it with that encoding",
                        config -> config.write("settings.development.yaml", new byte[] {'a', ':', ' ', (byte) 0xC3})),
                new Case(
                        "settings.base.yaml: is larger than 1 MiB",
                        config -> config.write("settings.base.yaml", "#" + "x".repeat(1024 * 1024))),
                new Case(
                        "settings.base.yaml: is missing; set SCRY_CONFIG_DIR to the directory that has it",
                        config -> config.delete("settings.base.yaml")),
                new Case(
                        "settings.base.yaml: is not a regular file",
                        config -> config.delete("settings.base.yaml")
                                .change(() ->
                                        Files.createDirectory(config.path().resolve("settings.base.yaml")))),
                new Case(
                        "settings.development.yaml: is not a regular file",
                        config -> config.delete("settings.development.yaml")
                                .change(() -> Files.createSymbolicLink(
                                        config.path().resolve("settings.development.yaml"), Path.of("gone")))),
                new Case(
                        "There is no configuration directory; set SCRY_CONFIG_DIR to it",
                        config -> config.change(() -> {
                            try (Stream<Path> files = Files.list(config.path())) {
                                for (Path file : files.toList()) {
                                    Files.delete(file);
                                }
                            }
                            Files.delete(config.path());
                        })));
    }

    static List<Case> structure() {
        return List.of(
                yaml(
                        "labl: a\n",
                        ":1:1: labl: is not known; did you mean label? (known: access, database, events, ingestion, label, log_level)"),
                yaml(
                        "ingestion:\n  queue_limt: 5\n",
                        ":2:3: ingestion.queue_limt: is not known; did you mean queue_limit? (known: grace, labels, limit, max_bytes, max_upload, queue_limit, ratio, roots, strict, timeout)"),
                yaml(
                        "ingestion:\n  queueLimit: 5\n",
                        ":2:3: ingestion.queueLimit: is not known; did you mean queue_limit? (known: grace, labels, limit, max_bytes, max_upload, queue_limit, ratio, roots, strict, timeout)"),
                yaml(
                        "ingestion:\n  zzz: 5\n",
                        ":2:3: ingestion.zzz: is not known (known: grace, labels, limit, max_bytes, max_upload, queue_limit, ratio, roots, strict, timeout)"),
                yaml(
                        "'postgres://s3cret@host': 5\n",
                        ":1:1: (hidden): is not known (known: access, database, events, ingestion, label, log_level)"),
                yaml("events:\n  rabbit: {}\n", ":2:3: events.rabbit: is not known (known: kafka)"),
                yaml("ingestion: on\n", ":1:1: ingestion: must be a mapping, but is a single value"),
                yaml("ingestion: [a]\n", ":1:1: ingestion: must be a mapping, but is a list"),
                yaml("events: kafka\n", ":1:1: events: must be a mapping, but is a single value"),
                yaml("database:\n  pool: 5\n", ":2:3: database.pool: must be a mapping, but is a single value"),
                new Case(
                        "settings.base.yaml:1:1: database.url: is required",
                        config -> config.write("settings.base.yaml", "database:\n  pool: {}\n")),
                new Case(
                        "settings.base.yaml:1:1: database.url: is required",
                        config -> config.write("settings.base.yaml", "label: a\n")));
    }

    static List<Case> types() {
        return List.of(
                yaml(
                        "ingestion:\n  queue_limit: \"4\"\n",
                        ":2:3: ingestion.queue_limit: must be a whole number, but is the text \"4\""),
                yaml(
                        "ingestion:\n  queue_limit: many\n",
                        ":2:3: ingestion.queue_limit: must be a whole number, but is the text \"many\""),
                yaml(
                        "ingestion:\n  queue_limit: 4.0\n",
                        ":2:3: ingestion.queue_limit: must be a whole number, but is \"4.0\""),
                yaml(
                        "ingestion:\n  queue_limit: 010\n",
                        ":2:3: ingestion.queue_limit: must be a whole number, but is \"010\""),
                yaml(
                        "ingestion:\n  queue_limit: 1_000\n",
                        ":2:3: ingestion.queue_limit: must be a whole number, but is the text \"1_000\""),
                yaml(
                        "ingestion:\n  queue_limit: 3000000000\n",
                        ":2:3: ingestion.queue_limit: must be a whole number between -2147483648 and 2147483647, but is \"3000000000\""),
                yaml(
                        "ingestion:\n  max_bytes: 9223372036854775808\n",
                        ":2:3: ingestion.max_bytes: must be a whole number between -9223372036854775808 and 9223372036854775807, but is \"9223372036854775808\""),
                yaml(
                        "ingestion:\n  queue_limit: [4]\n",
                        ":2:3: ingestion.queue_limit: must be a single value, but is a list"),
                yaml(
                        "ingestion:\n  queue_limit: {a: 4}\n",
                        ":2:3: ingestion.queue_limit: must be a single value, but is a mapping"),
                yaml("ingestion:\n  queue_limit:\n", ":2:3: ingestion.queue_limit: must have a value"),
                yaml("ingestion:\n  roots: ~\n", ":2:3: ingestion.roots: must have a value"),
                yaml(
                        "ingestion:\n  strict: yes\n",
                        ":2:3: ingestion.strict: must be true or false, but is the text \"yes\""),
                yaml(
                        "ingestion:\n  strict: \"true\"\n",
                        ":2:3: ingestion.strict: must be true or false, but is the text \"true\""),
                yaml("ingestion:\n  strict: 1\n", ":2:3: ingestion.strict: must be true or false, but is \"1\""),
                yaml(
                        "ingestion:\n  strict: True\n",
                        ":2:3: ingestion.strict: must be true or false, but is the text \"True\""),
                yaml(
                        "ingestion:\n  ratio: half\n",
                        ":2:3: ingestion.ratio: must be a number, but is the text \"half\""),
                yaml(
                        "ingestion:\n  ratio: .nan\n",
                        ":2:3: ingestion.ratio: must be a number, but is the text \".nan\""),
                yaml("ingestion:\n  ratio: 1e999\n", ":2:3: ingestion.ratio: must be a number, but is \"1e999\""),
                yaml(
                        "ingestion:\n  timeout: 5\n",
                        ":2:3: ingestion.timeout: must have a unit: add ns, us, ms, s, m, h or d, as in 5s, but is \"5\""),
                yaml(
                        "ingestion:\n  timeout: 5 s\n",
                        ":2:3: ingestion.timeout: must be a duration: a whole number and ns, us, ms, s, m, h or d, as in 5s, but is the text \"5 s\""),
                yaml(
                        "ingestion:\n  timeout: -5s\n",
                        ":2:3: ingestion.timeout: must be a duration: a whole number and ns, us, ms, s, m, h or d, as in 5s, but is the text \"-5s\""),
                yaml(
                        "ingestion:\n  timeout: 99999999999d\n",
                        ":2:3: ingestion.timeout: must be a duration of at most 106751d, but is the text \"99999999999d\""),
                yaml(
                        "ingestion:\n  max_upload: 1000\n",
                        ":2:3: ingestion.max_upload: must have a unit: add B, KB, MB, GB or TB, as in 10MB, but is \"1000\""),
                yaml(
                        "ingestion:\n  max_upload: 10mb\n",
                        ":2:3: ingestion.max_upload: must be a size: a whole number and B, KB, MB, GB or TB, as in 10MB, but is the text \"10mb\""),
                yaml(
                        "ingestion:\n  max_upload: 9999999999TB\n",
                        ":2:3: ingestion.max_upload: must be a size of at most 8388607TB, but is the text \"9999999999TB\""),
                yaml("ingestion:\n  roots: /data\n", ":2:3: ingestion.roots: must be a list, but is a single value"),
                yaml(
                        "ingestion:\n  roots:\n    - a\n    - [b]\n",
                        ":4:7: ingestion.roots[1]: must be a single value, but is a list"),
                yaml("ingestion:\n  roots:\n    - a\n    - ~\n", ":4:7: ingestion.roots[1]: must have a value"),
                yaml(
                        "ingestion:\n  labels:\n    a: [b]\n",
                        ":3:5: ingestion.labels.a: must be a single value, but is a list"),
                yaml("ingestion:\n  labels: [a]\n", ":2:3: ingestion.labels: must be a mapping, but is a list"),
                yaml("log_level: loud\n", ":1:1: log_level: must be one of debug, info, but is the text \"loud\""),
                yaml(
                        "access:\n  keys: [{name: abc, value: [x]}]\n",
                        ":2:22: access.keys[0].value: must be a single value, but is a list"));
    }

    static List<Case> constraints() {
        return List.of(
                yaml(
                        "ingestion:\n  queue_limit: 0\n",
                        ":2:3: ingestion.queue_limit: must be greater than or equal to 1, but is \"0\""),
                yaml(
                        "ingestion:\n  queue_limit: 1001\n",
                        ":2:3: ingestion.queue_limit: must be less than or equal to 1000, but is \"1001\""),
                yaml("ingestion:\n  ratio: 1.0\n", ":2:3: ingestion.ratio: must be less than 1.0, but is \"1.0\""),
                yaml(
                        "ingestion:\n  ratio: -0.1\n",
                        ":2:3: ingestion.ratio: must be greater than or equal to 0.0, but is \"-0.1\""),
                yaml(
                        "ingestion:\n  timeout: 1ms\n",
                        ":2:3: ingestion.timeout: must be greater than or equal to 100ms, but is the text \"1ms\""),
                yaml("ingestion:\n  roots: []\n", ":2:3: ingestion.roots: must not be empty"),
                yaml(
                        "ingestion:\n  roots: [a, ' ']\n",
                        ":2:14: ingestion.roots[1]: must not be blank, but is the text \" \""),
                yaml("ingestion:\n  grace: 1m\n", ":1:1: ingestion: grace must not be longer than timeout"),
                yaml(
                        "database:\n  pool:\n    size: 0\n",
                        ":3:5: database.pool.size: must be greater than or equal to 1, but is \"0\""),
                yaml(
                        "access:\n  keys:\n    - name: ab\n      value: longenough\n",
                        ":3:7: access.keys[0].name: size must be at least 3, but is the text \"ab\""));
    }

    static List<Case> secrets() {
        return List.of(
                yaml(
                        "database:\n  url: http://s3cret\n",
                        ":2:3: database.url: must match \"postgres:.*\", but is (hidden)"),
                yaml(
                        "database:\n  pool: {pin: s3cret}\n",
                        ":2:10: database.pool.pin: must be a whole number, but is (hidden)"),
                yaml(
                        "database:\n  pool: {pin: 5, size: 13}\n",
                        ":2:3: database.pool: has values that do not go together (hidden)"),
                yaml("database:\n  url: [s3cret]\n", ":2:3: database.url: must be a single value, but is a list"),
                yaml("database: url:postgres://s3cret\n", ":1:1: database: must be a mapping, but is a single value"),
                yaml(
                        "access: {keys: [{name: abc, value: s3cret}]}\n",
                        ":1:29: access.keys[0].value: size must be at least 8, but is (hidden)"),
                variable(
                        "SCRY_DATABASE_URL",
                        "mysql://s3cret",
                        "database.url: must match \"postgres:.*\", but is (hidden)"));
    }

    static List<Case> adapters() {
        return List.of(
                csv(
                        "max_record: 5\n",
                        ":1:1: max_record: is not known; did you mean max_records? (known: delimiter, encoding, header, max_records, max_size, overridable, quotes, token, types)"),
                csv("max_records: 0\n", ":1:1: max_records: must be greater than or equal to 1, but is \"0\""),
                csv("header: no\n", ":1:1: header: must be true or false, but is the text \"no\""),
                csv(
                        "quotes:\n  lzy: true\n",
                        ":2:3: quotes.lzy: is not known; did you mean lazy? (known: character, lazy)"),
                csv(
                        "overridable: [delimiter, max_recrds]\n",
                        ":1:26: overridable[1]: \"max_recrds\" is not known; did you mean max_records? (known: delimiter, encoding, header, max_records, max_size, quotes, token, types)"),
                csv("overridable: delimiter\n", ":1:1: overridable: must be a list, but is a single value"),
                csv("overridable: [[delimiter]]\n", ":1:15: overridable[0]: must be a single value, but is a list"),
                csv("", ": is empty; write {} if it is meant to set nothing"));
    }

    static List<Case> variables() {
        return List.of(
                variable(
                        "SCRY_INGESTION__QUEUE_LIMIT",
                        "many",
                        "ingestion.queue_limit: must be a whole number, but is \"many\""),
                variable(
                        "SCRY_INGESTION__QUEUE_LIMIT",
                        "0",
                        "ingestion.queue_limit: must be greater than or equal to 1, but is \"0\""),
                variable(
                        "SCRY_INGESTION__QUEUE_LIMT",
                        "5",
                        "ingestion.queue_limt: is not known; did you mean queue_limit? (known: grace, labels, limit, max_bytes, max_upload, queue_limit, ratio, roots, strict, timeout)"),
                variable(
                        "SCRY_INGESTION__TIMEOUT",
                        "5",
                        "ingestion.timeout: must have a unit: add ns, us, ms, s, m, h or d, as in 5s, but is \"5\""),
                variable("SCRY_INGESTION__STRICT", "yes", "ingestion.strict: must be true or false, but is \"yes\""),
                variable("SCRY_INGESTION__ROOTS", "a, ,b", "ingestion.roots[1]: must not be blank, but is \"a, ,b\""),
                variable(
                        "SCRY_INGESTION__STRICT__X",
                        "true",
                        "ingestion.strict: must be a single value, but is a mapping"),
                variable("SCRY_ACCESS__KEYS", "a,b", "access.keys: must be a list, but is a single value"),
                variable(
                        "SCRY_CSV_ADAPTER__HEADER",
                        "false",
                        "csv_adapter: is not known (known: access, database, events, ingestion, label, log_level)"),
                variable("SCRY_LOG_LEVEL", "loud", "log_level: must be one of debug, info, but is \"loud\""),
                variable(
                        "SCRY_ENVIRONMENT",
                        "../s3cret",
                        "environment: must be 1 to 64 letters, digits, - and _: it names a file"));
    }
}
