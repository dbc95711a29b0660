package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The history of reloads. */
class ReloadHistoryIT {

    private static final String CONFIG = "/api/v1/config";
    private static final Duration SETTLED = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void keepsEveryAttemptWithWhatChangedAndWhy() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_CONFIG_DIR", directory.toString()))) {
            Api api = service.api();
            config.development("retry: {max_attempts: 2}\ndatabase: {pool_size: 33}\n");
            api.post(CONFIG + "/reload?dry_run=true");
            api.post(CONFIG + "/reload");
            api.post(CONFIG + "/reload");
            config.development("retry: {max_attempts: 0}\n");
            api.post(CONFIG + "/reload");
            api.post(CONFIG + "/reload", "If-Match", "\"other\"");
            service.context().getBean(Reloader.class).trigger(ReloadCause.SIGNAL);
            List<JsonNode> rows = awaitRows(api, 6);
            assertThat(rows)
                    .extracting(row -> row.path("outcome").asString())
                    .containsExactly("invalid", "outdated", "invalid", "unchanged", "changed", "checked");
            assertThat(rows)
                    .extracting(row -> row.path("cause").asString())
                    .containsExactly("signal", "api", "api", "api", "api", "api");
            JsonNode changed = rows.get(4);
            assertThat(changed.path("actor").asString()).isEqualTo("development");
            assertThat(changed.path("generation").asInt()).isEqualTo(2);
            assertThat(changed.path("requires_restart").path(0).asString()).isEqualTo("database.pool_size");
            assertThat(changed.path("version").asString())
                    .isEqualTo(api.get(CONFIG).json().path("version").asString());
            JsonNode change = changed.path("changes")
                    .valueStream()
                    .filter(each -> each.path("path").asString().equals("retry.max_attempts"))
                    .findFirst()
                    .orElseThrow();
            assertThat(change.path("from").asInt()).isEqualTo(8);
            assertThat(change.path("to").asInt()).isEqualTo(2);
            assertThat(rows.get(2).path("errors").path(0).path("line").asInt()).isEqualTo(1);
            assertPages(api, rows);
        }
    }

    private static void assertPages(Api api, List<JsonNode> rows) throws Exception {
        JsonNode page = api.get(CONFIG + "/history?limit=4").json();
        JsonNode next = api.get(CONFIG + "/history?limit=4&cursor="
                        + page.path("next_cursor").asString())
                .json();
        List<JsonNode> all = new ArrayList<>(page.path("items").valueStream().toList());
        all.addAll(next.path("items").valueStream().toList());
        assertThat(all).isEqualTo(rows);
        assertThat(next.path("next_cursor").isNull()).isTrue();
        Refusal.of(api.get(CONFIG + "/history?limit=0"), 400, "invalid-request");
    }

    private static List<JsonNode> awaitRows(Api api, int count) {
        return Awaitility.await().atMost(SETTLED).until(() -> rows(api), found -> found.size() == count);
    }

    private static List<JsonNode> rows(Api api) throws Exception {
        return api.get(CONFIG + "/history").json().path("items").valueStream().toList();
    }

    @Test
    void writesWhatHappenedWhileTheDatabaseWasAwayWhenItReturns() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        try (FaultProxy proxy = FaultProxy.to(SharedServices.get().newDatabase());
                ServiceInJvm service = ServiceInJvm.start(Map.of(
                        "SCRY_CONFIG_DIR",
                        directory.toString(),
                        "SCRY_DATABASE_URL",
                        proxy.url().toString(),
                        "SCRY_DATABASE__SOCKET_TIMEOUT",
                        "2s"))) {
            Api api = service.api();
            int attempts = 2;
            for (FaultProxy.Mode mode : List.of(FaultProxy.Mode.HANG, FaultProxy.Mode.REFUSE)) {
                proxy.set(mode);
                config.development("retry: {max_attempts: " + attempts++ + "}\n");
                long begun = System.nanoTime();
                assertThat(api.post(CONFIG + "/reload").status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
                config.development("retry: {max_attempts: 0}\n");
                assertThat(api.post(CONFIG + "/reload").status()).isEqualTo(422);
            }
            Refusal.of(api.get(CONFIG + "/history"), 503, "database-unavailable");
            proxy.set(FaultProxy.Mode.PASS);
            List<JsonNode> rows = Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> rows(api), found -> found.size() == 4);
            assertThat(rows)
                    .extracting(row -> row.path("outcome").asString())
                    .containsExactly("invalid", "changed", "invalid", "changed");
        }
    }
}
