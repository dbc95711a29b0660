package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.ServiceProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The component {@code workers}, over replicas. */
class WorkersIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final DevServices services = SharedServices.get();

    @Test
    void listsTheWorkersOfAllReplicasThatLiveWithOrWithoutRedis() throws Exception {
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", services.newDatabase().toString());
        environment.put("SCRY_WORKERS__COUNT", "2");
        environment.put("SCRY_HEALTH__INTERVAL", "500ms");
        try (FaultProxy redis = FaultProxy.to(services.redisUrl())) {
            environment.put("SCRY_REDIS_URL", redis.url().toString());
            try (ServiceProcess first = ServiceProcess.start(environment);
                    ServiceProcess second = ServiceProcess.start(environment);
                    Api firstApi = new Api(first.awaitListening(START).baseUrl());
                    Api secondApi = new Api(second.awaitListening(START).baseUrl())) {
                awaitWorkers(firstApi, 4);
                awaitWorkers(secondApi, 4);
                redis.set(FaultProxy.Mode.REFUSE);
                Awaitility.await()
                        .atMost(LIMIT)
                        .until(() -> component(firstApi, "redis")
                                .path("status")
                                .asString()
                                .equals("unhealthy"));
                awaitWorkers(firstApi, 4);
                second.kill9();
                awaitWorkers(firstApi, 2);
            }
        }
    }

    private static void awaitWorkers(Api api, int count) {
        String host = Replica.current().host();
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode workers = component(api, "workers");
            assertThat(workers.path("status").asString()).isEqualTo("healthy");
            assertThat(workers.path("message").asString()).isEqualTo(count + " worker(s) active");
            assertThat(workers.at("/metadata/worker_count").asInt()).isEqualTo(count);
            assertThat(workers.at("/metadata/workers").valueStream().map(JsonNode::asString))
                    .hasSize(count)
                    .contains("worker-1@" + host, "worker-2@" + host);
        });
    }

    private static JsonNode component(Api api, String name) throws Exception {
        return api.get("/health/detailed").json().at("/components/" + name);
    }
}
