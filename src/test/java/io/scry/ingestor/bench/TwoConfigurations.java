package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Two configurations that differ in many values, and two sources whose data shows by which of them they were read: with one
 * value of the one and all others of the other, the data would be that of neither.
 */
final class TwoConfigurations {

    static final String RELOAD = "/api/v1/config/reload";

    private static final String CSV = "a,b;c\n1,NA;02\n3,-;4\n";
    private static final String JSON = "[{\"a\":{\"b\":1,\"c\":[1,2]}},{\"a\":{\"b\":null}}]";

    private static final Map<String, Object> FIRST_CSV =
            Map.of("delimiter", ",", "missing_values", List.of("NA;02"), "skip_rows", 0, "columns", List.of());
    private static final Map<String, Object> SECOND_CSV =
            Map.of("delimiter", ";", "missing_values", List.of("4"), "skip_rows", 1, "columns", List.of("x", "y"));

    private final Path root;
    /** By version and adapter. */
    private final Map<String, String> data = new HashMap<>();

    private boolean isFirst;

    private TwoConfigurations(Path root) {
        this.root = root;
    }

    /** Puts the first one there; the service has to be started on it then, and {@link #learn} called. */
    static TwoConfigurations in(Path empty) throws IOException {
        write(ConfigFolder.in(Files.createDirectory(empty.resolve("first"))), true);
        write(ConfigFolder.in(Files.createDirectory(empty.resolve("second"))), false);
        TwoConfigurations both = new TwoConfigurations(empty);
        both.exchange();
        return both;
    }

    /** The folder that the service is to read: a link to the one or the other. */
    Path path() {
        return root.resolve("current");
    }

    /** Puts the other one there, all its files at once: a late reload would see a third configuration otherwise. */
    void exchange() throws IOException {
        isFirst = !isFirst;
        Path link = Files.createSymbolicLink(root.resolve("next"), root.resolve(isFirst ? "first" : "second"));
        Files.move(link, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(ConfigFolder folder, boolean isFirst) throws IOException {
        int one = isFirst ? 1 : 2;
        Map<String, Object> csv = isFirst ? FIRST_CSV : SECOND_CSV;
        StringBuilder yaml = new StringBuilder("overridable: [delimiter, missing_values, skip_rows, columns]\n");
        csv.forEach((key, value) ->
                yaml.append(key).append(": ").append(quoted(value)).append('\n'));
        folder.write("csv_adapter.yaml", yaml.toString());
        folder.write("json_adapter.yaml", "overridable: [flatten]\nflatten: " + isFirst + "\n");
        folder.development("""
                log_levels: {a.b%1$d: INFO}
                drain: {min_delay: 0s, quiet_period: 10%1$dms}
                health: {interval: 5%1$d00ms, timeout: 2%1$d00ms, failure_threshold: %1$d}
                ingestion: {queue_limit: %1$d0000, wait_time: 3%1$ds, max_wait_time: %1$d00s, max_streams: %1$d00}
                retry: {max_attempts: %1$d, initial_delay: %1$ds, max_delay: %1$dm}
                retention: {ingestions: %1$d0d, sources: %1$dd}
                """.formatted(one));
    }

    private static String quoted(Object value) {
        return switch (value) {
            case String text -> '"' + text + '"';
            case List<?> list ->
                list.stream().map(TwoConfigurations::quoted).toList().toString();
            default -> value.toString();
        };
    }

    /** Finds out what each of them makes of the sources, with nothing else going on; the first one is active again then. */
    void learn(Api api) throws IOException, InterruptedException {
        for (int number = 0; number < 2; number++) {
            String csv = learn(api, "csv");
            learn(api, "json");
            (isFirst ? SECOND_CSV : FIRST_CSV).forEach((key, value) -> assertDifferent(api, key, value, csv));
            exchange();
            assertThat(api.post(RELOAD).json().path("result").asString()).isEqualTo("changed");
        }
        assertThat(new HashSet<>(data.values())).hasSize(4);
    }

    private String learn(Api api, String adapter) throws IOException, InterruptedException {
        Api.Answer answer = submit(api, adapter, Map.of());
        String found = answer.json().at("/payload/data").toString();
        data.put(version(answer) + adapter, found);
        return found;
    }

    private static void assertDifferent(Api api, String key, Object value, String without) {
        try {
            assertThat(submit(api, "csv", Map.of(key, value))
                            .json()
                            .at("/payload/data")
                            .toString())
                    .as("with another " + key)
                    .isNotEqualTo(without);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Api.Answer submit(Api api, String adapter, Map<String, Object> options)
            throws IOException, InterruptedException {
        Map<String, Object> source = new HashMap<>(options);
        source.put("source_type", "string");
        source.put("data", adapter.equals("csv") ? CSV : JSON);
        Api.Answer answer = api.postJson(Submitter.INGEST, Map.of("adapter_type", adapter, "source_config", source));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String version(Api.Answer answer) {
        return answer.json().at("/payload/metadata/config_version").asString();
    }

    /** Ingests one of the sources; its data has to be what the version makes of it that it names. */
    String ingest(Api api, int number) throws IOException, InterruptedException {
        String adapter = number % 2 == 0 ? "csv" : "json";
        Api.Answer answer = submit(api, adapter, Map.of());
        String version = version(answer);
        assertThat(answer.json().at("/payload/data").toString()).isEqualTo(data.get(version + adapter));
        assertThat(data).containsKey(answer.header("X-Config-Version") + adapter);
        return version;
    }
}
