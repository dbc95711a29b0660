package io.scry.ingestor.adapter.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that mean harm. The one that may be asked is 127.0.0.2; 127.0.0.1 stands for what nobody may reach. */
@Timeout(60)
class HostileServerTest {

    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("127.0.0.2");
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    private static WebHarness web(Map<String, ?> settings) {
        Map<String, Object> all = new java.util.HashMap<>(Map.of("allowed_networks", "127.0.0.2/32"));
        all.putAll(settings);
        return new WebHarness(all);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsToNothingThatIsForbidden(int status) throws Exception {
        try (TestServer outside = new TestServer(OUTSIDE);
                RawServer inside =
                        new RawServer(out -> RawServer.write(out, HEAD + "Content-Length: 6\r\n\r\nsecret"));
                WebHarness web = web(Map.of("max_attempts", 1))) {
            List<String> targets = List.of(
                    inside.url(),
                    "//127.0.0.1:" + inside.port() + "/",
                    "http://localhost:" + inside.port() + "/",
                    "http://[::ffff:127.0.0.1]:" + inside.port() + "/",
                    "http://2130706433:" + inside.port() + "/",
                    "http://127.0.0.2@127.0.0.1:" + inside.port() + "/",
                    "\\\\127.0.0.1:" + inside.port() + "\\",
                    "http://169.254.169.254/latest/meta-data/",
                    "file:///etc/passwd",
                    "gopher://127.0.0.1:" + inside.port() + "/",
                    "data:text/plain,x",
                    "javascript:alert(1)",
                    "jar:" + inside.url() + "!/",
                    "http://",
                    "http:///",
                    "::");
            for (int i = 0; i < targets.size(); i++) {
                outside.redirect("/" + i + "/", status, targets.get(i));
                String url = "http://127.0.0.2:" + outside.port() + "/" + i + "/";

                Throwable refusal = catchThrowable(() -> web.get(url));

                assertThat(refusal).as(targets.get(i)).isInstanceOf(UnreadableSourceException.class);
                assertThat(((UnreadableSourceException) refusal).reason())
                        .as(targets.get(i))
                        .isIn(Reason.FORBIDDEN_ADDRESS, Reason.REFUSED_BY_SERVER);
            }
            assertThat(inside.connections()).isZero();
            assertThat(outside.seen()).hasSize(targets.size());
            assertThat(web.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void areToldNoSecretsOfOthers(int status) throws Exception {
        try (TestServer home = new TestServer(OUTSIDE);
                TestServer other = new TestServer(OUTSIDE);
                WebHarness web = web(Map.of())) {
            other.on("/", 200, "text/plain", "seen");
            home.redirect("/", status, "http://127.0.0.2:" + other.port() + "/");
            WebAddress address = WebAddress.of("http://user:pass@127.0.0.2:" + home.port() + "/");
            Map<String, String> secrets =
                    Map.of("X-API-Key", "hush", "Cookie", "a=hush", "Proxy-Authorization", "hush", "Accept", "a/b");

            web.send(new Web.Request(Web.Method.GET, address, address, secrets, null, WebHarness.TERMS));

            assertThat(home.seen().getFirst().header("Cookie")).isEqualTo("a=hush");
            assertThat(other.seen()).singleElement().satisfies(it -> {
                for (String name : List.of("X-API-Key", "Cookie", "Authorization", "Proxy-Authorization", "Referer")) {
                    assertThat(it.header(name)).as(name).isEmpty();
                }
                assertThat(it.header("Accept")).isEqualTo("a/b");
            });
        }
    }

    /** The name leads outside first, and inside when it is looked up again. */
    @Test
    void cannotMoveTheirNameInside() throws Exception {
        int[] lookUps = {0};
        InMemoryDnsResolver rebinding = new InMemoryDnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {lookUps[0]++ == 0 ? OUTSIDE : InetAddress.ofLiteral("127.0.0.1")};
            }
        };
        try (TestServer outside = new TestServer(OUTSIDE);
                WebHarness web =
                        new WebHarness(Map.of("allowed_networks", "127.0.0.2/32", "max_attempts", 3), rebinding)) {
            outside.on("/", exchange -> {
                exchange.getResponseHeaders().set("Connection", "close");
                TestServer.answer(exchange, 503, new byte[0]);
            });
            assertThatThrownBy(() -> web.get("http://rebind.example:" + outside.port() + "/"))
                    .isInstanceOfSatisfying(
                            UnreadableSourceException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS));
            assertThat(outside.seen()).hasSize(1);
            assertThat(lookUps[0]).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1\r\n\r\nx",
                "Content-Length: 99999999999999999999999\r\n\r\nx",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nx",
                "Content-Length: 10\r\n\r\nx",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-5\r\nx\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nx",
                "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\nx",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nx",
                "Transfer-Encoding: chunked, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                "Transfer-Encoding: bogus\r\n\r\nx",
                "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
                "Content-Encoding: deflate\r\nContent-Length: 3\r\n\r\nabc",
                "Content-Encoding: br\r\nContent-Length: 3\r\n\r\nabc",
                "Content-Encoding: gzip, gzip\r\nContent-Length: 3\r\n\r\nabc",
                "Content-Encoding: zstd\r\nContent-Length: 3\r\n\r\nabc"
            })
    void sayWhatIsNotSo(String answer) throws Exception {
        try (RawServer server = new RawServer(out -> RawServer.write(out, HEAD + answer));
                WebHarness web = new WebHarness(Map.of("max_attempts", 1, "read_timeout", "500ms"))) {
            assertThat(catchThrowable(() -> web.get(server.url())))
                    .isInstanceOfAny(UnavailableSourceException.class, UnreadableSourceException.class);
            assertThat(web.leftovers()).isEmpty();
        }
    }

    @Test
    void addMoreThanTheySaid() throws Exception {
        try (RawServer server = new RawServer(out -> RawServer.write(
                        out, HEAD + "Content-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
                WebHarness web = new WebHarness(Map.of())) {
            assertThat(web.get(server.url())).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 000 OK", "HTTP/1.1 -1 OK", "HTTP/1.1 99999999999 OK", "HTTP/1.1 OK", "HTTP/0.0 0 "})
    void sayWhatIsNoStatus(String line) throws Exception {
        try (RawServer server = new RawServer(out -> RawServer.write(out, line + "\r\nContent-Length: 2\r\n\r\nok"));
                WebHarness web = new WebHarness(Map.of("max_attempts", 1))) {
            assertThat(catchThrowable(() -> web.get(server.url()))).isInstanceOf(UnavailableSourceException.class);
            assertThat(web.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEAD + "\r\n", // A body, a header, a line, chunks, their names and what is behind them, all without
                // end.
                HEAD + "X-Long: ",
                "HTTP/1.1 200 ",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n1;x=",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: ",
                "x"
            })
    void neverEnd(String start) throws Exception {
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, start);
                    endless(out, "x".repeat(8192));
                });
                WebHarness web = new WebHarness(Map.of("max_attempts", 1, "max_wire_size", "1MB"))) {
            assertThat(catchThrowable(() -> web.get(server.url())))
                    .isInstanceOfAny(UnavailableSourceException.class, UnreadableSourceException.class);
            assertThat(web.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n", "\r\n"})
    void repeatThemselves(String piece) throws Exception {
        String start = piece.startsWith("X") ? HEAD : "";
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, start);
                    endless(out, piece.repeat(200));
                });
                WebHarness web = new WebHarness(Map.of("max_attempts", 1))) {
            long begun = System.nanoTime();
            assertThat(catchThrowable(() ->
                            web.send(Web.Request.get(WebAddress.of(server.url()), within(Duration.ofSeconds(3))))))
                    .isInstanceOfAny(UnavailableSourceException.class, UnreadableSourceException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            await().until(() -> web.leftovers().isEmpty());
        }
    }

    private static void endless(OutputStream out, String text) throws IOException {
        while (true) {
            RawServer.write(out, text);
        }
    }

    private static Web.Terms within(Duration limit) {
        return new Web.Terms(limit, 1, Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ZERO);
    }

    /** A byte now and then, each before the server counts as silent: of a header, of a chunk. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"})
    void drip(String start) throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, start);
                    while (!stopped.await(20, TimeUnit.MILLISECONDS)) {
                        RawServer.write(out, "x");
                    }
                });
                WebHarness web = new WebHarness(Map.of("max_attempts", 1, "read_timeout", "10s"))) {
            assertThatThrownBy(() ->
                            web.send(Web.Request.get(WebAddress.of(server.url()), within(Duration.ofMillis(500)))))
                    .hasMessageContaining("did not send all of its answer within");
            await().until(() -> web.leftovers().isEmpty());
        } finally {
            stopped.countDown();
        }
    }

    @Test
    void packMoreThanIsTaken() throws Exception {
        byte[] zeros = new byte[30 << 20];
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(zeros);
        }
        try (TestServer server = new TestServer();
                WebHarness web = new WebHarness(Map.of("max_attempts", 1, "max_size", "10MB"))) {
            server.on("/gzip", exchange -> packed(exchange, TestServer.gzip(zeros), "gzip"))
                    .on("/deflate", exchange -> packed(exchange, deflated.toByteArray(), "deflate"))
                    .on("/many", exchange -> packed(exchange, members(), "gzip"))
                    .on("/twice", exchange -> packed(exchange, TestServer.gzip(new byte[9]), "gzip", "gzip"));
            for (String path : List.of("/gzip", "/deflate", "/many")) {
                assertThatThrownBy(() -> web.get(server.url(path)))
                        .as(path)
                        .hasMessageContaining("more than 10485760 bytes (fetch.max_size)");
            }
            assertThat(catchThrowable(() -> web.get(server.url("/twice"))))
                    .isInstanceOfAny(UnavailableSourceException.class, UnreadableSourceException.class);
            assertThat(web.leftovers()).isEmpty();
        }
    }

    /** 100,000 small members one behind the other. */
    private static byte[] members() throws IOException {
        byte[] member = TestServer.gzip(new byte[200]);
        byte[] all = new byte[member.length * 100_000];
        for (int i = 0; i < 100_000; i++) {
            System.arraycopy(member, 0, all, i * member.length, member.length);
        }
        return all;
    }

    private static void packed(com.sun.net.httpserver.HttpExchange exchange, byte[] body, String... codings)
            throws IOException {
        for (String coding : codings) {
            exchange.getResponseHeaders().add("Content-Encoding", coding);
        }
        TestServer.answer(exchange, 200, body);
    }

    @Test
    void setNoCookiesAndAreNotBelieved() throws Exception {
        try (TestServer server = new TestServer();
                WebHarness web = new WebHarness(Map.of("max_attempts", 1))) {
            server.on("/", exchange -> {
                exchange.getResponseHeaders().set("Set-Cookie", "session=1; Path=/");
                exchange.getResponseHeaders().set("Refresh", "0; url=http://169.254.169.254/");
                exchange.getResponseHeaders().set("Content-Location", "file:///etc/passwd");
                exchange.getResponseHeaders().set("Location", "file:///etc/passwd");
                TestServer.answer(exchange, 200, "ok".getBytes(StandardCharsets.UTF_8));
            });
            assertThat(web.get(server.url("/"))).isEqualTo("ok");
            assertThat(web.get(server.url("/"))).isEqualTo("ok");
            assertThat(server.seen())
                    .hasSize(2)
                    .allSatisfy(it -> assertThat(it.header("Cookie")).isEmpty());
        }
    }
}
