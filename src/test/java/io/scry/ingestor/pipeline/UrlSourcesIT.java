package io.scry.ingestor.pipeline;

import static io.scry.ingestor.harness.Submitter.INGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scry.ingestor.adapter.fetch.RawServer;
import io.scry.ingestor.adapter.fetch.TestServer;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api.Answer;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Sources that lie behind URLs, through the whole service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class UrlSourcesIT {

    private static final Map<String, String> LOOPBACK = Map.of(
            "SCRY_FETCH__ALLOWED_NETWORKS", "127.0.0.0/8",
            "SCRY_FETCH__INITIAL_DELAY", "10ms",
            "SCRY_RETRY__INITIAL_DELAY", "10ms",
            "SCRY_RETRY__MAX_ATTEMPTS", "2",
            "SCRY_WORKERS__COUNT", "1",
            "SCRY_KAFKA__TOPIC", "url-sources",
            "SCRY_REDIS__NAMESPACE", "url-sources-" + UUID.randomUUID());
    private static final String PAGE = "<html lang=en><title>Fetched</title><p>Text <a href='next'>more</a></html>";

    private ServiceInJvm service;
    private Submitter submitter;
    private TestServer server;

    @BeforeAll
    void startService() throws Exception {
        service = ServiceInJvm.start(LOOPBACK);
        submitter = service.submitter();
    }

    @AfterAll
    void stopService() {
        service.close();
    }

    @BeforeEach
    void startServer() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void fetchesDocumentsForAnyAdapterAndTellsNoSecrets(CapturedOutput log) throws Exception {
        server.on("/page.html", 200, "text/html; charset=utf-8", PAGE)
                .on("/towns.csv", 200, "text/csv", "town;people\nOslo;709037\n")
                .on("/secret", 403, "text/plain", "no");
        String url = server.url("/page.html?token=hush&x=1").replace("http://", "http://user:hush@");
        try (KafkaTap events = KafkaTap.on(SharedServices.get().kafkaBootstrapServers(), "url-sources")) {
            Answer answer = submitter.submit("soup", Map.of("source_type", "url", "url", url));

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            JsonNode payload = answer.json().path("payload");
            String shown = server.url("/page.html?token=***&x=1").replace("http://", "http://***@");
            JsonNode metadata = payload.path("metadata");
            byte[] bytes = PAGE.getBytes(StandardCharsets.UTF_8);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            assertThat(metadata.path("bytes").asInt()).isEqualTo(bytes.length);
            assertThat(metadata.path("sha256").asString()).isEqualTo(hash);
            assertThat(metadata.path("content_type").asString()).isEqualTo("text/html; charset=utf-8");
            assertThat(metadata.path("url").asString()).isEqualTo(shown);
            assertThat(payload.at("/data/links/0/url").asString()).isEqualTo(server.url("/next"));
            JsonNode one = submitter.show(metadata.path("ingestion_id").asString());
            assertThat(one.at("/source/url").asString()).isEqualTo(shown);
            assertThat(one.at("/source/sha256").asString()).isEqualTo(hash);

            String failed = submitter.queue(
                    "rest",
                    Map.of(
                            "endpoint", server.url("/secret?key=hush"),
                            "auth", Map.of("type", "bearer", "token", "hush"),
                            "headers", Map.of("X-Key", "hush"),
                            "method", "post",
                            "body", "hush"));
            JsonNode failure = submitter.await(failed, "failed");
            assertThat(failure.at("/problem/type").asString()).isEqualTo("urn:scry:problem:refused-by-server");
            Answer csv = submitter.submit("csv", Map.of("url", server.url("/towns.csv"), "delimiter", ";"));
            assertThat(csv.json().at("/payload/data/0/people").asInt()).isEqualTo(709_037);

            String list = service.api().get("/api/v1/ingestions").body();
            assertThat(answer.body() + one + failure + list).doesNotContain("hush");
            assertThat(events.awaitCount(3, Duration.ofSeconds(30)))
                    .allSatisfy(event -> assertThat(event.value()).doesNotContain("hush"))
                    .anySatisfy(event -> assertThat(event.value()).contains(hash));
            assertThat(log.getAll()).doesNotContain("hush");
        }
    }

    @Test
    void refusesAtOnceWhatCannotBeFetched() throws Exception {
        Submitter guarded = ServiceInJvm.shared().submitter();
        Refusal.of(guarded.submit("soup", Map.of("url", "ftp://example.com/")), 422, "invalid-url");
        Refusal.of(guarded.submit("soup", Map.of("url", "http://0x7f000001/")), 422, "invalid-url");
        Refusal.of(guarded.submit("rest", Map.of("data", "[]")), 422, "unsupported");
        Refusal.of(guarded.submit("rest", Map.of("source_type", "url")), 400, "invalid-request");
        Refusal.of(
                ServiceInJvm.shared()
                        .api()
                        .postJson(INGEST, Map.of("source_config", Map.of("url", "http://example.com/"))),
                422,
                "unknown-content");
        for (String url : List.of(server.url("/"), "http://169.254.169.254/", "http://localhost/", "http://[::1]/")) {
            Refusal.of(guarded.submit("rest", Map.of("endpoint", url)), 422, "forbidden-address");
        }
        Refusal.of(
                guarded.submit("soup", Map.of("url", server.url("/"), "allowed_networks", List.of("127.0.0.0/8"))),
                422,
                "invalid-options");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void answersFromTheCacheOfAnotherReplica() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.on("/", exchange -> TestServer.json(exchange, "[" + calls.incrementAndGet() + "]"));
        Map<String, ?> asked = Map.of("endpoint", server.url("/"), "cache_ttl", "1m");
        // Each has a queue of its own, so that it is certain who asks: what they share is Redis.
        try (ServiceInJvm other = ServiceInJvm.start(LOOPBACK)) {
            JsonNode first = submitter.submit("rest", asked).json();
            await().untilAsserted(() -> assertThat(other.submitter()
                            .submit("rest", asked)
                            .json()
                            .at("/payload/data")
                            .toString())
                    .isEqualTo("[1]"));
            assertThat(first.at("/payload/data").toString()).isEqualTo("[1]");
            JsonNode fresh = other.submitter()
                    .submit("rest", Map.of("endpoint", server.url("/")))
                    .json();
            assertThat(fresh.at("/payload/data").toString()).isEqualTo("[2]");
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void asksTheServerEachTimeIfTheCacheIsSwitchedOff() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.on("/", exchange -> TestServer.json(exchange, "[" + calls.incrementAndGet() + "]"));
        Map<String, ?> asked = Map.of("endpoint", server.url("/"), "cache_ttl", "1m");
        Map<String, String> without = new HashMap<>(LOOPBACK);
        without.put("SCRY_FEATURE_FLAGS__REST_CACHE", "false");
        try (ServiceInJvm other = ServiceInJvm.start(without)) {
            for (int call = 1; call <= 2; call++) {
                assertThat(other.submitter()
                                .submit("rest", asked)
                                .json()
                                .at("/payload/data")
                                .toString())
                        .isEqualTo("[" + call + "]");
            }
        }
    }

    @Test
    void failsInNothingIfRedisHangsOrIsAway() throws Exception {
        server.on("/", 200, "application/json", "[1]");
        try (FaultProxy redis = FaultProxy.to(SharedServices.get().redisUrl());
                ServiceInJvm slow = ServiceInJvm.start(Map.of(
                        "SCRY_FETCH__ALLOWED_NETWORKS",
                        "127.0.0.0/8",
                        "SCRY_REDIS_URL",
                        redis.url().toString()))) {
            for (FaultProxy.Mode mode : List.of(FaultProxy.Mode.HANG, FaultProxy.Mode.REFUSE)) {
                redis.set(mode);
                long begun = System.nanoTime();
                Answer answer = slow.submitter().submit("rest", Map.of("endpoint", server.url("/"), "cache_ttl", "1m"));
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                System.out.printf("rest: with Redis in mode %s an ingestion took %d ms%n", mode, took.toMillis());
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(took).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void goesBackToTheQueueForAsLongAsTheServerSays() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.on("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "2");
            if (calls.incrementAndGet() == 1) {
                TestServer.answer(exchange, 503, new byte[0]);
            } else {
                TestServer.json(exchange, "[1]");
            }
        });
        long begun = System.nanoTime();
        String id = submitter.queue("rest", Map.of("endpoint", server.url("/"), "retry", Map.of("max_delay", "100ms")));
        JsonNode ended = submitter.await(id, "succeeded");
        assertThat(ended.path("attempts").asInt()).isEqualTo(2);
        assertThat(ended.at("/failures/0/type").asString()).isEqualTo("urn:scry:problem:source-unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void isNoErrorOfTheServiceIfTheCallersSourceCannotBeHad() throws Exception {
        server.on("/", 503, "text/plain", "away");
        Refusal.of(submitter.submit("rest", Map.of("endpoint", server.url("/"))), 503, "source-unavailable");
        assertThat(service.api().get("/metrics").body().lines())
                .anyMatch(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("status=\"503\"")
                        && line.contains("outcome=\"SOURCE_UNAVAILABLE\""));
    }

    @Test
    void letsGoOfServersWhenCancelled() throws Exception {
        server.on("/", 200, "application/json", "[1]");
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer silent = new RawServer(out -> over.await(60, TimeUnit.SECONDS))) {
            String id = submitter.queue("rest", Map.of("endpoint", silent.url()));
            await().until(() -> silent.connections() == 1);
            assertThat(service.api().post(Submitter.INGESTIONS + id + "/cancel").status())
                    .isEqualTo(200);
            // There is one worker: it has to be free again.
            long begun = System.nanoTime();
            assertThat(submitter
                            .submit("rest", Map.of("endpoint", server.url("/")))
                            .status())
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        } finally {
            over.countDown();
        }
    }
}
