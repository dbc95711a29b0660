package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests, signals and file changes, all at once. */
class ConcurrentReloadIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CONFIG = "/api/v1/config";
    private static final int EACH = 100;

    @TempDir
    Path directory;

    @Test
    void endsWithTheLastContentAndOneRowARun() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        URI database = SharedServices.get().newDatabase();
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", database.toString());
        environment.put("SCRY_CONFIG_DIR", directory.toString());
        environment.put("SCRY_CONFIG__WATCH", "true");
        try (ServiceProcess service = ServiceProcess.start(environment).awaitListening("/ready?strict=true", LIMIT);
                Api api = new Api(service.baseUrl())) {
            reloadAllAtOnce(config, service, api);
            config.development(yaml(EACH + 1));
            Awaitility.await().atMost(LIMIT).until(() -> limit(api) == EACH + 1);
            JdbcClient jdbc = Database.at(database);
            long generation = api.get(CONFIG).json().path("generation").asLong();
            Awaitility.await().atMost(LIMIT).until(() -> generations(jdbc).size() == generation - 1);
            assertThat(generations(jdbc))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, generation).boxed().toList());
            assertThat(rows(jdbc, "cause = 'api'")).isEqualTo(EACH);
            assertThat(rows(jdbc, "outcome NOT IN ('changed', 'unchanged')")).isZero();
            assertThat(rows(jdbc, "cause = 'signal'")).isBetween(1, EACH);
            Awaitility.await().atMost(LIMIT).until(() -> runs(api) == rows(jdbc, "true"));
            System.out.println(rows(jdbc, "true") + " runs, of them " + rows(jdbc, "cause = 'signal'") + " for " + EACH
                    + " signals and " + rows(jdbc, "cause = 'file'") + " for files; generation " + generation);
        }
    }

    private static void reloadAllAtOnce(ConfigFolder config, ServiceProcess service, Api api) throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 1; number <= EACH; number++) {
                String yaml = yaml(number);
                calls.add(callers.submit(() -> config.development(yaml)));
                calls.add(callers.submit(
                        () -> assertThat(api.post(CONFIG + "/reload").status()).isEqualTo(200)));
                calls.add(callers.submit(() -> {
                    service.signal("HUP");
                    return null;
                }));
            }
        }
        for (Future<?> call : calls) {
            call.get();
        }
    }

    private static String yaml(int limit) {
        return "ingestion: {queue_limit: " + limit + "}\n";
    }

    private static int limit(Api api) throws Exception {
        return api.get(CONFIG)
                .json()
                .path("settings")
                .path("ingestion")
                .path("queue_limit")
                .asInt();
    }

    private static List<@Nullable Long> generations(JdbcClient jdbc) {
        return jdbc.sql("SELECT generation FROM config_history WHERE outcome = 'changed' ORDER BY id")
                .query(Long.class)
                .list();
    }

    private static int rows(JdbcClient jdbc, String condition) {
        return jdbc.sql("SELECT count(*) FROM config_history WHERE " + condition)
                .query(Integer.class)
                .single();
    }

    /** As the service itself counts them. */
    private static int runs(Api api) throws Exception {
        return api.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("scry_ingestor_config_reloads_total{"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
