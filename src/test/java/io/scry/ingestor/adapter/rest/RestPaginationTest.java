package io.scry.ingestor.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.fetch.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RestPaginationTest {

    private static final String TEN =
            "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n{\"id\":4}\n{\"id\":5}\n{\"id\":6}\n{\"id\":7}\n"
                    + "{\"id\":8}\n{\"id\":9}\n{\"id\":10}";

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String records(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        return query;
    }

    @Test
    void followsLinkHeaders() throws Exception {
        server.on("/items", exchange -> {
            int page = Integer.parseInt(query(exchange).getOrDefault("p", "1"));
            if (page < 4) {
                exchange.getResponseHeaders()
                        .add(
                                "Link",
                                "</items?p=1>; rel=\"first\", </items?p=" + (page + 1) + ">; title=\"a, b\"; rel=next");
            }
            TestServer.json(exchange, records(page * 3 - 2, Math.min(10, page * 3)));
        });
        RestRun run = RestRun.of(server.url("/items"), Map.of("pagination.type", "link"));
        assertThat(run.text()).isEqualTo(TEN);
        assertThat(run.metadata()).containsEntry("page_count", 4).containsEntry("record_count", 10L);
    }

    @Test
    void followsCursorsAndNextUrls() throws Exception {
        server.on("/cursor", exchange -> {
                    String after = query(exchange).getOrDefault("after", "");
                    TestServer.json(
                            exchange,
                            switch (after) {
                                case "" -> "{\"meta\":{\"next\":\"a+b/=\"},\"data\":" + records(1, 5) + "}";
                                case "a+b/=" -> "{\"data\":" + records(6, 10) + ",\"meta\":{\"next\":7}}";
                                default -> "{\"data\":[],\"meta\":{\"next\":null}}";
                            });
                })
                .on(
                        "/next",
                        exchange -> TestServer.json(
                                exchange,
                                query(exchange).containsKey("more")
                                        ? "{\"results\":" + records(6, 10) + ",\"next\":\"\"}"
                                        : "{\"next\":\"?more\",\"results\":" + records(1, 5) + "}"));
        assertThat(RestRun.of(
                                server.url("/cursor"),
                                Map.of(
                                        "records_path", "/data",
                                        "pagination.type", "cursor",
                                        "pagination.cursor_path", "/meta/next",
                                        "pagination.cursor_param", "after"))
                        .text())
                .isEqualTo(TEN);
        assertThat(RestRun.of(
                                server.url("/next"),
                                Map.of(
                                        "records_path", "/results",
                                        "pagination.type", "cursor",
                                        "pagination.cursor_path", "/next"))
                        .text())
                .isEqualTo(TEN);
    }

    @Test
    void countsPagesAndRecords() throws Exception {
        server.on("/pages", exchange -> {
                    int page = Integer.parseInt(query(exchange).getOrDefault("page", "1"));
                    assertThat(query(exchange)).containsEntry("size", "4");
                    TestServer.json(exchange, page > 3 ? "[]" : records(page * 4 - 3, Math.min(10, page * 4)));
                })
                .on("/until404", exchange -> {
                    int page = Integer.parseInt(query(exchange).getOrDefault("page", "0"));
                    if (page > 1) {
                        TestServer.answer(
                                exchange, 404, "{\"detail\":\"Invalid page.\"}".getBytes(StandardCharsets.UTF_8));
                    } else {
                        TestServer.json(exchange, records(page * 5 + 1, page * 5 + 5));
                    }
                })
                .on("/offset", exchange -> {
                    // It gives fewer than it is asked for, as servers with a limit of their own do.
                    int offset = Integer.parseInt(query(exchange).getOrDefault("offset", "0"));
                    TestServer.json(exchange, records(offset + 1, Math.min(10, offset + 3)));
                });
        assertThat(RestRun.of(
                                server.url("/pages"),
                                Map.of(
                                        "pagination.type",
                                        "page",
                                        "pagination.size_param",
                                        "size",
                                        "pagination.size",
                                        4))
                        .text())
                .isEqualTo(TEN);
        assertThat(RestRun.of(server.url("/until404"), Map.of("pagination.type", "page", "pagination.first_page", 0))
                        .text())
                .isEqualTo(TEN);
        assertThat(RestRun.of(server.url("/offset?x=1"), Map.of("pagination.type", "offset"))
                        .text())
                .isEqualTo(TEN);
    }

    @Test
    void putsCursorsAndCountsIntoTheBody() throws Exception {
        server.on(
                        "/graphql",
                        exchange -> TestServer.json(
                                exchange,
                                switch (bodies().getLast()) {
                                    case "{\"query\":\"items\",\"variables\":{\"after\":null}}" ->
                                        "{\"data\":" + records(1, 5) + ",\"next\":\"a+b/=\"}";
                                    case "{\"query\":\"items\",\"variables\":{\"after\":\"a+b/=\"}}" ->
                                        "{\"data\":" + records(6, 9) + ",\"next\":17}";
                                    case "{\"query\":\"items\",\"variables\":{\"after\":17}}" ->
                                        "{\"data\":" + records(10, 10) + "}";
                                    default -> "{}";
                                }))
                .on(
                        "/search",
                        exchange -> TestServer.json(
                                exchange,
                                switch (bodies().getLast()) {
                                    case "{\"from\":0,\"size\":5}" -> records(1, 5);
                                    case "{\"from\":5,\"size\":5}" -> records(6, 10);
                                    default -> "[]";
                                }));
        Map<String, String> cursor = Map.of(
                "method", "post",
                "body", "{\"query\":\"items\",\"variables\":{\"after\":null}}",
                "records_path", "/data",
                "pagination.type", "cursor",
                "pagination.cursor_path", "/next",
                "pagination.body_path", "/variables/after");
        assertThat(RestRun.of(server.url("/graphql"), cursor).text()).isEqualTo(TEN);
        Map<String, String> offset = Map.of(
                "method", "post",
                "body", "{\"from\":3,\"size\":5}",
                "pagination.type", "offset",
                "pagination.body_path", "/from");
        assertThat(RestRun.of(server.url("/search"), offset).text()).isEqualTo(TEN);
        assertThat(server.seen()).allSatisfy(it -> assertThat(it.path()).doesNotContain("?"));
    }

    private List<String> bodies() {
        return server.seen().stream().map(TestServer.Seen::body).toList();
    }

    @Test
    void saysThatTheBodyHasNoPlaceForACursor() {
        server.on("/", 200, "application/json", "[1]");
        for (String body : List.of("no JSON", "[1]", "{\"a\":1}")) {
            Map<String, String> options = Map.of(
                    "method", "post", "body", body, "pagination.type", "page", "pagination.body_path", "/a/page");
            assertThat(RestRun.refusal(server.url("/"), options))
                    .hasMessageContaining("body_path (/a/page) has to lead into an object")
                    .returns(Reason.UNSUPPORTED, UnreadableSourceException::reason);
        }
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void refusesEndlessCursors() {
        server.on("/long", 200, "application/json", "{\"data\":[1],\"next\":\"" + "x".repeat(8001) + "\"}")
                .on("/same", 200, "application/json", "{\"data\":[1],\"next\":\"x\"}");
        Map<String, String> options = Map.of(
                "method", "post",
                "body", "{}",
                "records_path", "/data",
                "pagination.type", "cursor",
                "pagination.cursor_path", "/next",
                "pagination.body_path", "/after");
        assertThat(RestRun.refusal(server.url("/long"), options)).hasMessageContaining("longer than 8000 characters");
        assertThat(RestRun.refusal(server.url("/same"), options)).hasMessageContaining("go in a circle");
        assertThat(bodies()).containsExactly("{}", "{}", "{\"after\":\"x\"}");
    }

    @Test
    void noticesThatPagesGoInACircle() throws Exception {
        server.on("/deaf", 200, "application/json", records(1, 5))
                .on("/loop", exchange -> {
                    exchange.getResponseHeaders().set("Link", "<" + server.url("/loop") + ">; rel=next");
                    TestServer.json(exchange, records(1, 5));
                })
                .on("/endless", exchange -> {
                    int offset = Integer.parseInt(query(exchange).getOrDefault("offset", "0"));
                    TestServer.json(exchange, records(offset, offset));
                });
        assertThat(RestRun.refusal(server.url("/deaf"), Map.of("pagination.type", "page")))
                .hasMessageContaining("go in a circle");
        assertThat(RestRun.refusal(server.url("/loop"), Map.of("pagination.type", "link")))
                .hasMessageContaining("go in a circle");
        assertThat(RestRun.refusal(server.url("/endless"), Map.of("pagination.type", "offset", "max_pages", 20)))
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                .hasMessageContaining("max_pages (20)");
        assertThat(RestRun.refusal(server.url("/endless"), Map.of("pagination.type", "offset", "max_records", 20)))
                .hasMessageContaining("max_records (20)");
    }

    @Test
    void tellsNoSecretsToAnotherServerThatIsNext() throws Exception {
        try (TestServer other = new TestServer()) {
            other.on("/", 200, "application/json", records(6, 10));
            server.on("/", exchange -> {
                exchange.getResponseHeaders().set("Link", "<" + other.url("/") + ">; rel=next");
                TestServer.json(exchange, records(1, 5));
            });
            assertThat(RestRun.of(
                                    server.url("/"),
                                    Map.of(
                                            "pagination.type", "link",
                                            "auth.type", "bearer",
                                            "auth.token", "hush",
                                            "headers.X-Tenant", "7"))
                            .text())
                    .isEqualTo(TEN);
            assertThat(server.seen().getFirst().header("Authorization")).isEqualTo("Bearer hush");
            assertThat(server.seen().getFirst().header("X-Tenant")).isEqualTo("7");
            assertThat(other.seen().getFirst().header("Authorization")).isEmpty();
            assertThat(other.seen().getFirst().header("X-Tenant")).isEmpty();
        }
    }

    /** 10,000 records of 10 KB are 100 MB; what is alive meanwhile must not grow with them. */
    @Test
    void readsTenThousandRecordsInFlatMemory() throws Exception {
        int size = 100;
        String text = "x".repeat(10_000);
        AtomicInteger asked = new AtomicInteger();
        AtomicLong early = new AtomicLong();
        AtomicLong late = new AtomicLong();
        server.on("/", exchange -> {
            int offset = Integer.parseInt(query(exchange).getOrDefault("offset", "0"));
            int page = asked.incrementAndGet();
            if (page == 5 || page == 99) {
                System.gc();
                (page == 5 ? early : late)
                        .set(ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed());
            }
            String body = offset >= 10_000
                    ? "[]"
                    : IntStream.range(offset, offset + size)
                            .mapToObj(id -> "{\"id\":" + id + ",\"text\":\"" + text + "\"}")
                            .collect(Collectors.joining(",", "[", "]"));
            TestServer.json(exchange, body);
        });
        CountingStream written = new CountingStream();
        RestRun.TextOutput output = new RestRun.TextOutput(written);
        Map<String, Object> metadata = RestRun.run(server.url("/"), Map.of("pagination.type", "offset"), output)
                .metadata();
        System.out.printf(
                "rest: 10,000 records, %d bytes written, alive after page 5 %d KB, after page 99 %d KB%n",
                written.count, early.get() / 1024, late.get() / 1024);
        assertThat(metadata).containsEntry("record_count", 10_000L).containsEntry("page_count", 101);
        assertThat(written.count).isGreaterThan(100_000_000);
        assertThat(late.get() - early.get()).isLessThan(10_000_000);
        assertThat(output.reports).isGreaterThan(100);
    }

    private static final class CountingStream extends OutputStream {

        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
