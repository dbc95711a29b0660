package io.scry.ingestor.adapter.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchTest {

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void followsRedirectsAndGivesUpAfterTooMany() throws Exception {
        server.on("/end", 200, "text/plain", "there")
                .redirect("/one", 302, "/two")
                .redirect("/two", 307, server.url("/end"))
                .redirect("/circle", 301, "/circle");
        try (WebHarness web = new WebHarness(Map.of("max_redirects", 3))) {
            assertThat(web.get(server.url("/one"))).isEqualTo("there");
            assertThatThrownBy(() -> web.get(server.url("/circle")))
                    .hasMessageContaining("redirects more than 3 times (fetch.max_redirects)");
            assertThat(server.seen())
                    .filteredOn(it -> it.path().equals("/circle"))
                    .hasSize(4);
            assertThat(web.leftovers()).isEmpty();
        }
    }

    @Test
    void checksWhereRedirectsLead() throws Exception {
        server.redirect("/metadata", 302, "http://169.254.169.254/latest/meta-data/")
                .redirect("/decimal", 302, "http://2852039166/")
                .redirect("/file", 302, "file:///etc/passwd")
                .redirect("/ipv6", 307, "http://[::ffff:10.0.0.1]/");
        try (WebHarness web = new WebHarness(Map.of())) {
            assertThat(reason(web, "/metadata")).isEqualTo(Reason.FORBIDDEN_ADDRESS);
            assertThat(reason(web, "/ipv6")).isEqualTo(Reason.FORBIDDEN_ADDRESS);
            assertThat(reason(web, "/decimal")).isEqualTo(Reason.REFUSED_BY_SERVER);
            assertThat(reason(web, "/file")).isEqualTo(Reason.REFUSED_BY_SERVER);
            assertThat(web.leftovers()).isEmpty();
        }
    }

    private Reason reason(WebHarness web, String path) {
        return catchThrowableOfType(UnreadableSourceException.class, () -> web.get(server.url(path)))
                .reason();
    }

    @Test
    void tellsSecretsToNoOtherServer() throws Exception {
        try (TestServer other = new TestServer()) {
            other.on("/", 200, "text/plain", "seen");
            server.redirect("/away", 302, other.url("/"))
                    .redirect("/post", 307, other.url("/"))
                    .redirect("/home", 302, "/there")
                    .on("/there", 200, "text/plain", "home");
            try (WebHarness web = new WebHarness(Map.of())) {
                web.send(request("http://user:pass@127.0.0.1:" + server.port() + "/away", Web.Method.GET));
                web.send(request(server.url("/home"), Web.Method.GET));
                assertThatThrownBy(() -> web.send(request(server.url("/post"), Web.Method.POST)))
                        .hasMessageContaining("is not the server that the body is meant for");
            }
            assertThat(server.seen()).first().satisfies(it -> {
                assertThat(it.header("X-Key")).isEqualTo("hush");
                assertThat(it.header("Authorization")).isEqualTo("Basic dXNlcjpwYXNz");
            });
            assertThat(server.seen().get(2).header("X-Key")).isEqualTo("hush");
            assertThat(other.seen()).singleElement().satisfies(it -> {
                assertThat(it.header("X-Key")).isEmpty();
                assertThat(it.header("Authorization")).isEmpty();
                assertThat(it.header("Accept")).isEqualTo("text/plain");
                assertThat(it.header("Cookie")).isEmpty();
            });
        }
    }

    private static Web.Request request(String url, Web.Method method) {
        WebAddress address = WebAddress.of(url);
        return new Web.Request(
                method,
                address,
                address,
                Map.of("X-Key", "hush", "Accept", "text/plain"),
                method == Web.Method.POST ? "{\"secret\":1}" : null,
                WebHarness.TERMS);
    }

    @Test
    void asksAgainAfterWhatCanPass() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.on(
                        "/flaky",
                        exchange -> TestServer.answer(
                                exchange,
                                calls.incrementAndGet() < 3 ? 503 : 200,
                                "ok".getBytes(StandardCharsets.UTF_8)))
                .on("/missing", 404, "text/plain", "no")
                .on("/broken", 500, "text/plain", "no");
        try (WebHarness web = new WebHarness(Map.of())) {
            assertThat(web.get(server.url("/flaky"))).isEqualTo("ok");
            assertThat(calls).hasValue(3);
            assertThatThrownBy(() -> web.get(server.url("/broken")))
                    .isInstanceOf(UnavailableSourceException.class)
                    .hasMessage("127.0.0.1 answered 500.");
            assertThat(server.seen())
                    .filteredOn(it -> it.path().equals("/broken"))
                    .hasSize(3);
            assertThatThrownBy(() -> web.get(server.url("/missing")))
                    .isInstanceOf(UnreadableSourceException.class)
                    .hasMessageContaining("answered 404");
            assertThat(server.seen())
                    .filteredOn(it -> it.path().equals("/missing"))
                    .hasSize(1);
            assertThat(web.leftovers()).isEmpty();
        }
    }

    @Test
    void waitsAsLongAsTheServerSays() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.on("/soon", exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    TestServer.answer(
                            exchange, calls.incrementAndGet() < 2 ? 429 : 200, "ok".getBytes(StandardCharsets.UTF_8));
                })
                .on("/later", exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "3600");
                    TestServer.answer(exchange, 429, new byte[0]);
                });
        try (WebHarness web = new WebHarness(Map.of())) {
            long begun = System.nanoTime();
            assertThat(web.get(server.url("/soon"))).isEqualTo("ok");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));

            // Too long for a worker to wait: the queue has to.
            UnavailableSourceException put =
                    catchThrowableOfType(UnavailableSourceException.class, () -> web.get(server.url("/later")));
            assertThat(put.retryAfter()).isEqualTo(Duration.ofHours(1));
            assertThat(server.seen())
                    .filteredOn(it -> it.path().equals("/later"))
                    .hasSize(1);
        }
    }

    @Test
    void readsRetryAfterAsSecondsOrDate() {
        assertThat(RetryAfter.of("120")).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.of("Wed, 21 Oct 2015 07:28:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.of("Fri, 31 Dec 2100 23:59:59 GMT")).isGreaterThan(Duration.ofDays(365));
        assertThat(RetryAfter.of("soon")).isNull();
        assertThat(RetryAfter.of("-1")).isNull();
        assertThat(RetryAfter.of(null)).isNull();
    }

    @Test
    void givesUpOnAnswersThatTrickle() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (RawServer slow = new RawServer(out -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                    for (int i = 0; i < 1_000_000 && !stopped.await(20, TimeUnit.MILLISECONDS); i++) {
                        RawServer.write(out, "x");
                    }
                });
                WebHarness web = new WebHarness(Map.of())) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> web.send(Web.Request.get(WebAddress.of(slow.url()), within(400))))
                    .isInstanceOf(UnavailableSourceException.class)
                    .hasMessageContaining("did not send all of its answer within");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            await().until(() -> web.leftovers().isEmpty());
        } finally {
            stopped.countDown();
        }
    }

    private static Web.Terms within(int millis) {
        return new Web.Terms(Duration.ofMillis(millis), 1, Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ZERO);
    }

    @Test
    void givesUpOnServersThatAreSilentOrSpeakNoHttp() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (RawServer silent = new RawServer(out -> stopped.await(30, TimeUnit.SECONDS));
                RawServer rude = new RawServer(out -> RawServer.write(out, "220 mail.example ESMTP\r\n\r\n"));
                RawServer cut = new RawServer(
                        out -> RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
                WebHarness web = new WebHarness(Map.of("read_timeout", "200ms"))) {
            for (RawServer server : new RawServer[] {silent, rude, cut}) {
                assertThatThrownBy(() -> web.get(server.url()))
                        .isInstanceOf(UnavailableSourceException.class)
                        .hasMessageStartingWith("127.0.0.1 could not be asked");
                assertThat(server.connections()).isEqualTo(3);
            }
        } finally {
            stopped.countDown();
        }
    }

    @Test
    void refusesEndlessAnswersAndHeaders() throws Exception {
        try (RawServer body = new RawServer(out -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\n\r\n");
                    endless(out, "0123456789");
                });
                RawServer headers = new RawServer(out -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\n");
                    endless(out, "X-More: x\r\n");
                });
                RawServer line = new RawServer(out -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\nX-Long: ");
                    endless(out, "xxxxxxxxxx");
                });
                RawServer interim = new RawServer(out -> endless(out, "HTTP/1.1 103 Early Hints\r\n\r\n"));
                WebHarness web = new WebHarness(Map.of("max_wire_size", "1MB"))) {
            assertThatThrownBy(() -> web.get(body.url())).hasMessageContaining("(fetch.max_wire_size)");
            assertThatThrownBy(() -> web.get(headers.url())).hasMessageContaining("more or longer headers");
            assertThatThrownBy(() -> web.get(line.url())).hasMessageContaining("more or longer headers");
            assertThatThrownBy(() -> web.send(Web.Request.get(WebAddress.of(interim.url()), within(500))))
                    .isInstanceOf(UnavailableSourceException.class);
        }
    }

    private static void endless(OutputStream out, String text) throws IOException {
        while (true) {
            RawServer.write(out, text.repeat(100));
        }
    }

    @Test
    void undoesCompressionButNotWithoutALimit() throws Exception {
        byte[] bomb = TestServer.gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(100_000);
        server.on("/bomb", exchange -> encoded(exchange, "gzip", bomb))
                .on("/twice", exchange -> encoded(exchange, "gzip", TestServer.gzip(bomb)))
                .on(
                        "/gzip",
                        exchange ->
                                encoded(exchange, "gzip", TestServer.gzip("zipped".getBytes(StandardCharsets.UTF_8))))
                .on("/zlib", exchange -> encoded(exchange, "deflate", deflated(false)))
                .on("/raw", exchange -> encoded(exchange, "deflate", deflated(true)))
                .on("/br", exchange -> encoded(exchange, "br", new byte[] {1}))
                .on("/broken", exchange -> encoded(exchange, "gzip", "no gzip".getBytes(StandardCharsets.UTF_8)));
        try (WebHarness web = new WebHarness(Map.of("max_size", "10MB"))) {
            assertThatThrownBy(() -> web.get(server.url("/bomb"))).hasMessageContaining("(fetch.max_size)");
            // Only what the header says is undone: the inner one stays as it is.
            assertThat(web.get(server.url("/gzip"))).isEqualTo("zipped");
            assertThat(web.get(server.url("/zlib"))).isEqualTo("deflated");
            assertThat(web.get(server.url("/raw"))).isEqualTo("deflated");
            assertThatThrownBy(() -> web.get(server.url("/br"))).hasMessageContaining("compressed in a way");
            assertThatThrownBy(() -> web.get(server.url("/broken"))).isInstanceOf(UnavailableSourceException.class);
        }
    }

    private static void encoded(com.sun.net.httpserver.HttpExchange exchange, String coding, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Encoding", coding);
        TestServer.answer(exchange, 200, body);
    }

    private static byte[] deflated(boolean raw) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (DeflaterOutputStream deflater =
                new DeflaterOutputStream(out, new java.util.zip.Deflater(java.util.zip.Deflater.BEST_SPEED, raw))) {
            deflater.write("deflated".getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (RawServer silent = new RawServer(out -> stopped.await(30, TimeUnit.SECONDS));
                WebHarness web = new WebHarness(Map.of())) {
            Thread worker = Thread.ofPlatform().start(() -> {
                try {
                    web.get(silent.url());
                } catch (IOException | InterruptedException | RuntimeException e) {
                    end.set(e);
                }
            });
            await().until(() -> silent.connections() == 1);
            worker.interrupt();
            assertThat(worker.join(Duration.ofSeconds(5))).isTrue();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            await().until(() -> web.leftovers().isEmpty());
        } finally {
            stopped.countDown();
        }
    }

    @Test
    void stopsWhenInterruptedBetweenAttempts() throws Exception {
        server.on("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "2");
            TestServer.answer(exchange, 503, new byte[0]);
        });
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (WebHarness web = new WebHarness(Map.of())) {
            Thread worker = Thread.ofPlatform().start(() -> {
                try {
                    web.get(server.url("/"));
                } catch (IOException | InterruptedException | RuntimeException e) {
                    end.set(e);
                }
            });
            await().until(() -> worker.getState() == Thread.State.TIMED_WAITING
                    && !server.seen().isEmpty());
            worker.interrupt();
            assertThat(worker.join(Duration.ofSeconds(5))).isTrue();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void leavesServersAloneThatFailAndComesBackWhenTheyAreWell() throws Exception {
        AtomicInteger status = new AtomicInteger(500);
        server.on("/", exchange -> TestServer.answer(exchange, status.get(), "ok".getBytes(StandardCharsets.UTF_8)));
        try (TestServer other = new TestServer();
                WebHarness web = new WebHarness(
                        Map.of("breaker.window", 6, "breaker.minimum_calls", 6, "breaker.open_time", "300ms"))) {
            other.on("/", 200, "text/plain", "well");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> web.get(server.url("/"))).hasMessage("127.0.0.1 answered 500.");
            }
            int asked = server.seen().size();
            assertThat(asked).isEqualTo(6);
            UnavailableSourceException open = catchThrowableOfType(
                    UnavailableSourceException.class,
                    () -> web.send(Web.Request.get(WebAddress.of(server.url("/")), within(5000))));
            assertThat(open).hasMessageContaining("has failed too often");
            assertThat(open.retryAfter()).isEqualTo(Duration.ofMillis(300));
            assertThat(server.seen()).hasSize(asked);
            assertThat(web.get(other.url("/"))).isEqualTo("well");

            status.set(200);
            await().ignoreException(UnavailableSourceException.class)
                    .until(() -> web.get(server.url("/")).equals("ok"));
            assertThat(web.get(server.url("/"))).isEqualTo("ok");
            assertThat(web.get(server.url("/"))).isEqualTo("ok");
        }
    }

    @Test
    void knowsWhatWasFetched() throws Exception {
        server.on("/a", 200, "text/a", "one").on("/b", 200, "text/b", "two");
        try (WebHarness web = new WebHarness(Map.of())) {
            web.get(server.url("/a"));
            web.get(server.url("/b"));
            assertThat(web.web().bytes()).isEqualTo(6);
            assertThat(web.web().contentType()).isEqualTo("text/a");
            assertThat(web.web().sha256()).isEqualTo(Hashes.of("onetwo"));
        }
    }

    @Test
    void endsAllTogetherInTime() throws Exception {
        server.on("/", 200, "text/plain", "x");
        try (WebHarness web = new WebHarness(Map.of("total_timeout", "300ms"))) {
            await().untilAsserted(() -> assertThatThrownBy(() -> web.get(server.url("/")))
                    .isInstanceOf(UnreadableSourceException.class)
                    .hasMessageContaining("fetch.total_timeout"));
        }
    }

    @Test
    void saysWhenThereIsNoSuchServer() throws Exception {
        try (WebHarness web = new WebHarness(Map.of(), new org.apache.hc.client5.http.impl.InMemoryDnsResolver())) {
            assertThatThrownBy(() -> web.get("http://nowhere.example/"))
                    .hasMessage("There is no server called nowhere.example. Correct the URL.");
        }
    }
}
