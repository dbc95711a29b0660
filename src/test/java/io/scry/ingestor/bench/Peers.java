package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The measurements of {@code bench/peers.sh}. */
final class Peers {

    private static final Duration LIMIT = Duration.ofHours(3);
    private static final int FIRST_PART = 2;
    private static final int LEAST_ROUNDS = 5;

    private Peers() {}

    /**
     * How long everything is measured.
     *
     * @param seconds of a round
     */
    record Effort(int rounds, int seconds) {

        boolean isTrial() {
            return rounds < LEAST_ROUNDS;
        }

        /** Documents of a kind for each parser before anything counts; too few in a trial. */
        int warmUp() {
            return isTrial() ? 500 : 4000;
        }
    }

    private interface Measurement {
        void run(DevServices services, PeerReport report, Effort effort) throws Exception;
    }

    private record Part(String name, Measurement measurement) {}

    private static final List<Part> PARTS = List.of(
            new Part("documents", (services, report, effort) -> new DocumentRates(services, report, effort).run()),
            new Part("python", (services, report, effort) -> new PythonRates(services, report, effort).run()),
            new Part("csv", (_, report, effort) -> new AdapterRates(report, effort).csv()),
            new Part("pdf", (_, report, effort) -> new AdapterRates(report, effort).pdf()),
            new Part("queue", (services, report, effort) -> new QueueRates(services, report, effort).small()),
            new Part("workers", (services, report, effort) -> new QueueRates(services, report, effort).workers()),
            new Part("memory", (services, report, effort) -> new PeerLimits(services, report, effort).memory()),
            new Part("health", (services, report, effort) -> new PeerLimits(services, report, effort).health()),
            new Part("growth", (services, report, effort) -> new GrowthRates(services, report, effort).run()));

    /** Arguments: rounds, seconds of a round, and which parts, if not all. */
    public static void main(String[] args) {
        Effort effort = new Effort(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        List<String> wanted = Arrays.asList(args).subList(FIRST_PART, args.length);
        Bench.run(LIMIT, () -> {
            assertThat(PARTS).extracting(Part::name).containsAll(wanted);
            List<Part> parts = PARTS.stream()
                    .filter(part -> wanted.isEmpty() || wanted.contains(part.name()))
                    .toList();
            if (effort.isTrial()) {
                IO.println("A trial: fewer than %d rounds are written to %s, and %s stays as it is."
                        .formatted(LEAST_ROUNDS, PeerReport.FILE, PeerReport.PAGE.page()));
            } else {
                PeerReport.PAGE.require(parts.stream().map(Part::name).toList());
            }
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                PeerReport report = new PeerReport(services, effort);
                for (Part part : parts) {
                    report.part(part.name(), () -> part.measurement.run(services, report, effort));
                }
                assertThat(report.missed()).as("what is below its limit").isEmpty();
            }
        });
    }
}
