package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import java.time.Duration;

/** The measurement of {@code bench/busy.sh}. */
final class Busy {

    private static final double HEALTH_LIMIT_MS = 50;
    private static final int PAGES = 5000;
    private static final int BOOKS = 100;

    private Busy() {}

    public static void main(String[] args) {
        Duration time = Duration.ofSeconds(Long.parseLong(args[0]));
        Bench.run(time.plusMinutes(4), () -> {
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                print(new BusyRun(services.environment(), services.databaseUrl(), PAGES, BOOKS, time).run());
            }
        });
    }

    private static void print(BusyRun.Report report) {
        Bench.print("/health", report.probes().health());
        Bench.print("/ready", report.probes().ready());
        Bench.print("unanswered", report.probes().unanswered().size());
        Bench.print("processors that the service used", Bench.oneDecimal(report.processors(), "on average"));
        Bench.print("business requests, refused among them", report.calls() + ", " + report.refused());
        assertThat(report.probes().health().p99()).as("p99 of /health in ms").isLessThanOrEqualTo(HEALTH_LIMIT_MS);
    }
}
