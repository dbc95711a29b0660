package io.scry.ingestor.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.RuleTable;
import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.fetch.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RestAdapterTest {

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String serve(String contentType, String body) {
        return serve(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private String serve(String contentType, byte[] body) {
        String path = "/" + server.hashCode() + body.length + "-" + System.nanoTime();
        server.on(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            TestServer.answer(exchange, 200, body);
        });
        return server.url(path);
    }

    @Test
    void readsArraysDocumentsAndLines() throws Exception {
        RestRun array =
                RestRun.of(serve("application/json", "[{\"a\":1.10},{\"a\":null,\"b\":[{\"c\":1e400}]},3]"), Map.of());
        assertThat(array.records()).isTrue();
        assertThat(array.text()).isEqualTo("{\"a\":1.10}\n{\"a\":null,\"b\":[{\"c\":1e400}]}\n3");
        assertThat(array.metadata()).containsEntry("format", "records").containsEntry("columns", List.of("a", "b"));

        RestRun document = RestRun.of(serve("application/hal+json", "{\"a\":{\"b\":true}}"), Map.of());
        assertThat(document.records()).isFalse();
        assertThat(document.text()).isEqualTo("{\"a\":{\"b\":true}}");

        RestRun lines = RestRun.of(serve("application/x-ndjson", "{\"a\":1}\n\n{\"a\":2}\n"), Map.of());
        assertThat(lines.text()).isEqualTo("{\"a\":1}\n{\"a\":2}");
        assertThat(RestRun.of(serve("text/plain", "{\"a\":1}\n{\"a\":2}\n"), Map.of("format", "ndjson"))
                        .records())
                .isTrue();

        RestRun inside = RestRun.of(
                serve("application/json", "{\"x\":[[1]],\"r\":{\"items\":[{\"a\":1},[2]]},\"items\":[9]}"),
                Map.of("records_path", "/r/items"));
        assertThat(inside.text()).isEqualTo("{\"a\":1}\n[2]");
        assertThat(RestRun.of(serve("application/json", "[]"), Map.of())
                        .validation()
                        .warnings())
                .singleElement()
                .satisfies(it -> assertThat(it.rule()).isEqualTo("no_records"));
    }

    @Test
    void saysWhatItCannotRead() throws Exception {
        assertRefused("[{\"a\":1}", Map.of(), Reason.DAMAGED, "ends at line 1, column 9 in the middle of a value");
        assertRefused("<html></html>", Map.of(), Reason.DAMAGED, "is not JSON: see line 1");
        assertRefused("{\"a\":1}{\"a\":2}", Map.of(), Reason.DAMAGED, "send format = ndjson");
        assertRefused("{\"a\":1,\"a\":2}", Map.of(), Reason.DAMAGED, "a name twice");
        assertRefused("", Map.of(), Reason.EMPTY, "is empty");
        assertRefused("{\"a\":1}", Map.of("format", "records"), Reason.WRONG_TYPE, "name that array by records_path");
        assertRefused("{\"a\":1}", Map.of("pagination.type", "link"), Reason.WRONG_TYPE, "by records_path");
        assertRefused("{\"a\":1}", Map.of("records_path", "/b"), Reason.WRONG_TYPE, "no array at records_path (/b)");
        assertRefused(
                "[]", Map.of("format", "document", "pagination.type", "link"), Reason.UNSUPPORTED, "is not document");
        assertRefused("[".repeat(300) + "]".repeat(300), Map.of(), Reason.LIMIT_EXCEEDED, "max_depth (200)");
        assertRefused(
                "[\"" + "x".repeat(200_000) + "\"]",
                Map.of("max_string_length", 100_000),
                Reason.LIMIT_EXCEEDED,
                "max_string_length (100000)");
    }

    private void assertRefused(String body, Map<String, ?> options, Reason reason, String words) {
        UnreadableSourceException refusal = RestRun.refusal(serve("application/json", body), options);
        assertThat(refusal).as(body).isNotNull().hasMessageContaining(words);
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    @Test
    void readsOtherCharsetsIfTheyAreTold() throws Exception {
        byte[] latin = "[\"é\"]".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RestRun.of(serve("application/json; charset=\"ISO-8859-1\"", latin), Map.of())
                        .text())
                .isEqualTo("\"é\"");
        assertThat(RestRun.of(serve("application/json", "[\"é\"]".getBytes(StandardCharsets.UTF_16LE)), Map.of())
                        .text())
                .isEqualTo("\"é\"");
        for (String told :
                new String[] {"application/json", "application/json; charset=utf-8", "text/json; charset=x-no"}) {
            assertThat(RestRun.refusal(serve(told, latin), Map.of()).reason()).isEqualTo(Reason.WRONG_ENCODING);
        }
    }

    @Test
    void replacesHalvesOfSurrogatePairs() throws Exception {
        assertThat(RestRun.of(serve("application/json", "[\"a\\ud800b\",{\"c\":\"\\ud83d\\ude00\"}]"), Map.of())
                        .text())
                .isEqualTo("\"a\uFFFDb\"\n{\"c\":\"😀\"}");
    }

    @Test
    void showsWhoAsksInEachWay() throws Exception {
        server.on("/", 200, "application/json", "[]");
        RestRun.of(server.url("/"), Map.of("auth.type", "basic", "auth.username", "é", "auth.password", "p:q"));
        RestRun.of(server.url("/"), Map.of("auth.type", "bearer", "auth.token", "t0k"));
        RestRun.of(server.url("/"), Map.of("auth.type", "header", "auth.header", "X-Auth", "auth.key", "k3y"));
        RestRun.of(
                server.url("/"),
                Map.of(
                        "method",
                        "post",
                        "body",
                        "{\"q\":1}",
                        "body_type",
                        "application/vnd.q+json",
                        "headers.X-A",
                        "b"));

        assertThat(server.seen().get(0).header("Authorization")).isEqualTo("Basic w6k6cDpx");
        assertThat(server.seen().get(1).header("Authorization")).isEqualTo("Bearer t0k");
        assertThat(server.seen().get(2).header("X-Auth")).isEqualTo("k3y");
        assertThat(server.seen().get(3)).satisfies(it -> {
            assertThat(it.method()).isEqualTo("POST");
            assertThat(it.body()).isEqualTo("{\"q\":1}");
            assertThat(it.header("Content-Type")).isEqualTo("application/vnd.q+json");
            assertThat(it.header("X-A")).isEqualTo("b");
            assertThat(it.header("User-Agent")).isEqualTo("scry-ingestor");
        });
        RestOptions options = RestRun.options(
                Map.of("auth.type", "bearer", "auth.token", "hush", "body", "hush", "headers.a", "hush"));
        assertThat(options.toString() + options.auth()).doesNotContain("hush");
    }

    @Test
    void retriesSinglePagesWithoutWritingThemTwice() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.on("/", exchange -> {
            int call = calls.incrementAndGet();
            switch (call) {
                case 1 -> {
                    exchange.getResponseHeaders().set("Link", "</2>; rel=next");
                    TestServer.json(exchange, "[1,2]");
                }
                case 2 -> {
                    // Broken off in the middle: the page has to come again, whole.
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write("[3,".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    throw new IOException("cut");
                }
                case 3 -> TestServer.answer(exchange, 502, new byte[0]);
                default -> TestServer.json(exchange, "[3,4]");
            }
        });
        RestRun run = RestRun.of(server.url("/"), Map.of("pagination.type", "link"));
        assertThat(run.text()).isEqualTo("1\n2\n3\n4");
        assertThat(run.metadata()).containsEntry("page_count", 2);
    }

    @Test
    void givesUpForNowIfTheServerStaysAway() {
        server.on("/", 503, "text/plain", "");
        assertThatThrownBy(() -> RestRun.of(server.url("/"), Map.of("retry.max_attempts", 2)))
                .isInstanceOf(UnavailableSourceException.class);
        assertThat(server.seen()).hasSize(2);
        server.on("/no", 403, "text/plain", "");
        assertThat(RestRun.refusal(server.url("/no"), Map.of())).hasMessageContaining("403: it wants credentials");
    }

    @Test
    void readsNoDocuments() {
        assertThatThrownBy(() -> new RestAdapter()
                        .extract(
                                new Document(Path.of("none"), null, null),
                                RestRun.options(Map.of()),
                                new RestRun.TextOutput(new ByteArrayOutputStream())))
                .hasMessageContaining("send source_type url and an endpoint");
    }

    @Test
    void holdsDataToEachRule() throws Exception {
        String url = serve("application/json", "[{\"id\":1,\"n\":null},{\"id\":2},{\"n\":3,\"id\":3}]");

        assertThat(RestRun.of(
                                url,
                                Map.of(
                                        "required_fields",
                                        "id",
                                        "non_null_fields",
                                        "id",
                                        "min_records",
                                        3,
                                        "min_completeness",
                                        0.6))
                        .errors())
                .isEmpty();
        assertThat(RestRun.of(url, Map.of("required_fields", "id,n,x")).errors())
                .containsExactlyInAnyOrder(
                        "required_fields: The field n is missing [record 2] x1",
                        "required_fields: The field x is missing [record 1] x3");
        assertThat(RestRun.of(url, Map.of("non_null_fields", "n")).errors())
                .containsExactly("non_null_fields: The field n is null [record 1] x1");
        assertThat(RestRun.of(url, Map.of("min_records", 4)).errors())
                .containsExactly("min_records: There are 3 records, fewer than min_records (4) [null] x1");
        RestRun incomplete = RestRun.of(url, Map.of("min_completeness", 0.7));
        assertThat(incomplete.errors())
                .containsExactly("min_completeness: Of all fields of all records, 0.6667 have a value, less than"
                        + " min_completeness (0.7) [null] x1");
        assertThat(incomplete.validation().isValid()).isFalse();
        assertThat(incomplete.validation().metrics())
                .containsEntry("record_count", 3L)
                .containsEntry("missing_by_field", Map.of("n", 2L));
    }

    @Test
    void hasAnAnswerThatKeepsAndOneThatBreaksEachRule() throws Exception {
        new RuleTable<String>(
                        RestOptions.class,
                        (answer, options) -> RestRun.of(serve("application/json", answer), options)
                                .validation())
                .rule("required_fields", List.of("a"), "[{\"a\":null}]", "[{\"b\":1}]")
                .rule("non_null_fields", List.of("a"), "[{\"b\":null}]", "[{\"a\":null}]")
                .rule(
                        "unique_fields",
                        List.of("a"),
                        "[{\"a\":1},{\"a\":\"1\"},{\"a\":null},{\"a\":null}]",
                        "[{\"a\":1},{\"a\":1}]")
                .rule("min_records", 2, "[{\"a\":1},{\"a\":1}]", "[{\"a\":1}]")
                .rule("min_completeness", 0.75, "[{\"a\":1,\"b\":1},{\"a\":1}]", "[{\"a\":1,\"b\":1},{}]")
                .check();
    }
}
