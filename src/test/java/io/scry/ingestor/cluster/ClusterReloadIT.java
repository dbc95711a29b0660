package io.scry.ingestor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A reload of all replicas. */
class ClusterReloadIT {

    private static final String CONFIG = "/api/v1/config";
    private static final String RELOAD_ALL = CONFIG + "/reload?scope=cluster";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private ConfigFolder config;
    private Map<String, String> environment;

    @BeforeEach
    void prepare() throws Exception {
        config = ConfigFolder.in(directory);
        environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.put("SCRY_CONFIG_DIR", directory.toString());
        environment.put("SCRY_DRAIN__QUIET_PERIOD", "0s");
        environment.put("SCRY_REDIS__NAMESPACE", UUID.randomUUID().toString());
    }

    private static List<JsonNode> replicas(JsonNode answer) {
        return answer.path("cluster").path("replicas").valueStream().toList();
    }

    private static List<String> each(JsonNode answer, String field) {
        return replicas(answer).stream()
                .map(replica -> replica.path(field).asString())
                .toList();
    }

    private static void awaitReplicas(Api api, int count) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> replicas(api.get(CONFIG).json()).size() == count);
    }

    @Test
    void reloadsEveryReplicaAndNamesTheOneThatDoesNotAnswer() throws Exception {
        try (ServiceInJvm one = ServiceInJvm.start(environment);
                ServiceInJvm two = one.replica(Map.of());
                ServiceProcess three = ServiceProcess.start(environment).awaitListening("/ready?strict=true", LIMIT)) {
            Api api = one.api();
            awaitReplicas(api, 3);
            awaitReplicas(two.api(), 3);
            config.development("retry: {max_attempts: 2}\n");
            JsonNode all = api.post(RELOAD_ALL).json();
            assertThat(all.path("cluster").path("problem").isNull()).isTrue();
            assertThat(each(all, "outcome")).containsExactly("changed", "changed", "changed");
            assertThat(each(all, "version")).containsOnly(all.path("version").asString());
            assertThat(two.api().get(CONFIG).json().path("version")).isEqualTo(all.path("version"));

            three.suspend();
            config.development("retry: {max_attempts: 3}\n");
            JsonNode some = api.post(RELOAD_ALL).json();
            assertThat(each(some, "outcome")).containsExactlyInAnyOrder("changed", "changed", "no_answer");
            JsonNode silent = replicas(some).stream()
                    .filter(replica -> replica.path("outcome").asString().equals("no_answer"))
                    .findFirst()
                    .orElseThrow();
            assertThat(silent.path("replica").asString()).contains("-" + three.pid() + "-");
            Awaitility.await("drift")
                    .atMost(LIMIT)
                    .until(() -> each(api.get(CONFIG).json(), "version").stream()
                                    .distinct()
                                    .count()
                            == 2);

            // What waits in its connection reaches it now.
            three.resume();
            Awaitility.await("the end of drift")
                    .atMost(LIMIT)
                    .until(() -> each(api.get(CONFIG).json(), "version").stream()
                                    .distinct()
                                    .count()
                            == 1);
            assertHistory(two.api());
        }
    }

    private static void assertHistory(Api api) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> causes(api).equals(List.of("api", "api", "cluster", "cluster", "cluster", "cluster")));
    }

    private static List<String> causes(Api api) throws Exception {
        return api.get(CONFIG + "/history")
                .json()
                .path("items")
                .valueStream()
                .map(row -> row.path("cause").asString())
                .sorted()
                .toList();
    }

    @Test
    void saysWhichReplicaRefuses(@TempDir Path other) throws Exception {
        ConfigFolder.in(other);
        try (ServiceInJvm one = ServiceInJvm.start(environment);
                ServiceInJvm two = one.replica(Map.of("SCRY_CONFIG_DIR", other.toString()))) {
            awaitReplicas(one.api(), 2);
            new ConfigFolder(other).development("retry: {max_attempts: 0}\n");
            config.development("retry: {max_attempts: 2}\n");
            JsonNode answer = one.api().post(RELOAD_ALL).json();
            assertThat(each(answer, "outcome")).containsExactly("changed", "invalid");
            JsonNode error = replicas(answer).get(1).path("errors").path(0);
            assertThat(error.path("file").asString()).isEqualTo("settings.development.yaml");
            assertThat(error.path("line").asInt()).isEqualTo(1);
            assertThat(two.api().get(CONFIG).json().path("generation").asInt()).isEqualTo(1);
        }
    }

    @Test
    void reloadsThisReplicaIfRedisHangsOrIsAwayAndSaysSo() throws Exception {
        try (FaultProxy redis = FaultProxy.to(URI.create(environment.get("SCRY_REDIS_URL")))) {
            environment.put("SCRY_REDIS_URL", redis.url().toString());
            try (ServiceInJvm service = ServiceInJvm.start(environment)) {
                int attempts = 2;
                for (FaultProxy.Mode mode : List.of(FaultProxy.Mode.HANG, FaultProxy.Mode.REFUSE)) {
                    redis.set(mode);
                    config.development("retry: {max_attempts: " + attempts++ + "}\n");
                    long begun = System.nanoTime();
                    JsonNode answer = service.api().post(RELOAD_ALL).json();
                    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
                    assertThat(answer.path("result").asString()).isEqualTo("changed");
                    assertThat(answer.path("cluster").path("problem").asString())
                            .contains("Redis does not answer");
                    assertThat(each(answer, "outcome")).containsExactly("changed");
                    assertThat(service.api().get(CONFIG).status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void saysThatThereIsNoWayWithoutRedis() throws Exception {
        environment.put("SCRY_REDIS_URL", "");
        try (ServiceInJvm service = ServiceInJvm.start(environment)) {
            JsonNode answer = service.api().post(RELOAD_ALL).json();
            assertThat(answer.path("status").asString()).isEqualTo("success");
            assertThat(answer.path("cluster").path("problem").asString()).contains("SCRY_REDIS_URL");
        }
    }
}
