package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The measurement of {@code bench/big-csv.sh} and {@code bench/big-xlsx.sh}. */
final class BigFile {

    private static final long MIB = 1024 * 1024;

    private BigFile() {}

    public static void main(String[] args) {
        BigFileRun.Kind kind = BigFileRun.Kind.valueOf(args[0].toUpperCase(Locale.ROOT));
        long mebibytes = Long.parseLong(args[1]);
        String heap = args[2];
        Bench.run(Duration.ofMinutes(30), () -> {
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                Bench.print("heap", heap);
                print(BigFileRun.run(
                        services.environment(), Path.of("target", "bench"), kind, mebibytes * MIB, "-Xmx" + heap));
            }
        });
    }

    private static void print(BigFileRun.Report report) {
        Bench.print("size, rows", report.bytes() / MIB + " MiB, " + report.rows());
        Bench.print("upload until accepted", rate(report.bytes(), report.uploadNanos()));
        Bench.print("upload until succeeded", rate(report.bytes(), report.endNanos()));
        Bench.print(
                "processor time until then", rate(report.bytes(), report.cpu().toNanos()));
        print("JSON", report.json());
        print("NDJSON", report.ndjson());
        Bench.print("peak resident memory", report.peakResidentKib() / 1024 + " MiB");
        Bench.print("peak heap before a collection", report.peakHeapMib() + " MiB");
        Bench.print("peak heap after a collection", report.leftHeapMib() + " MiB");
    }

    private static void print(String form, Download download) {
        Bench.print(
                form + " back, every record checked",
                download.bytes() / MIB + " MiB, " + rate(download.bytes(), download.nanos()));
    }

    private static String rate(long bytes, long nanos) {
        double seconds = Bench.seconds(nanos);
        return "%.1f s, %.1f MB/s".formatted(seconds, bytes / 1e6 / seconds);
    }
}
