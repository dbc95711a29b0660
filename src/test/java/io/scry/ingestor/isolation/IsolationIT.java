package io.scry.ingestor.isolation;

import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
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
    private static final String OPTIONS = "{greeting: Hi, size: 1MB, time: 1s, numbers: [1], names: {a: b}}\n";

    private ServiceProcess service;
    private Api api;

    @BeforeAll
    void start(@TempDir Path extension, @TempDir Path config) throws Exception {
        compileWildAdapter(extension);
        ConfigFolder.in(config).write("wild_adapter.yaml", OPTIONS);
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.put("SCRY_CONFIG_DIR", config.toString());
        environment.put("SCRY_ENVIRONMENT", "production");
        environment.put("SCRY_API_KEYS", "ann:secret-of-ann");
        environment.put("SCRY_ADMIN_API_KEYS", "root:secret-of-root");
        environment.put("SCRY_EXTRACTION__TIME_LIMIT", "3s");
        environment.put("SCRY_RETRY__INITIAL_DELAY", "10ms");
        service = ServiceProcess.startExtended(extension, environment).awaitListening(PATIENCE);
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
        for (int i = 0; i < 10; i++) {
            ended(queue("ok"), "succeeded");
        }
        assertThat(api.get(INGESTIONS + looping, ADMIN).json().path("status").asString())
                .isIn("queued", "running");

        JsonNode failed = ended(looping, "failed");
        assertThat(failed.at("/problem/type").asString()).isEqualTo("urn:scry:problem:quarantined");
        assertThat(failed.at("/problem/detail").asString()).contains("3.0 s", "an admin");
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
        for (ProcessHandle parser : parsers()) {
            assertThat(Files.readString(Path.of("/proc", Long.toString(parser.pid()), "environ")))
                    .doesNotContain("SCRY_", "secret");
        }
    }

    /** Into a package where the service looks for adapters; there, no test's own service would start with it. */
    private static void compileWildAdapter(Path target) throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/scry/ingestor/isolation/WildAdapter.java"))
                .replace("package io.scry.ingestor.isolation;", "package io.scry.ingestor.adapter.wild;")
                .replace(
                        "final class WildAdapter", "@org.springframework.stereotype.Component final class WildAdapter");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///io/scry/ingestor/adapter/wild/WildAdapter.java"),
                        JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "-d", target.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-parameters");
        assertThat(compiler.getTask(null, null, null, options, null, List.of(file))
                        .call())
                .isTrue();
    }
}
