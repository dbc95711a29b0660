package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** The measurement of {@code bench/latency.sh}. */
final class Latency {

    private static final int WARM_UP = 300;
    private static final int REQUESTS = 500;
    private static final double LIMIT_MS = 25;

    private Latency() {}

    public static void main(String[] args) {
        Bench.run(Duration.ofMinutes(5), () -> {
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                try (ServiceProcess service = ServiceProcess.start(services.environment());
                        Api api = new Api(
                                service.awaitListening(Duration.ofSeconds(90)).baseUrl())) {
                    measure(api, WARM_UP);
                    print(measure(api, REQUESTS));
                }
            }
        });
    }

    /** How long each of some requests took, in ms, in order. The client keeps its one connection open. */
    private static double[] measure(Api api, int requests) throws IOException, InterruptedException {
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            Map<String, Object> request = Submission.of("latency", Map.of("number", i, "text", "A small document"));
            long begun = System.nanoTime();
            Api.Answer answer = api.postJson(Submitter.INGEST, request);
            millis[i] = Bench.seconds(System.nanoTime() - begun) * 1e3;
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        Arrays.sort(millis);
        return millis;
    }

    private static void print(double[] sorted) {
        double median = sorted[sorted.length / 2];
        Bench.print("requests, one after another", sorted.length);
        Bench.print("min", Bench.oneDecimal(sorted[0], "ms"));
        Bench.print("median", Bench.oneDecimal(median, "ms"));
        Bench.print("p99", Bench.oneDecimal(sorted[sorted.length * 99 / 100], "ms"));
        Bench.print("max", Bench.oneDecimal(sorted[sorted.length - 1], "ms"));
        assertThat(median).as("median in ms").isLessThanOrEqualTo(LIMIT_MS);
    }
}
