package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Installation;
import io.scry.ingestor.harness.PodLimits;
import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** The measurement of {@code bench/startup.sh}. */
final class Startup {

    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(10);
    /** A service has settled if it takes no more than it did so long ago, but for what each look may differ by. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final long NOISE_BYTES = 2_000_000;
    private static final double LIMIT_SECONDS = 2.5;
    private static final double LIMIT_RATIO = 0.45;
    private static final long POD = 1024L * 1024 * 1024;
    private static final int PROCESSES = 3;
    private static final long LIMIT_BYTES = 300_000_000;
    private static final String HEALTHY = "\"status\":\"healthy\"";

    private Startup() {}

    private enum Way {
        CACHE,
        NO_CACHE,
        PACKAGE;

        List<String> arguments() throws IOException {
            return switch (this) {
                case CACHE -> Installation.arguments();
                case NO_CACHE -> Installation.withoutCache();
                case PACKAGE -> Installation.packaged();
            };
        }
    }

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        Bench.run(LIMIT, () -> {
            // First, since it takes all processors for a while.
            Installation.arguments();
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                Map<String, String> environment = new HashMap<>(services.environment());
                environment.put("SCRY_ENVIRONMENT", "production");
                Map<Way, List<Double>> seconds = new EnumMap<>(Way.class);
                // The first one makes the tables, and counts for nothing.
                for (int round = 0; round <= rounds; round++) {
                    for (Way way : Way.values()) {
                        double taken = start(way, environment);
                        if (round > 0) {
                            seconds.computeIfAbsent(way, _ -> new ArrayList<>()).add(taken);
                        }
                    }
                }
                weigh(environment);
                print(seconds);
            }
        });
    }

    private static double start(Way way, Map<String, String> environment) throws Exception {
        long begun = System.nanoTime();
        try (ServiceProcess service = ServiceProcess.startJava(way.arguments(), environment);
                Api api = new Api(service.baseUrl())) {
            Awaitility.await().atMost(START).pollInterval(POLL).until(() -> isHealthy(api));
            double seconds = Bench.seconds(System.nanoTime() - begun);
            service.terminate();
            assertThat(service.awaitExit(START)).isZero();
            return seconds;
        }
    }

    private static boolean isHealthy(Api api) throws InterruptedException {
        try {
            return api.get("/ready").body().contains(HEALTHY);
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void print(Map<Way, List<Double>> seconds) {
        double with = print("with the cache", seconds.getOrDefault(Way.CACHE, List.of()));
        double without = print("without it", seconds.getOrDefault(Way.NO_CACHE, List.of()));
        print("without it, from the package", seconds.getOrDefault(Way.PACKAGE, List.of()));
        Bench.print("with to without", "%.2f".formatted(with / without));
        assertThat(with).as("seconds").isLessThanOrEqualTo(LIMIT_SECONDS);
        assertThat(with / without).as("ratio").isLessThanOrEqualTo(LIMIT_RATIO);
    }

    private static double print(String name, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        Bench.print(
                name + ": median; least, most of " + sorted.size(),
                "%.2f s; %.2f s, %.2f s".formatted(median, sorted.getFirst(), sorted.getLast()));
        return median;
    }

    /** Idle in a pod: what its processes take, without what the kernel could have back by forgetting files. */
    private static void weigh(Map<String, String> environment) throws Exception {
        try (PodLimits pod =
                PodLimits.of(POD, 1).orElseThrow(() -> new AssertionError("This machine allows no control groups"))) {
            try (ServiceProcess service = ServiceProcess.startWithin(pod, environment)) {
                service.awaitListening(START);
                Awaitility.await("both parsers").atMost(START).until(() -> pod.processes() == PROCESSES);
                AtomicLong before = new AtomicLong();
                Awaitility.await("memory that grows no more")
                        .atMost(START)
                        .pollInterval(SETTLED)
                        .until(() -> pod.used() - before.getAndSet(pod.used()) < NOISE_BYTES);
                Bench.print("idle: the service and its two parsers", pod.used() / 1_000_000 + " MB");
                assertThat(pod.used()).as("bytes").isLessThanOrEqualTo(LIMIT_BYTES);
            } finally {
                Awaitility.await().atMost(START).until(() -> pod.processes() == 0);
            }
        }
    }
}
