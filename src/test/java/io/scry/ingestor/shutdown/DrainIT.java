package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients of the packaged service see while it is told to stop. */
class DrainIT {

    private static final int CLIENTS = 16;

    private final Map<String, String> environment = new HashMap<>();
    private URI database = URI.create("");

    @BeforeEach
    void takeADatabase() throws Exception {
        environment.putAll(Launch.environment(Map.of()));
        database = URI.create(environment.get("SCRY_DATABASE_URL"));
    }

    @Test
    void failsNothingUntilItRefusesBusiness() throws Exception {
        environment.put("SCRY_DRAIN__MIN_DELAY", "1s");
        environment.put("SCRY_DRAIN__ACCEPT_TIMEOUT", "3s");
        try (ServiceProcess service = Launch.start(environment);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger answered = new AtomicInteger();
            AtomicInteger accepted = new AtomicInteger();
            List<Future<Integer>> closed = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                String source = number % 2 == 0 ? "source-" + number : "";
                AtomicInteger posts = source.isEmpty() ? new AtomicInteger() : accepted;
                closed.add(clients.submit(() -> callUntilRefused(service, source, answered, posts)));
            }
            Awaitility.await().atMost(Launch.LIMIT).until(() -> answered.get() > 20 * CLIENTS);
            service.terminate();

            for (Future<Integer> client : closed) {
                assertThat(client.get()).as("answers that closed a connection").isPositive();
            }
            assertThat(service.awaitExit(Launch.LIMIT)).as(service.log()).isZero();
            assertThat(service.log()).containsPattern("Shutdown took .* [1-9]\\d* request\\(s\\) drained");
            assertThat(count("SELECT count(*) FROM ingestion")).isEqualTo(accepted.get());
            assertThat(count("SELECT count(*) FROM ingestion WHERE status NOT IN ('succeeded', 'queued')"))
                    .isZero();
            assertThat(count("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest' AND NOT picked"))
                    .as("jobs for what is queued")
                    .isEqualTo(count("SELECT count(*) FROM ingestion WHERE status = 'queued'"));
        }
    }

    /** Gets, or posts for a source; fails with the first answer that is neither good nor a refusal. */
    private static int callUntilRefused(
            ServiceProcess service, String source, AtomicInteger answered, AtomicInteger accepted) throws Exception {
        int closed = 0;
        try (Api api = new Api(service.baseUrl())) {
            while (true) {
                Api.Answer answer = source.isEmpty()
                        ? api.get("/api/v1/ingestions?limit=1")
                        : api.postJson(Submitter.INGEST, Submission.of(source, Map.of("a", 1)));
                if (answer.status() == 503) {
                    Refusal.of(answer, 503, "shutting-down");
                    assertThat(answer.header("Retry-After")).isEqualTo("2");
                    assertThat(answer.header("Connection")).isEqualTo("close");
                    return closed;
                }
                // A post that still waits at the end of its time is told so.
                assertThat(answer.status()).as(answer.body()).isIn(200, source.isEmpty() ? 200 : 202);
                answered.incrementAndGet();
                accepted.incrementAndGet();
                closed += answer.headers().firstValue("Connection").isPresent() ? 1 : 0;
            }
        }
    }

    @Test
    void answersMetricsWhileItRefusesBusiness() throws Exception {
        environment.put("SCRY_WORKERS__TIMEOUT", "3s");
        try (ServiceProcess service = Launch.start(environment);
                Api api = new Api(service.baseUrl());
                Database.ResultsLock lock = Database.lockResults(database)) {
            assertThat(lock.connection().isClosed()).isFalse();
            runsOne(api);
            service.terminate();
            Launch.awaitLog(service, "requests took");

            Refusal.of(api.get("/api/v1/ingestions"), 503, "shutting-down");
            Api.Answer metrics = api.get("/metrics");
            assertThat(metrics.status()).isEqualTo(200);
            assertThat(metrics.header("Connection")).isEqualTo("close");
            assertThat(api.get("/health").status()).isEqualTo(200);
            Api.Answer ready = api.get("/ready");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().path("status").asString()).isEqualTo("unhealthy");
            assertThat(ready.json().path("reason").asString()).isEqualTo("draining");
            assertThat(api.get("/ready?strict=true").status()).isEqualTo(503);
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
        }
    }

    @Test
    void sendsThoseWhoWaitAway() throws Exception {
        environment.put("SCRY_WORKERS__TIMEOUT", "500ms");
        try (ServiceProcess service = Launch.start(environment);
                Api api = new Api(service.baseUrl());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Database.ResultsLock lock = Database.lockResults(database)) {
            assertThat(lock.connection().isClosed()).isFalse();
            String running = runsOne(api);
            Future<HttpResponse<String>> stream =
                    clients.submit(() -> api.get(running + "/events", BodyHandlers.ofString()));
            Future<Api.Answer> waiting = clients.submit(
                    () -> api.postJson(Submitter.INGEST, Submission.of("waits", Map.of("a", 1)), "Prefer", "wait=60"));
            Awaitility.await("two that run")
                    .atMost(Launch.LIMIT)
                    .until(() -> count("SELECT count(*) FROM ingestion WHERE status = 'running'") == 2);
            service.terminate();

            assertThat(stream.get().body()).contains("event:running", "event:goodbye", "retry:1000");
            Api.Answer answer = waiting.get();
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.header("Location")).startsWith(Submitter.INGESTIONS);
            assertThat(answer.json().path("status").asString()).isEqualTo("running");
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
            assertThat(service.log()).contains("2 request(s) drained, 2 job(s) released");
        }
    }

    @Test
    void finishesWhatSomebodyWaitsFor() throws Exception {
        environment.put("SCRY_DRAIN__TIMEOUT", "10s");
        try (ServiceProcess service = Launch.start(environment);
                Api api = new Api(service.baseUrl());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Api.Answer> waiting;
            try (Database.ResultsLock lock = Database.lockResults(database)) {
                assertThat(lock.connection().isClosed()).isFalse();
                waiting = clients.submit(() -> api.postJson(Submitter.INGEST, Submission.of("waits", Map.of("a", 1))));
                Awaitility.await("it runs")
                        .atMost(Launch.LIMIT)
                        .until(() -> count("SELECT count(*) FROM ingestion WHERE status = 'running'") == 1);
                service.terminate();
                Launch.awaitLog(service, "accepting took");
            }
            Api.Answer answer = waiting.get();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
            assertThat(service.log()).contains("1 request(s) drained, 0 job(s) released");
        }
    }

    @Test
    void letsNoDownloadThatItCutsLookComplete() throws Exception {
        environment.put("SCRY_DRAIN__TIMEOUT", "500ms");
        try (ServiceProcess service = Launch.start(environment);
                Api api = new Api(service.baseUrl())) {
            byte[] csv = ("number\n" + "1234567890123456789\n".repeat(1_500_000))
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            Api.Answer ingested = api.upload(Submitter.INGEST, "long.csv", csv, Map.of(), "Prefer", "respond-async");
            Awaitility.await()
                    .atMost(Launch.LIMIT)
                    .until(() -> api.get(ingested.header("Location"))
                            .json()
                            .path("status")
                            .asString()
                            .equals("succeeded"));
            HttpResponse<InputStream> download =
                    api.get(ingested.header("Location") + "/data", BodyHandlers.ofInputStream());
            try (InputStream body = download.body()) {
                assertThat(body.readNBytes(1000)).hasSize(1000);
                service.terminate();

                assertThat(service.awaitExit(Launch.LIMIT)).isEqualTo(ExitCode.NOT_DRAINED.code());
                assertThatIOException().isThrownBy(() -> body.transferTo(java.io.OutputStream.nullOutputStream()));
            }
            assertThat(service.log()).contains("1 request(s) did not end in time and are cut off");
        }
    }

    private int count(String sql) {
        return Database.at(database).sql(sql).query(Integer.class).single();
    }

    /** The location of an ingestion that runs and goes on running. */
    private static String runsOne(Api api) throws Exception {
        Api.Answer accepted =
                api.postJson(Submitter.INGEST, Submission.of("runs", Map.of("a", 1)), "Prefer", "respond-async");
        String location = accepted.header("Location");
        Awaitility.await("it runs")
                .atMost(Launch.LIMIT)
                .until(() -> api.get(location).json().path("status").asString().equals("running"));
        return location;
    }
}
