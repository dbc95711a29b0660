package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import java.time.Duration;

/** The measurement of {@code bench/crash.sh}. */
final class Crash {

    private Crash() {}

    public static void main(String[] args) {
        int ingestions = Integer.parseInt(args[0]);
        int clients = Integer.parseInt(args[1]);
        Bench.run(Duration.ofMinutes(10), () -> {
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                print(
                        new CrashRun(
                                        services.environment(),
                                        services.databaseUrl(),
                                        "scry.ingestion.complete",
                                        ingestions,
                                        clients)
                                .run(),
                        ingestions,
                        clients);
            }
        });
    }

    private static void print(CrashRun.Report report, int ingestions, int clients) {
        double seconds = report.untilAllEnded().toMillis() / 1e3;
        Bench.print("ingestions, clients", ingestions + ", " + clients);
        Bench.print("succeeded, each with one result, as sent", ingestions);
        Bench.print("requests sent again: connection broken, 5xx", report.unanswered() + ", " + report.faults());
        Bench.print("claimed by the killed process", report.held());
        Bench.print("with a second attempt", report.repeated());
        Bench.print(
                "longest wait for the dead process",
                Bench.oneDecimal(report.longestWait().toMillis() / 1e3, "s"));
        Bench.print("events, duplicates among them", (ingestions + report.duplicates()) + ", " + report.duplicates());
        Bench.print("before the kill", Bench.oneDecimal(report.rateBefore(), "ingestions/s"));
        Bench.print("from the first request to the last end", Bench.oneDecimal(seconds, "s"));
        Bench.print("over all of that", Bench.oneDecimal(ingestions / seconds, "ingestions/s"));
    }
}
