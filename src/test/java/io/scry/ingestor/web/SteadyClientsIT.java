package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.RawHttp;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As many clients as there are threads, all just fast enough not to be cut off: half of the threads are left to others. */
class SteadyClientsIT {

    private static final int THREADS = 8;
    /** Just above the least rate when it is sent; what is taken has to be more, or the kernel sees silence. */
    private static final int STEP = 4096;

    private static final String WORKING = "scry_ingestor_requests_working ";
    private static final int STEP_MILLIS = 200;
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final byte[] START =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.json\"\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);

    private static ServiceInJvm service;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);
    private final List<Socket> sockets = new ArrayList<>();

    /** Something that a client does again and again, until it is cut off. */
    private interface Step {
        void take(Socket socket) throws IOException;
    }

    @BeforeAll
    static void start() throws Exception {
        service = ServiceInJvm.start(
                Map.of("SCRY_SERVER__THREADS", Integer.toString(THREADS), "SCRY_SERVER__SLOW_RATE", "16KB"));
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

    @Test
    void leavesThreadsToOthersWhileTheseSend() throws Exception {
        for (int client = 0; client < THREADS; client++) {
            Socket socket = RawHttp.connect(service.api().baseUrl());
            socket.getOutputStream().write(head("upload" + client, 100_000_000));
            socket.getOutputStream().write(START);
            again(socket, steady -> steady.getOutputStream().write(new byte[STEP]));
        }
        awaitHalfAndOthers();
    }

    @Test
    void leavesThreadsToOthersWhileTheseTakeWhatTheyWaitedFor() throws Exception {
        for (int client = 0; client < THREADS; client++) {
            again(
                    waitingFor("large", rows(24_000)),
                    steady -> steady.getInputStream().readNBytes(16 * STEP));
        }
        awaitHalfAndOthers();
    }

    @Test
    void letsOneThatIsSlowTakeAllThatItWaitedFor() throws Exception {
        byte[] rows = rows(10_000);
        AtomicLong taken = new AtomicLong();
        again(
                waitingFor("all", rows),
                slow -> taken.addAndGet(slow.getInputStream().readNBytes(16 * STEP).length));
        Awaitility.await("all of it")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(taken.get()).isGreaterThan(rows.length));
    }

    private static byte[] rows(int count) {
        return ("[" + ("\"" + "x".repeat(1000) + "\",").repeat(count) + "1]").getBytes(StandardCharsets.US_ASCII);
    }

    /** A client that has sent a document, and has seen the beginning of the answer. */
    private static Socket waitingFor(String key, byte[] rows) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(64 * 1024);
        socket.connect(new InetSocketAddress(
                service.api().baseUrl().getHost(), service.api().baseUrl().getPort()));
        OutputStream out = socket.getOutputStream();
        out.write(head(key, START.length + rows.length + END.length));
        out.write(START);
        out.write(rows);
        out.write(END);
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static byte[] head(String key, int length) {
        return ("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIdempotency-Key: %s\r\nPrefer: wait=60\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n")
                .formatted(Submitter.INGEST, key, length)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void again(Socket socket, Step step) {
        sockets.add(socket);
        var _ = clock.scheduleWithFixedDelay(
                () -> {
                    try {
                        step.take(socket);
                    } catch (IOException cutOff) {
                        throw new IllegalStateException(cutOff);
                    }
                },
                STEP_MILLIS,
                STEP_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static void awaitHalfAndOthers() throws Exception {
        Awaitility.await("half of them to be cut off")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> working() <= THREADS / 2);
        for (int request = 0; request < 2 * THREADS; request++) {
            assertThat(service.api().get("/api/v1/ingestions?limit=1").status()).isEqualTo(200);
        }
        assertThat(working()).as("the others of them go on").isBetween(THREADS / 4, THREADS / 2);
    }

    private static int working() throws Exception {
        return service.api()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(WORKING))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(WORKING.length())))
                .sum();
    }
}
