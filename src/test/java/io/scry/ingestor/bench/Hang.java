package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import java.time.Duration;

/** The measurement of {@code bench/hang.sh}. */
final class Hang {

    private static final double HEALTH_LIMIT_MS = 10;
    private static final double READY_LIMIT_MS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration BEFORE = Duration.ofSeconds(15);

    private Hang() {}

    public static void main(String[] args) {
        Duration hang = Duration.ofSeconds(Long.parseLong(args[0]));
        Bench.run(hang.plusMinutes(4), () -> {
            try (DevServices services = DevServices.startDurable();
                    ProxiedServices proxied = ProxiedServices.start(services.databaseUrl(), services.redisUrl())) {
                Bench.requireDurable(services.databaseUrl());
                print(new HangRun(proxied, INTERVAL, TIMEOUT, BEFORE, hang).run());
            }
        });
    }

    private static void print(HangRun.Report report) {
        Bench.print("/health", report.probes().health());
        Bench.print("/ready", report.probes().ready());
        Bench.print("unanswered", report.probes().unanswered().size());
        Bench.print("all statuses down after", Bench.oneDecimal(report.down().toMillis() / 1e3, "s"));
        Bench.print("all statuses up again after", Bench.oneDecimal(report.up().toMillis() / 1e3, "s"));
        Bench.print("at most, before", report.before());
        Bench.print("at most, in the second third of the hang", report.settled());
        Bench.print("at most, in its last third", report.end());
        Bench.print("business requests", report.calls());
        assertThat(report.probes().health().p99()).as("p99 of /health in ms").isLessThanOrEqualTo(HEALTH_LIMIT_MS);
        assertThat(report.probes().ready().p99()).as("p99 of /ready in ms").isLessThanOrEqualTo(READY_LIMIT_MS);
    }
}
