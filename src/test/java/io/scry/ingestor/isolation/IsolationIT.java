package io.scry.ingestor.isolation;

import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The packaged service, with an adapter that documents can make run away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String[] USER = {"X-API-Key", "secret-of-ann"};
    private static final String[] ADMIN = {"X-API-Key", "secret-of-root"};

    private ServiceProcess service;
    private Api api;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.put("SCRY_ENVIRONMENT", "production");
        environment.put("SCRY_API_KEYS", "ann:secret-of-ann");
        environment.put("SCRY_ADMIN_API_KEYS", "root:secret-of-root");
        environment.put("SCRY_EXTRACTION__TIME_LIMIT", "5s");
        environment.put("SCRY_RETRY__INITIAL_DELAY", "10ms");
        service = WildService.start(folder, environment).awaitListening(PATIENCE);
        api = new Api(service.baseUrl());
    }

    @AfterAll
    void stop() throws Exception {
        api.close();
        List<ProcessHandle> parsers = parsers();
        assertThat(parsers).hasSize(2);
        service.kill9();
        // Nobody tells them; they notice.
        Awaitility.await().atMost(PATIENCE).until(() -> parsers.stream().noneMatch(ProcessHandle::isAlive));
        service.close();
    }

    private List<ProcessHandle> parsers() {
        return ProcessHandle.of(service.pid()).orElseThrow().descendants().toList();
    }

    private String queue(String order) throws IOException, InterruptedException {
        return new Submitter(api).queue("wild", Map.of("source_type", "string", "data", order), USER);
    }

    private JsonNode ended(String id, String status) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> api.get(INGESTIONS + id, ADMIN).json(),
                        shown -> shown.path("status").asString().equals(status));
    }

    @Test
    void quarantinesWhatHasTwiceBeenStoppedWhileOthersAreRead() throws Exception {
        String looping = queue("loop");
        for (int i = 0; i < 3; i++) {
            ended(queue("ok"), "succeeded");
        }
        assertThat(api.get(INGESTIONS + looping, ADMIN).json().path("status").asString())
                .isIn("queued", "running");

        JsonNode failed = ended(looping, "failed");
        assertThat(failed.at("/problem/type").asString()).isEqualTo("urn:scry:problem:quarantined");
        assertThat(failed.at("/problem/detail").asString()).contains("5.0 s", "an admin");
        assertThat(failed.path("failures")
                        .valueStream()
                        .map(one -> one.path("type").asString()))
                .containsExactly("urn:scry:problem:time-limit-exceeded", "urn:scry:problem:quarantined");

        JsonNode refused = Refusal.of(api.post(INGESTIONS + looping + "/retry", USER), 409, "wrong-state");
        assertThat(refused.path("detail").asString()).contains("quarantined", "admin");
        assertThat(api.post(INGESTIONS + looping + "/retry", ADMIN).status()).isEqualTo(202);
        assertThat(ended(looping, "failed").path("failures")).hasSize(3);
    }

    @Test
    void survivesWhatKillsItsParser() throws Exception {
        for (String order : List.of("eat", "die", "sink", "loop politely")) {
            JsonNode failed = ended(queue(order), "failed");
            assertThat(failed.at("/problem/type").asString())
                    .isEqualTo("urn:scry:problem:" + (order.equals("sink") ? "limit-exceeded" : "quarantined"));
            ended(queue("ok"), "succeeded");
        }
        assertThat(api.get("/health").status()).isEqualTo(200);
        assertThat(api.get("/metrics").body())
                .contains("scry_ingestor_extractions_stopped_total{adapter=\"wild\",reason=\"memory_limit_exceeded\"}")
                .contains("scry_ingestor_extractions_stopped_total{adapter=\"wild\",reason=\"parser_died\"}");
    }

    @Test
    void passesNoSecretOnToItsParsers() throws Exception {
        ended(queue("ok"), "succeeded");
        assertThat(parsers()).isNotEmpty();
        for (ProcessHandle parser : parsers()) {
            assertThat(Files.readString(Path.of("/proc", Long.toString(parser.pid()), "environ")))
                    .doesNotContain("SCRY_", "secret");
        }
    }
}
