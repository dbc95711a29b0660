package io.scry.ingestor.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** A directory of configuration files, the records that they are bound to, and the variables beside them. */
final class ConfigDirectory {

    enum LogLevel {
        DEBUG,
        INFO
    }

    record Top(
            @DefaultValue("info") LogLevel logLevel,
            @Nullable String label) {}

    record Ingestion(
            @Min(1) @Max(1000) @DefaultValue("10") int queueLimit,
            @DurationMin(millis = 100) @DefaultValue("30s") Duration timeout,
            @DefaultValue("10MB") DataSize maxUpload,

            @DecimalMin("0.0") @DecimalMax(value = "1.0", inclusive = false) @DefaultValue("0.5")
            double ratio,

            @DefaultValue("false") boolean strict,
            @DefaultValue("9000000000") long maxBytes,
            @DefaultValue({"a", "b"}) @NotEmpty List<@NotBlank String> roots,
            @DefaultValue Map<String, String> labels,
            @Nullable Integer limit,
            @Nullable Duration grace) {

        @AssertTrue(message = "grace must not be longer than timeout")
        boolean isGraceWithinTimeout() {
            return grace == null || grace.compareTo(timeout) <= 0;
        }
    }

    record Database(
            @Secret @Pattern(regexp = "postgres:.*") String url,
            @Valid Pool pool) {}

    record Pool(
            @Min(1) @DefaultValue("5") int size,
            @Secret @DefaultValue("1") int pin) {
        Pool {
            if (size == 13) {
                throw new IllegalArgumentException("13 brings bad luck to " + pin);
            }
        }
    }

    record Access(@DefaultValue List<ApiKey> keys) {}

    record ApiKey(
            @Size(min = 3) String name,
            @Secret @Size(min = 8) String value) {}

    record Kafka(@DefaultValue("false") boolean enabled) {}

    record CsvOptions(
            @DefaultValue(",") @Size(min = 1, max = 1) String delimiter,
            @Min(1) @DefaultValue("1000") int maxRecords,
            @DefaultValue("true") boolean header,
            @Nullable String encoding,
            @DefaultValue Map<String, String> types,
            @DefaultValue("1GB") DataSize maxSize,
            Quotes quotes,
            @Nullable @Secret @Size(min = 4) String token) {}

    record Quotes(
            @DefaultValue("\"") String character,
            @DefaultValue("false") boolean lazy) {}

    record JsonOptions(@Max(100) @DefaultValue("50") int maxDepth) {}

    static final SettingsLoader LOADER = new SettingsLoader(
            List.of(
                    new Section<>("", Top.class),
                    new Section<>("ingestion", Ingestion.class),
                    new Section<>("database", Database.class),
                    new Section<>("access", Access.class),
                    new Section<>("events.kafka", Kafka.class)),
            Map.of("csv", CsvOptions.class, "json", JsonOptions.class),
            Map.of("SCRY_DATABASE_URL", "database.url", "SCRY_LOG_LEVEL", "log_level"));

    private final Path path;
    private final Map<String, String> environment = new HashMap<>();

    ConfigDirectory(Path path) {
        this.path = path;
        write("settings.base.yaml", "database:\n  url: postgres://base\n");
        write("settings.development.yaml", "{}\n");
        write("csv_adapter.yaml", "overridable: [delimiter, max_records, types, quotes, encoding, token]\n");
        write("json_adapter.yaml", "max_depth: 20\n");
    }

    Path path() {
        return path;
    }

    ConfigDirectory base(String rest) {
        return write("settings.base.yaml", "database:\n  url: postgres://base\n" + rest);
    }

    ConfigDirectory development(String content) {
        return write("settings.development.yaml", content);
    }

    ConfigDirectory write(String file, String content) {
        return change(() -> Files.writeString(path.resolve(file), content));
    }

    ConfigDirectory write(String file, byte[] content) {
        return change(() -> Files.write(path.resolve(file), content));
    }

    ConfigDirectory delete(String file) {
        return change(() -> Files.delete(path.resolve(file)));
    }

    ConfigDirectory variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Settings load() {
        return LOADER.load(path, environment);
    }

    ConfigDirectory change(Change change) {
        try {
            change.make();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        return this;
    }

    interface Change {
        void make() throws IOException;
    }
}
