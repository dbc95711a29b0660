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
import org.junit.jupiter.api.Test;

/** Clients that send half a body and then nothing, more of them than there are threads. */
class BusinessThreadsIT {

    private static final int THREADS = 8;
    private static final int MORE_THAN_ALL = 2 * THREADS + BusinessThreads.RESERVED + 20;

    @Test
    void answersProbesWhateverBusinessHoldsItsThreads() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_SERVER__THREADS", Integer.toString(THREADS)))) {
            List<Socket> stalled = new ArrayList<>();
            try {
                for (String path : List.of("/api/v1/ingest", "/nowhere", "/health", "/metrics")) {
                    for (int client = 0; client < MORE_THAN_ALL; client++) {
                        stalled.add(stall(service.api().baseUrl(), path));
                    }
                    for (int probe = 0; probe < 20; probe++) {
                        assertThat(service.api()
                                        .getWithin(PROBE_SECONDS, "/health")
                                        .status())
                                .isEqualTo(200);
                        assertThat(service.api()
                                        .getWithin(PROBE_SECONDS, "/ready")
                                        .status())
                                .isEqualTo(200);
                    }
                }
                Api.Answer business = service.api().get("/api/v1/ingestions");
                Refusal.of(business, 503, "busy");
                assertThat(business.header("Retry-After")).isEqualTo("1");
                assertThat(service.api().get("/metrics").body())
                        .contains("scry_ingestor_requests_working 8.0")
                        .containsPattern("scry_ingestor_requests_refused_total [1-9]");
            } catch (IOException e) {
                java.util.Map<String, Integer> seen = new java.util.TreeMap<>();
                Thread.getAllStackTraces().forEach((t, st) -> {
                    if (t.getName().startsWith("http-")) {
                        StringBuilder b = new StringBuilder();
                        for (int i = 0; i < Math.min(40, st.length); i++)
                            b.append("    ").append(st[i]).append("\n");
                        seen.merge(b.toString(), 1, Integer::sum);
                    }
                });
                seen.forEach((k, v) -> System.out.println("STACK " + v + "\n" + k));
                throw e;
            } finally {
                for (Socket socket : stalled) {
                    socket.close();
                }
            }
        }
    }

    private static final int PROBE_SECONDS = 5;

    private static Socket stall(URI service, String path) throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: it\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 1000\r\n\r\n{\"adapter_type\":")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
