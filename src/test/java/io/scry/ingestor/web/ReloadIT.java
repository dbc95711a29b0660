package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code POST /api/v1/config/reload} and {@code GET /api/v1/config} do. */
class ReloadIT {

    private static final String RELOAD = "/api/v1/config/reload";
    private static final String CONFIG = "/api/v1/config";

    /** What would else change, too. */
    private static final String AS_SHIPPED = "log_format: text\nextraction: {isolation: thread}\n";

    @TempDir
    private static Path directory;

    private static ConfigFolder config;
    private static ServiceInJvm service;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        config = ConfigFolder.in(directory);
        service = ServiceInJvm.start(Map.of("SCRY_CONFIG_DIR", directory.toString()));
        api = service.api();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void startFromTheShippedFiles() throws Exception {
        for (String file : List.of("settings.base.yaml", "settings.development.yaml", "csv_adapter.yaml")) {
            config.restore(file);
        }
        assertThat(api.post(RELOAD).status()).isEqualTo(200);
    }

    @Test
    void answersWhatTheGuideSaysAndWhatChanged() throws Exception {
        JsonNode before = api.get(CONFIG).json();
        config.development(AS_SHIPPED + "log_level: WARN\nretry: {max_attempts: 3}\n");
        config.write("csv_adapter.yaml", "overridable: []\ndelimiter: ';'\n");

        Api.Answer answer = api.post(RELOAD);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.path("status").asString()).isEqualTo("success");
        assertThat(json.path("settings").path("environment").asString()).isEqualTo("development");
        assertThat(json.path("settings").path("log_level").asString()).isEqualTo("WARN");
        assertThat(json.path("settings").path("workers").path("timeout").asString())
                .isEqualTo("10s");
        assertThat(json.path("adapters").path("csv").path("delimiter").asString())
                .isEqualTo(";");
        assertThat(json.path("adapters").propertyNames()).contains("csv", "json", "pdf");
        assertThat(json.path("changed").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "adapters.csv.delimiter",
                        "adapters.csv.overridable",
                        "drain.min_delay",
                        "log_level",
                        "log_levels.io.scry.ingestor",
                        "rate_limit.enabled",
                        "retry.max_attempts");
        assertThat(json.path("requires_restart")).isEmpty();
        assertThat(json.path("previous_version")).isEqualTo(before.path("version"));
        assertThat(json.path("version")).isNotEqualTo(before.path("version"));
        assertThat(json.path("generation").asInt())
                .isEqualTo(before.path("generation").asInt() + 1);
        assertThat(answer.header("ETag")).isEqualTo('"' + json.path("version").asString() + '"');
        assertThat(api.get(CONFIG).json().path("settings")).isEqualTo(json.path("settings"));
        assertThat(api.get(CONFIG).header("X-Config-Version"))
                .isEqualTo(json.path("version").asString());
    }

    @Test
    void changesNothingIfNothingHasChanged() throws Exception {
        String before = api.get(CONFIG).body();
        config.development(
                AS_SHIPPED
                        + "# written in another way\ndrain: {min_delay: 0ms}\nlog_levels: {'io.scry.ingestor': INFO}\nrate_limit: {enabled: false}\n");
        JsonNode json = api.post(RELOAD).json();
        assertThat(json.path("result").asString()).isEqualTo("unchanged");
        assertThat(json.path("changed")).isEmpty();
        assertThat(json.path("version")).isEqualTo(json.path("previous_version"));
        assertThat(api.get(CONFIG).body()).isEqualTo(before);
    }

    @Test
    void refusesWhatIsInvalidAndKeepsWhatIsActive() throws Exception {
        String before = api.get(CONFIG).body();
        config.development("log_level: LOUD\nretry: {max_attempt: 3}\n");
        JsonNode problem = Refusal.of(api.post(RELOAD), 422, "invalid-configuration");
        assertThat(problem.path("errors")).hasSize(2);
        JsonNode first = problem.path("errors").path(0);
        assertThat(first.path("file").asString()).isEqualTo("settings.development.yaml");
        assertThat(first.path("line").asInt()).isEqualTo(1);
        assertThat(first.path("column").asInt()).isEqualTo(1);
        assertThat(first.path("path").asString()).isEqualTo("log_level");
        assertThat(first.path("message").asString()).contains("LOUD");
        assertThat(api.get(CONFIG).body()).isEqualTo(before);
    }

    @Test
    void changesNothingInADryRun() throws Exception {
        String before = api.get(CONFIG).body();
        config.development("retry: {max_attempts: 3}\n");
        JsonNode json = api.post(RELOAD + "?dry_run=true").json();
        assertThat(json.path("dry_run").asBoolean()).isTrue();
        assertThat(json.path("changed").valueStream().map(JsonNode::asString)).contains("retry.max_attempts");
        assertThat(json.path("settings").path("retry").path("max_attempts").asInt())
                .isEqualTo(3);
        assertThat(json.path("version")).isNotEqualTo(json.path("previous_version"));
        assertThat(api.get(CONFIG).body()).isEqualTo(before);
        config.development("retry: {max_attempts: none}\n");
        Refusal.of(api.post(RELOAD + "?dry_run=true"), 422, "invalid-configuration");
    }

    @Test
    void guardsAgainstARacingChange() throws Exception {
        String tag = api.get(CONFIG).header("ETag");
        config.development("retry: {max_attempts: 3}\n");
        String before = api.get(CONFIG).body();
        Refusal.of(api.post(RELOAD, "If-Match", "\"another\""), 412, "configuration-has-changed");
        Refusal.of(api.post(RELOAD, "If-Match", "W/" + tag), 412, "configuration-has-changed");
        Refusal.of(api.post(RELOAD, "If-Match", "without-quotes"), 400, "invalid-request");
        assertThat(api.get(CONFIG).body()).isEqualTo(before);
        assertThat(api.post(RELOAD, "If-Match", "\"another\", " + tag).status()).isEqualTo(200);
        assertThat(api.post(RELOAD, "If-Match", "*").status()).isEqualTo(200);
    }

    @Test
    void keepsWhatOnlyARestartChangesAndAppliesTheRest() throws Exception {
        config.development(AS_SHIPPED + "database: {pool_size: 33}\nserver: {port: 9999}\nretry: {max_attempts: 3}\n");
        JsonNode json = api.post(RELOAD).json();
        assertThat(json.path("requires_restart").valueStream().map(JsonNode::asString))
                .containsExactly("database.pool_size");
        assertThat(json.path("warnings").path(0).asString()).contains("database.pool_size", "restarted");
        assertThat(json.path("settings").path("database").path("pool_size").asInt())
                .isEqualTo(20);
        assertThat(json.path("settings").path("retry").path("max_attempts").asInt())
                .isEqualTo(3);
        assertThat(json.path("changed").valueStream().map(JsonNode::asString)).doesNotContain("database.pool_size");
        JsonNode again = api.post(RELOAD).json();
        assertThat(again.path("result").asString()).isEqualTo("unchanged");
        assertThat(again.path("requires_restart")).hasSize(1);
    }
}
