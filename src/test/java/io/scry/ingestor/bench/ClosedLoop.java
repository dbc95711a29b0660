package io.scry.ingestor.bench;

import io.scry.ingestor.harness.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that each ask again as soon as they have an answer, on connections that are kept. */
final class ClosedLoop {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private ClosedLoop() {}

    /**
     * What was seen.
     *
     * @param processorMicros how long the service used a processor for a request
     */
    record Report(double perSecond, double processorMicros, Percentiles latencies) {}

    static Report run(ServiceProcess service, String path, int clients, Duration time) throws Exception {
        List<Long> latencies = new ArrayList<>();
        Duration processor = service.processorTime();
        long begun = System.nanoTime();
        // Threads of the system: virtual ones would take part of the machine that is to be the service's.
        try (ExecutorService executor = Executors.newFixedThreadPool(clients)) {
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                running.add(executor.submit(() -> ask(service.baseUrl(), path, begun + time.toNanos())));
            }
            for (Future<List<Long>> client : running) {
                latencies.addAll(client.get());
            }
        }
        return new Report(
                latencies.size() / Bench.seconds(System.nanoTime() - begun),
                service.processorTime().minus(processor).toNanos() / 1e3 / latencies.size(),
                Percentiles.of(latencies));
    }

    private static List<Long> ask(URI service, String path, long deadline) throws Exception {
        byte[] request = WireClient.request(service, path);
        List<Long> latencies = new ArrayList<>();
        while (System.nanoTime() - deadline < 0) {
            try (WireClient client = new WireClient(service, CONNECT)) {
                while (client.isOpen() && System.nanoTime() - deadline < 0) {
                    long begun = System.nanoTime();
                    int status = client.get(request);
                    latencies.add(System.nanoTime() - begun);
                    if (status != 200) {
                        throw new AssertionError(path + " was answered with " + status);
                    }
                }
            }
        }
        return latencies;
    }
}
