package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send half a body and then nothing, more of them than there are threads. */
class BusinessThreadsIT {

    private static final int THREADS = 8;
    private static final int MORE_THAN_ALL = 2 * THREADS + BusinessThreads.RESERVED + 20;
    private static final int PROBES = 20;
    private static final int PROBE_SECONDS = 5;

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/ingest, application/json",
        "POST, /nowhere, application/json",
        "POST, /health, multipart/form-data; boundary=b",
        "GET, /health, multipart/form-data; boundary=b",
        "POST, /metrics, application/x-www-form-urlencoded",
        "GET, /metrics, multipart/form-data; boundary=b",
        "PUT, /actuator/health, application/x-www-form-urlencoded"
    })
    void answersProbesWhateverStalledClientsHold(String method, String path, String type) throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_SERVER__THREADS", Integer.toString(THREADS)));
                Stalled stalled = new Stalled(service.api().baseUrl())) {
            for (int client = 0; client < MORE_THAN_ALL; client++) {
                stalled.add(method, path, type);
            }
            for (int probe = 0; probe < PROBES; probe++) {
                assertThat(service.api().getWithin(PROBE_SECONDS, "/health").status())
                        .isEqualTo(200);
                assertThat(service.api().getWithin(PROBE_SECONDS, "/metrics").status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void refusesBusinessWhenAllItsThreadsAreTaken() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(
                        Map.of("SCRY_SERVER__THREADS", Integer.toString(THREADS), "SCRY_SERVER__SLOW_SHARE", "100"));
                Stalled stalled = new Stalled(service.api().baseUrl())) {
            for (int client = 0; client < MORE_THAN_ALL; client++) {
                stalled.add("POST", "/api/v1/ingest", "application/json");
            }
            Awaitility.await("all threads taken")
                    .until(() -> service.api().get("/metrics").body().contains("scry_ingestor_requests_working 8.0"));
            Api.Answer business = service.api().get("/api/v1/ingestions");
            Refusal.of(business, 503, "busy");
            assertThat(business.header("Retry-After")).isEqualTo("1");
            assertThat(service.api().get("/metrics").body())
                    .containsPattern("scry_ingestor_requests_refused_total [1-9]");
        }
    }

    /** Whoever has no key may read the pages, and keep no more than a part of the threads by not reading them. */
    @Test
    void leavesThreadsToThoseWithAKeyWhileOthersTakeNothingOfAPage() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_SERVER__THREADS", Integer.toString(THREADS)))) {
            List<Socket> sockets = new ArrayList<>();
            try {
                for (int client = 0; client < MORE_THAN_ALL; client++) {
                    sockets.add(takingNothing(service.api().baseUrl(), "/swagger-ui/swagger-ui-bundle.js"));
                }
                for (int request = 0; request < PROBES; request++) {
                    assertThat(service.api()
                                    .getWithin(PROBE_SECONDS, "/api/v1/ingestions")
                                    .status())
                            .isEqualTo(200);
                }
            } finally {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    private static Socket takingNothing(URI service, String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Their ingestions are accepted: to be told to send again would make them twice. */
    @Test
    void refusesNobodyWhoHasWaitedHoweverManyWaitsEndAtOnce() throws Exception {
        int waiters = 2 * THREADS + 24;
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_SERVER__THREADS", Integer.toString(THREADS)));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Api.Answer>> answers = new ArrayList<>();
            try (Database.ResultsLock lock = Database.lockResults(service.database())) {
                assertThat(lock.connection().isClosed()).isFalse();
                for (int waiter = 1; waiter <= waiters; waiter++) {
                    answers.add(clients.submit(() -> service.api()
                            .postJson(
                                    Submitter.INGEST,
                                    Submission.of("one", Map.of("a", 1)),
                                    "Idempotency-Key",
                                    "one-for-all",
                                    "Prefer",
                                    "wait=60")));
                    String waiting = "scry_ingestor_requests_in_flight " + waiter + ".0";
                    Awaitility.await(waiting)
                            .atMost(Duration.ofSeconds(30))
                            .pollInterval(Duration.ofMillis(10))
                            .until(() -> {
                                for (Future<Api.Answer> answer : answers) {
                                    assertThat(answer.isDone() ? answer.get().body() : "")
                                            .as("early answers")
                                            .isEmpty();
                                }
                                return service.api().get("/metrics").body().contains(waiting);
                            });
                }
            }
            for (Future<Api.Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(200);
            }
        }
    }

    private record Stalled(URI service, List<Socket> sockets) implements AutoCloseable {

        Stalled(URI service) {
            this(service, new ArrayList<>());
        }

        void add(String method, String path, String type) throws IOException {
            Socket socket = new Socket(service.getHost(), service.getPort());
            sockets.add(socket);
            socket.getOutputStream()
                    .write(
                            "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\n{\"adapter_type\":"
                                    .formatted(method, path, type)
                                    .getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
