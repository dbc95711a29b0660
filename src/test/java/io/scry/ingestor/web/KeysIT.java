package io.scry.ingestor.web;

import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Who gets in, and who sees what. */
@ExtendWith(OutputCaptureExtension.class)
class KeysIT {

    private static final String LIST = "/api/v1/ingestions";
    private static final String[] ANN = {"X-API-Key", "secret-of-ann"};
    private static final String[] BOB = {"Authorization", "Bearer secret-of-bob"};
    private static final String[] ROOT = {"X-API-Key", "secret-of-root"};

    @Test
    void showsEachKeyItsOwnAndAdminsAll() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of(
                "SCRY_API_KEYS", "ann:secret-of-ann,bob:secret-of-bob",
                "SCRY_ADMIN_API_KEYS", "root:secret-of-root"))) {
            Api api = service.api();
            JsonNode nobody = Refusal.of(api.get(LIST), 401, "unauthorized");
            assertThat(nobody.path("detail").asString()).contains("X-API-Key");
            assertThat(api.get(LIST).header("WWW-Authenticate")).isEqualTo("Bearer");
            Refusal.of(api.get(LIST, "X-API-Key", "secret-of-nobody"), 401, "unauthorized");
            Refusal.of(api.get(LIST, "Authorization", "Bearer secret"), 401, "unauthorized");
            JsonNode both = Refusal.of(api.get(LIST, ANN[0], ANN[1], BOB[0], BOB[1]), 401, "unauthorized");
            assertThat(both.path("detail").asString()).contains("differ");
            assertThat(api.get(LIST, ANN[0], ANN[1], "Authorization", "Bearer " + ANN[1])
                            .status())
                    .isEqualTo(200);
            Refusal.of(service.submitter().submit("json", Map.of("data", "[1]")), 401, "unauthorized");

            String ofAnn = service.submitter().queue("json", Map.of("data", "[1]"), ANN);
            String ofBob = service.submitter().queue("json", Map.of("data", "[2]"), BOB);

            assertThat(listed(api, ANN)).containsExactly(ofAnn);
            assertThat(listed(api, BOB)).containsExactly(ofBob);
            assertThat(listed(api, ROOT)).containsExactly(ofBob, ofAnn);
            for (String view : List.of("", "/data", "/events")) {
                Refusal.of(api.get(INGESTIONS + ofAnn + view, BOB), 404, "not-found");
            }
            Refusal.of(api.post(INGESTIONS + ofAnn + "/cancel", BOB), 404, "not-found");
            Refusal.of(api.post(INGESTIONS + ofAnn + "/retry", BOB), 404, "not-found");
            Refusal.of(api.delete(INGESTIONS + ofAnn, BOB), 404, "not-found");
            assertThat(api.get(INGESTIONS + ofAnn, ANN).status()).isEqualTo(200);
            assertThat(api.get(INGESTIONS + ofAnn, ROOT).status()).isEqualTo(200);
        }
    }

    @Test
    void keepsIdempotencyKeysOfDifferentOwnersApart() throws Exception {
        try (ServiceInJvm service =
                ServiceInJvm.start(Map.of("SCRY_API_KEYS", "ann:secret-of-ann,bob:secret-of-bob"))) {
            String ofAnn =
                    service.submitter().queue("json", Map.of("data", "[1]"), "Idempotency-Key", "same", ANN[0], ANN[1]);
            String ofBob =
                    service.submitter().queue("json", Map.of("data", "[2]"), "Idempotency-Key", "same", BOB[0], BOB[1]);
            assertThat(ofBob).isNotEqualTo(ofAnn);
        }
    }

    @Test
    void tellsOnlyWhoMayKnowWhatAWorkerWorksOn() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of(
                "SCRY_API_KEYS", "ann:secret-of-ann,bob:secret-of-bob",
                "SCRY_ADMIN_API_KEYS", "root:secret-of-root"))) {
            service.submitter().submit("json", Map.of("data", "[1]"), ANN);
            String running = listed(service.api(), ANN).getFirst();
            service.jdbc().sql("UPDATE ingestion SET status = 'running'").update();
            service.jdbc().sql("""
                            INSERT INTO worker (replica, name, host, since, heartbeat, busy)
                            VALUES ('elsewhere', 'a', 'elsewhere', now(), now() + interval '1 h', CAST(? AS uuid))
                            """).param(running).update();
            for (String[] may : List.of(ANN, ROOT)) {
                JsonNode worker = first(service.api().get("/api/v1/workers", may));
                assertThat(worker.path("busy").asBoolean()).isTrue();
                assertThat(worker.at("/ingestion/id").asString()).isEqualTo(running);
            }
            Api.Answer toBob = service.api().get("/api/v1/workers", BOB);
            assertThat(first(toBob).path("busy").asBoolean()).isTrue();
            assertThat(toBob.body()).doesNotContain(running);

            service.jdbc()
                    .sql("UPDATE ingestion SET status = 'queued' WHERE id = CAST(? AS uuid)")
                    .param(running)
                    .update();
            Api.Answer later = service.api().get("/api/v1/workers", ROOT);
            assertThat(first(later).path("busy").asBoolean()).isFalse();
            assertThat(later.json().path("queued").asInt()).isEqualTo(1);
        }
    }

    private static JsonNode first(Api.Answer workers) {
        return workers.json().path("workers").path(0);
    }

    private static List<String> listed(Api api, String... key) throws Exception {
        return api.get(LIST, key)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    @Test
    void closesProductionWithoutKeysAndSaysWhy(CapturedOutput output) throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ENVIRONMENT", "production"))) {
            Api api = service.api();
            JsonNode problem = Refusal.of(api.get(LIST), 401, "unauthorized");
            assertThat(problem.path("detail").asString()).contains("SCRY_API_KEYS");
            Refusal.of(api.get(LIST, "X-API-Key", "anything-at-all"), 401, "unauthorized");
            assertThat(api.get("/metrics").status()).isEqualTo(200);
            assertThat(api.get("/openapi.json").status()).isEqualTo(200);
            assertThat(output).contains("There are no API keys: all but probes");
        }
    }

    @Test
    void opensDevelopmentToThisMachineOnly() throws Exception {
        Api api = ServiceInJvm.shared().api();
        assertThat(api.get(LIST).status()).isEqualTo(200);
        Refusal.of(api.get(LIST, "X-Forwarded-For", "203.0.113.7"), 401, "unauthorized");
        Refusal.of(api.get(LIST, "Forwarded", "for=203.0.113.7"), 401, "unauthorized");
        Refusal.of(api.get(LIST, "X-API-Key", "anything-at-all"), 401, "unauthorized");
    }
}
