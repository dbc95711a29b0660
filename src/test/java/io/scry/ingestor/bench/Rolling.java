package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import java.time.Duration;

/** The measurement of {@code bench/rolling.sh}. */
final class Rolling {

    private Rolling() {}

    public static void main(String[] args) {
        int restarts = Integer.parseInt(args[0]);
        int clients = Integer.parseInt(args[1]);
        Bench.run(Duration.ofMinutes(60), () -> {
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                RollingRun.Report report =
                        new RollingRun(services.environment(), services.databaseUrl(), restarts, clients).run();
                double seconds = report.whole().toMillis() / 1e3;
                Bench.print("restarts, each with exit code 0; clients", restarts + ", " + clients);
                Bench.print("requests, failed among them", (report.gets() + report.posts()) + ", 0");
                Bench.print("posts, lost among them", report.posts() + ", 0");
                Bench.print("posts answered with 202", report.laters());
                Bench.print(
                        "slowest stop", Bench.oneDecimal(report.slowestStop().toMillis() / 1e3, "s"));
                Bench.print("requests", Bench.oneDecimal((report.gets() + report.posts()) / seconds, "/s"));
            }
        });
    }
}
