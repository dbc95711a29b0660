package io.scry.ingestor.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a collector gets. */
class TracingIT {

    private static final String CALLERS_TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLERS_STEP = "b7ad6b7169203331";
    private static final String TOPIC = "scry.ingestion.complete";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void isOneTraceFromTheRequestToTheEvent() throws Exception {
        try (Collector collector = new Collector();
                ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_TRACING__ENDPOINT", collector.url()))) {
            for (String path : List.of("/ready", "/metrics")) {
                service.api().get(path, "traceparent", "00-" + CALLERS_TRACE + "-" + CALLERS_STEP + "-01");
            }
            Api.Answer answer = service.api()
                    .postJson(
                            Submitter.INGEST,
                            Submission.of("traced", Map.of("a", 1)),
                            "traceparent",
                            "00-" + CALLERS_TRACE + "-" + CALLERS_STEP + "-01");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            Span request = collector.await("POST /api/v1/ingest");
            assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo(CALLERS_STEP);
            Span ingest = collector.await("ingest");
            assertThat(ingest.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(collector.await("extract json").getParentSpanId()).isEqualTo(ingest.getSpanId());
            Span send = collector.await("send " + TOPIC);
            assertThat(send.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(traceparentOfTheEvent("traced"))
                    .isEqualTo(
                            "00-" + CALLERS_TRACE + "-" + hex(send.getSpanId().toByteArray()) + "-01");
            assertThat(collector.spans)
                    .allSatisfy(span ->
                            assertThat(hex(span.getTraceId().toByteArray())).isEqualTo(CALLERS_TRACE));
            assertThat(collector.spans)
                    .as("no probe, no scrape")
                    .hasSize(4)
                    .extracting(Span::getName)
                    .doesNotContain("HTTP");
        }
    }

    @Test
    void followsTheCallerWhoDoesNotSample() throws Exception {
        try (Collector collector = new Collector();
                ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_TRACING__ENDPOINT", collector.url()))) {
            service.api()
                    .postJson(
                            Submitter.INGEST,
                            Submission.of("untraced", Map.of("a", 1)),
                            "traceparent",
                            "00-" + CALLERS_TRACE + "-" + CALLERS_STEP + "-00");
            // Whoever brings no trace begins one; it is sent after the one above would have been.
            service.api().get("/api/v1/ingestions");
            collector.await("GET /api/v1/ingestions");
            assertThat(collector.spans)
                    .noneSatisfy(span ->
                            assertThat(hex(span.getTraceId().toByteArray())).isEqualTo(CALLERS_TRACE));
        }
    }

    /** Who has no key gets nothing but a refusal, and could have as many of them exported as it likes. */
    @Test
    void samplesByItselfWhoHasNoKey() throws Exception {
        try (Collector collector = new Collector();
                ServiceInJvm service = ServiceInJvm.start(Map.of(
                        "SCRY_TRACING__ENDPOINT", collector.url(),
                        "SCRY_TRACING__SAMPLE_RATIO", "0",
                        "SCRY_API_KEYS", "ann:secret-of-ann"))) {
            String sampled = "00-" + CALLERS_TRACE + "-" + CALLERS_STEP + "-01";
            for (String[] headers : List.of(
                    new String[] {"traceparent", sampled},
                    new String[] {"traceparent", sampled, "X-API-Key", "secret-of-nobody"})) {
                assertThat(service.api().get("/api/v1/ingestions", headers).status())
                        .isEqualTo(401);
            }
            service.api().get("/api/v1/ingest/adapters", "traceparent", sampled, "X-API-Key", "secret-of-ann");
            collector.await("GET /api/v1/ingest/adapters");
            assertThat(collector.spans).hasSize(1);
        }
    }

    private static String traceparentOfTheEvent(String sourceId) {
        String servers = String.valueOf(SharedServices.get().environment().get("SCRY_KAFKA_BOOTSTRAP_SERVERS"));
        try (KafkaTap tap = KafkaTap.on(servers, TOPIC)) {
            return tap.await(all -> all.stream().anyMatch(event -> sourceId.equals(event.key())), SOON).stream()
                    .filter(event -> sourceId.equals(event.key()))
                    .map(event -> new String(
                            event.headers().lastHeader("ce_traceparent").value(), StandardCharsets.US_ASCII))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Takes OTLP over HTTP. */
    private static final class Collector implements AutoCloseable {

        private final HttpServer server;
        private final List<Span> spans = new CopyOnWriteArrayList<>();

        Collector() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                try (exchange) {
                    ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                            .getResourceSpansList()
                            .forEach(resource ->
                                    resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
        }

        Span await(String name) {
            return Awaitility.await(name)
                    .atMost(SOON)
                    .until(
                            () -> spans.stream()
                                    .filter(span -> span.getName().equals(name))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
