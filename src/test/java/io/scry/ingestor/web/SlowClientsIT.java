package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.RawHttp;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that send or take a little now and then, more of them than there are threads: they are cut off, others are served. */
class SlowClientsIT {

    private static final int THREADS = 16;
    private static final int SOME = 256 * 1024;
    private static final int ROWS = 40_000;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String[] ANN = {"X-API-Key", "secret-of-ann"};
    private static final String KEY = "X-API-Key: secret-of-bob\r\n";

    private static ServiceInJvm service;
    private static URI base;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        service = ServiceInJvm.start(Map.of(
                "SCRY_API_KEYS", "ann:secret-of-ann,bob:secret-of-bob",
                "SCRY_SERVER__THREADS", Integer.toString(THREADS),
                "SCRY_SERVER__HEAD_TIMEOUT", "3s",
                "SCRY_SERVER__CLIENT_TIMEOUT", "3s",
                "SCRY_SERVER__SLOW_TIMEOUT", "3s",
                "SCRY_SERVER__SLOW_RATE", "10MB"));
        base = service.api().baseUrl();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void leave() throws IOException {
        clock.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void add(int count, String head) throws IOException {
        for (int client = 0; client < count; client++) {
            Socket socket = RawHttp.connect(base);
            sockets.add(socket);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** A byte now and then, from each. */
    private void trickle(String bytes) {
        var _ = clock.scheduleWithFixedDelay(
                () -> {
                    for (Socket socket : sockets) {
                        try {
                            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
                        } catch (IOException cutOff) {
                            // Which is what the test waits for.
                        }
                    }
                },
                200,
                200,
                TimeUnit.MILLISECONDS);
    }

    /** Others are served within 5 s each until all of them are cut off. */
    private void othersAreServedUntilTheseAreCutOff(String[] answers) throws Exception {
        AtomicInteger open = new AtomicInteger(sockets.size());
        List<String> ends = Collections.synchronizedList(new ArrayList<>());
        for (Socket socket : sockets) {
            Thread.ofVirtual().start(() -> {
                ends.add(end(socket));
                open.decrementAndGet();
            });
        }
        Awaitility.await("all cut off")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    serve(() -> service.api().get("/api/v1/ingestions?limit=1", ANN));
                    serve(() -> service.submitter().submit("json", Map.of("data", "[1]"), ANN));
                    return open.get() == 0;
                });
        assertThat(ends).allSatisfy(end -> assertThat(end).containsAnyOf(answers));
    }

    /** Who is told that the service is busy comes again, as it is told to, and not for long. */
    private void serve(Callable<Api.Answer> request) {
        Api.Answer answer = Awaitility.await("another client")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(100))
                .until(request, found -> found.status() != 503);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String end(Socket socket) {
        StringBuilder answer = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int one = in.read(); one >= 0; one = in.read()) {
                answer.append((char) one);
            }
            return answer + "closed";
        } catch (SocketException e) {
            return answer + "closed";
        } catch (IOException e) {
            return "still open: " + e;
        }
    }

    @Test
    void cutsOffHeadsThatDoNotEnd() throws Exception {
        add(300, "GET /api/v1/ingestions HTTP/1.1\r\nHost: it\r\n");
        trickle("X-A: b\r\n");
        othersAreServedUntilTheseAreCutOff(new String[] {"closed"});
    }

    @Test
    void keepsAConnectionOpenThatIsIdleBetweenRequests() throws Exception {
        try (Socket socket = RawHttp.connect(base)) {
            byte[] request = "GET /health HTTP/1.1\r\nHost: it\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            for (int requests = 0; requests < 2; requests++) {
                socket.getOutputStream().write(request);
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
                long idle = System.nanoTime() + Duration.ofSeconds(4).toNanos();
                Awaitility.await().atMost(SOON).until(() -> {
                    assertThat(socket.getInputStream()
                                    .skip(socket.getInputStream().available()))
                            .isNotNegative();
                    return System.nanoTime() > idle;
                });
            }
        }
    }

    @Test
    void cutsOffUploadsThatTrickle() throws Exception {
        add(
                THREADS - 2,
                "POST %s HTTP/1.1\r\nHost: it\r\n%sContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{"
                        .formatted(Submitter.INGEST, KEY));
        add(
                THREADS / 2,
                "POST %s HTTP/1.1\r\nHost: it\r\n%sContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n--b\r\n"
                        .formatted(Submitter.INGEST, KEY));
        trickle("1");
        othersAreServedUntilTheseAreCutOff(new String[] {"HTTP/1.1 408", "HTTP/1.1 400", "HTTP/1.1 503"});
    }

    @Test
    void holdsNoThreadForWhoHasNoKey() throws Exception {
        add(
                300,
                "POST %s HTTP/1.1\r\nHost: it\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{"
                        .formatted(Submitter.INGEST));
        trickle("1");
        othersAreServedUntilTheseAreCutOff(new String[] {"HTTP/1.1 401", "HTTP/1.1 503"});
    }

    @Test
    void cutsOffWhoTakesAnAnswerSlowly() throws Exception {
        String rows = "\"" + "x".repeat(1000) + "\",";
        Api.Answer big = service.api()
                .upload(
                        Submitter.INGEST,
                        "big.json",
                        ("[" + rows.repeat(ROWS) + "1]").getBytes(StandardCharsets.US_ASCII),
                        Map.of("adapter_type", "json"),
                        "X-API-Key",
                        "secret-of-bob");
        String id = big.headers().firstValue("Location").orElseThrow();
        for (int client = 0; client < THREADS; client++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(64 * 1024);
            socket.setSoTimeout((int) SOON.toMillis());
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            sockets.add(socket);
            socket.getOutputStream()
                    .write(("GET " + id + "/data HTTP/1.1\r\nHost: it\r\nConnection: close\r\n" + KEY + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        String working = "scry_ingestor_requests_working 0.0";
        Map<Socket, Integer> taken = new HashMap<>();
        Awaitility.await("all cut off")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    for (Socket socket : sockets) {
                        taken.merge(socket, takeSome(socket), Integer::sum);
                    }
                    serve(() -> service.api().get("/api/v1/ingestions?limit=1", ANN));
                    return service.api().get("/metrics").body().contains(working);
                });
        assertThat(taken.values()).allMatch(bytes -> bytes < ROWS * 1000 / 2);
    }

    /** Often enough to be no silence, and far below the rate. */
    private static int takeSome(Socket socket) {
        try {
            return socket.getInputStream().readNBytes(SOME).length;
        } catch (IOException cutOff) {
            return 0;
        }
    }
}
