package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The measurement of {@code bench/probes.sh}. */
final class ProbeRates {

    private static final int CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final double OF_BARE = 0.8;
    private static final double OF_BOOT = 10;

    private final Target bare = new Target(Comparison.BARE);
    private final Target health = new Target("/health");
    private final Target ready = new Target("/ready?detailed=true");
    private final Target boot = new Target(Comparison.BOOT);

    private ProbeRates() {}

    /** What is asked, and how it went each time. */
    private record Target(String path, List<ClosedLoop.Report> rounds) {

        Target(String path) {
            this(path, new ArrayList<>());
        }

        double rate() {
            return median(ClosedLoop.Report::perSecond);
        }

        double median(ToDoubleFunction<ClosedLoop.Report> figure) {
            return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
        }
    }

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        Bench.run(Duration.ofMinutes(10), () -> {
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                List<String> arguments = List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ComparisonService.class.getName());
                try (ServiceProcess service = ServiceProcess.startJava(arguments, services.environment())) {
                    service.awaitListening(Duration.ofSeconds(90));
                    ProbeRates rates = new ProbeRates();
                    rates.measure(service, rounds);
                    rates.print();
                }
            }
        });
    }

    /** In turn, so that what else the machine does meets all of them. */
    private void measure(ServiceProcess service, int rounds) throws Exception {
        List<Target> targets = List.of(bare, health, ready, boot);
        for (Target target : targets) {
            ClosedLoop.run(service, target.path, CLIENTS, WARM_UP);
        }
        for (int round = 0; round < rounds; round++) {
            for (Target target : targets) {
                target.rounds.add(ClosedLoop.run(service, target.path, CLIENTS, ROUND));
            }
        }
    }

    private void print() {
        for (Target target : List.of(bare, health, ready, boot)) {
            Bench.print(
                    target.path,
                    "%.0f requests/s, p99 %.2f ms, %.0f µs of a processor (medians of %d)"
                            .formatted(
                                    target.rate(),
                                    target.median(round -> round.latencies().p99()),
                                    target.median(ClosedLoop.Report::processorMicros),
                                    target.rounds.size()));
        }
        for (Target probe : List.of(health, ready)) {
            printRatio(probe, "bare", bare, OF_BARE);
            printRatio(probe, "Boot", boot, OF_BOOT);
        }
        for (Target probe : List.of(health, ready)) {
            assertThat(probe.rate()).as(probe.path).isGreaterThanOrEqualTo(OF_BARE * bare.rate());
            assertThat(probe.rate()).as(probe.path).isGreaterThanOrEqualTo(OF_BOOT * boot.rate());
        }
    }

    private static void printRatio(Target probe, String name, Target other, double least) {
        Bench.print(
                probe.path + " against " + name,
                "%.2f × (at least %.1f ×)".formatted(probe.rate() / other.rate(), least));
    }
}
