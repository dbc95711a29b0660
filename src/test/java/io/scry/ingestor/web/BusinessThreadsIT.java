package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_SERVER__THREADS", Integer.toString(THREADS)));
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

    private record Stalled(URI service, List<Socket> sockets) implements AutoCloseable {

        Stalled(URI service) {
            this(service, new ArrayList<>());
        }

        void add(String method, String path, String type) throws IOException {
            Socket socket = new Socket(service.getHost(), service.getPort());
            sockets.add(socket);
            socket.getOutputStream()
                    .write(
                            "%s %s HTTP/1.1\r\nHost: it\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\n{\"adapter_type\":"
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
