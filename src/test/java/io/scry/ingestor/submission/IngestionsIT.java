package io.scry.ingestor.submission;

import static io.scry.ingestor.harness.Submitter.INGEST;
import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Api.Answer;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What may be seen of ingestions, and done with them, after they were accepted. */
class IngestionsIT {

    private final ServiceInJvm service = ServiceInJvm.shared();
    private final Api api = service.api();
    private final Submitter submitter = service.submitter();

    @Test
    void listsNewestFirstPageByPage() throws Exception {
        try (ServiceInJvm front = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            List<String> newestFirst = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                newestFirst.addFirst(front.submitter().queue("json", Map.of("data", "[" + i + "]")));
            }
            List<String> listed = new ArrayList<>();
            String query = "";
            for (int page = 1; page <= 3; page++) {
                JsonNode answer =
                        front.api().get("/api/v1/ingestions?limit=2" + query).json();
                answer.path("items").forEach(item -> listed.add(item.path("id").asString()));
                assertThat(answer.path("items")).hasSize(page < 3 ? 2 : 1);
                assertThat(answer.path("next_cursor").isNull()).isEqualTo(page == 3);
                query = "&cursor=" + answer.path("next_cursor").asString("");
            }
            assertThat(listed).isEqualTo(newestFirst);

            String cancelled = newestFirst.get(2);
            front.api().post(INGESTIONS + cancelled + "/cancel");
            assertThat(ids(front, "status=cancelled")).containsExactly(cancelled);
            assertThat(ids(front, "status=queued")).hasSize(4).doesNotContain(cancelled);
            assertThat(ids(front, "adapter=json")).hasSize(5);
            assertThat(ids(front, "adapter=pdf")).isEmpty();
        }
    }

    private static List<String> ids(ServiceInJvm service, String query) throws Exception {
        List<String> ids = new ArrayList<>();
        service.api()
                .get("/api/v1/ingestions?" + query)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    @Test
    void showsOne() throws Exception {
        String id = submitter.queue("json", Map.of("data", "[1]", "source_id", "show"), "X-Correlation-ID", "show-1");
        JsonNode shown = submitter.await(id, "succeeded");
        assertThat(shown.path("id").asString()).isEqualTo(id);
        assertThat(shown.path("adapter_type").asString()).isEqualTo("json");
        assertThat(shown.path("source_id").asString()).isEqualTo("show");
        assertThat(shown.path("correlation_id").asString()).isEqualTo("show-1");
        assertThat(shown.path("attempts").intValue()).isEqualTo(1);
        assertThat(shown.path("created_at").asString()).endsWith("Z");
        assertThat(shown.path("ended_at").asString()).endsWith("Z");
        assertThat(shown.path("source").path("bytes").intValue()).isEqualTo(3);
        assertThat(shown.path("metadata").path("ingestion_id").asString()).isEqualTo(id);
        assertThat(shown.path("validation").path("is_valid").booleanValue()).isTrue();
        assertThat(shown.path("links").propertyNames()).containsExactly("self", "data");
    }

    @Test
    void givesRecordsInEveryForm() throws Exception {
        String id = succeeded("[{\"a\":1,\"b\":\"x,\\ny\"},{\"a\":2,\"c\":{\"d\":1}},{\"b\":null}]");

        Answer json = data(id, "application/json");
        assertThat(json.header("Content-Type")).startsWith("application/json");
        assertThat(json.body()).isEqualTo("[{\"a\":1,\"b\":\"x,\\ny\"},{\"a\":2,\"c\":{\"d\":1}},{\"b\":null}]");
        assertThat(data(id, "*/*").body()).isEqualTo(json.body());
        assertThat(api.get(INGESTIONS + id + "/data").body()).isEqualTo(json.body());

        Answer lines = data(id, "application/x-ndjson");
        assertThat(lines.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(lines.body()).isEqualTo("{\"a\":1,\"b\":\"x,\\ny\"}\n{\"a\":2,\"c\":{\"d\":1}}\n{\"b\":null}\n");

        Answer csv = data(id, "text/csv, application/json;q=0.5");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.body()).isEqualTo("a,b,c\r\n1,\"x,\ny\",\r\n2,,\"{\"\"d\"\":1}\"\r\n,,\r\n");
    }

    @Test
    void givesNumbersInCsvWithEveryDigit() throws Exception {
        String id = succeeded("[{\"a\":1.50,\"b\":1e999999999,\"c\":0.1000000000000000055511151231257827}]");
        assertThat(data(id, "text/csv").body())
                .isEqualTo("a,b,c\r\n1.50,1E+999999999,0.1000000000000000055511151231257827\r\n");
    }

    @Test
    void givesCsvWithoutFormulasIfAskedTo() throws Exception {
        String id = succeeded("[{\"=a\":\"=1+1\",\"b\":-5,\"c\":\"-5\",\"d\":\"@x\"}]");
        assertThat(data(id, "text/csv").body()).isEqualTo("=a,b,c,d\r\n=1+1,-5,-5,@x\r\n");
        String path = INGESTIONS + id + "/data?neutralise_formulas=";
        assertThat(api.get(path + "true", "Accept", "text/csv").body()).isEqualTo("'=a,b,c,d\r\n'=1+1,-5,-5,'@x\r\n");
        Refusal.of(api.get(path + "maybe", "Accept", "text/csv"), 400, "invalid-request");
    }

    @Test
    void refusesFormsThatItCannotGive() throws Exception {
        String records = succeeded("[{\"a\":1}]");
        Refusal.of(data(records, "image/png"), 406, "not-acceptable");
        assertThat(data(records, "no type at all").status()).isEqualTo(406);
        String document = succeeded("{\"a\":1}");
        assertThat(data(document, "application/json").body()).isEqualTo("{\"a\":1}");
        Refusal.of(data(document, "text/csv"), 406, "not-records");
    }

    @Test
    void givesEmptyRecords() throws Exception {
        String id = succeeded("[]");
        assertThat(data(id, "application/json").body()).isEqualTo("[]");
        assertThat(data(id, "application/x-ndjson").body()).isEmpty();
    }

    private String succeeded(String data) throws Exception {
        String id = submitter.queue("json", Map.of("data", data));
        submitter.await(id, "succeeded");
        return id;
    }

    private Answer data(String id, String accept) throws Exception {
        return api.get(INGESTIONS + id + "/data", "Accept", accept);
    }

    @Test
    void retriesWhatFailed() throws Exception {
        String id = submitter.queue("json", Map.of("data", "[1,"));
        JsonNode failed = submitter.await(id, "failed");
        assertThat(failed.path("attempts").intValue()).isEqualTo(1);
        Refusal.of(data(id, "application/json"), 409, "wrong-state");

        Answer retry = api.post(INGESTIONS + id + "/retry");

        assertThat(retry.status()).as(retry.body()).isEqualTo(202);
        JsonNode again = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> submitter.show(id),
                        now -> now.path("status").asString().equals("failed")
                                && now.path("attempts").intValue() == 2);
        assertThat(again.path("failures"))
                .extracting(failure -> failure.path("attempt").intValue())
                .containsExactly(1, 2);
        assertThat(again.path("failures").get(0).path("worker").asString()).startsWith("worker-");
        assertThat(again.path("problem").path("detail").asString())
                .isEqualTo(again.path("failures").get(1).path("detail").asString());
        Refusal.of(api.post(INGESTIONS + succeeded("[1]") + "/retry"), 409, "wrong-state");
    }

    @Test
    void deletesWhatHasEndedWithItsData() throws Exception {
        String id = succeeded("[{\"a\":1}]");
        UUID key = UUID.fromString(id);
        assertThat(service.count("SELECT count(*) FROM result_chunk WHERE ingestion_id = ?", key))
                .isEqualTo(1);

        assertThat(api.delete(INGESTIONS + id).status()).isEqualTo(204);

        Refusal.of(api.get(INGESTIONS + id), 404, "not-found");
        Refusal.of(api.delete(INGESTIONS + id), 404, "not-found");
        assertThat(service.count("SELECT count(*) FROM result_chunk WHERE ingestion_id = ?", key))
                .isZero();
        assertThat(service.count("SELECT count(*) FROM source_chunk WHERE ingestion_id = ?", key))
                .isZero();
    }

    @Test
    void cancelsWhatWaitsAndTellsWhoFollowsIt() throws Exception {
        try (ServiceInJvm front = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"));
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            String id = front.submitter()
                    .queue("json", Map.of("data", "[1]", "source_id", "cancel"), "Idempotency-Key", "c");
            Refusal.of(front.api().get(INGESTIONS + id + "/data"), 409, "wrong-state");
            Refusal.of(front.api().delete(INGESTIONS + id), 409, "wrong-state");
            Refusal.of(front.api().post(INGESTIONS + id + "/retry"), 409, "wrong-state");
            HttpResponse<Stream<String>> followed =
                    front.api().get(INGESTIONS + id + "/events", BodyHandlers.ofLines());
            Iterator<String> events = followed.body().iterator();
            assertThat(events.next()).isEqualTo("event:queued");
            Future<Answer> waiting = others.submit(() -> front.submitter()
                    .submit("json", Map.of("data", "[1]", "source_id", "cancel"), "Idempotency-Key", "c"));

            Answer cancelled = front.api().post(INGESTIONS + id + "/cancel");

            assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
            assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
            List<String> rest = new ArrayList<>();
            events.forEachRemaining(rest::add);
            assertThat(rest.indexOf("event:cancelled")).isPositive();
            assertThat(rest.get(rest.indexOf("event:cancelled") + 1)).contains("\"status\":\"cancelled\"");
            Refusal.of(waiting.get(30, TimeUnit.SECONDS), 409, "cancelled");
            Refusal.of(front.api().post(INGESTIONS + id + "/cancel"), 409, "wrong-state");

            try (ServiceInJvm worker = front.replica(Map.of("SCRY_ROLES", "worker"))) {
                Awaitility.await()
                        .until(() ->
                                worker.count("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest'") == 0);
                assertThat(front.submitter().show(id).path("status").asString()).isEqualTo("cancelled");
            }
        }
    }

    @Test
    void followsOneToItsEnd() throws Exception {
        String id = succeeded("[1]");
        HttpResponse<String> events = api.get(INGESTIONS + id + "/events", BodyHandlers.ofString());
        assertThat(events.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(events.headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(events.body()).startsWith("event:succeeded\ndata:{\"id\":\"" + id + "\"");
    }

    @Test
    void cancelsWhatRunsAndFreesItsWorker() throws Exception {
        byte[] large = ("[" + "{\"a\":1,\"b\":\"two\"},".repeat(4_000_000) + "{}]").getBytes(StandardCharsets.UTF_8);
        try (ServiceInJvm single = ServiceInJvm.start(Map.of("SCRY_WORKERS__COUNT", "1"))) {
            Submitter to = single.submitter();
            String id = to.queueUpload("large.json", large, Map.of("adapter_type", "json"));
            to.await(id, "running");
            Refusal.of(single.api().delete(INGESTIONS + id), 409, "wrong-state");

            Answer cancelled = single.api().post(INGESTIONS + id + "/cancel");

            assertThat(cancelled.json().path("status").asString())
                    .as(cancelled.body())
                    .isEqualTo("cancelled");
            Answer next = to.submit("json", Map.of("data", "[1]"), "Prefer", "wait=60");
            assertThat(next.status()).as(next.body()).isEqualTo(200);
            assertThat(to.show(id).path("status").asString()).isEqualTo("cancelled");
            assertThat(single.count("SELECT count(*) FROM result_chunk WHERE ingestion_id = ?", UUID.fromString(id)))
                    .isZero();
        }
    }

    @Test
    void saysWhatAdaptersTake() throws Exception {
        JsonNode names = api.get(INGEST + "/adapters").json().path("adapters");
        assertThat(names).extracting(JsonNode::asString).contains("json", "pdf");
        JsonNode detailed = api.get(INGEST + "/adapters?detailed=true").json().path("adapters");
        assertThat(detailed).hasSameSizeAs(names).allSatisfy(adapter -> {
            assertThat(adapter.path("accepts")).isNotEmpty();
            assertThat(adapter.path("options").path("properties")).isNotEmpty();
        });
    }
}
