package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What has a limit and no peer: memory as a source grows, and probes while all processors are busy. */
final class PeerLimits {

    private static final long MIB = 1024 * 1024;
    private static final int SMALL_MIB = 10;
    private static final double MOST_MEMORY = 1.2;
    private static final double MOST_HEALTH_MS = 25;
    private static final int PAGES = 5000;
    private static final int BOOKS = 100;

    private final DevServices services;
    private final PeerReport report;
    private final Peers.Effort effort;

    PeerLimits(DevServices services, PeerReport report, Peers.Effort effort) {
        this.services = services;
        this.report = report;
        this.effort = effort;
    }

    void memory() throws Exception {
        int large = effort.isTrial() ? 200 : 1024;
        long few = peak(SMALL_MIB);
        long many = peak(large);
        double ratio = (double) many / few;
        report.table(
                "Peak resident memory of a large CSV against a small one",
                "Once each, by a service of its own with a heap of 256 MB; the data is streamed back as well.",
                "size",
                "peak",
                "ratio",
                "at most");
        report.row(SMALL_MIB + " MiB", few / 1024 + " MiB", "1", "–");
        report.row(
                large + " MiB",
                many / 1024 + " MiB",
                "%.2f".formatted(ratio),
                report.ceiling("memory of a large CSV", MOST_MEMORY, ratio));
    }

    /** In KiB. */
    private long peak(int mebibytes) throws Exception {
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", services.newDatabase().toString());
        return BigFileRun.run(environment, Path.of("target", "bench"), BigFileRun.Kind.CSV, mebibytes * MIB, "-Xmx256m")
                .peakResidentKib();
    }

    /** As {@code bench/busy.sh} does. */
    void health() throws Exception {
        Duration time = Duration.ofSeconds(10L * effort.seconds());
        Percentiles health = new BusyRun(services.environment(), services.newDatabase(), PAGES, BOOKS, time)
                .run()
                .probes()
                .health();
        report.table(
                "/health while all processors are busy",
                "As in `bench/busy.sh`, for %d s. No heap is set: the JVM takes up to a quarter of the memory."
                        .formatted(time.toSeconds()),
                "median",
                "p99",
                "maximum",
                "at most");
        report.row(
                "%.1f ms".formatted(health.median()),
                "%.1f ms".formatted(health.p99()),
                "%.1f ms".formatted(health.max()),
                report.ceiling("p99 of /health in ms", MOST_HEALTH_MS, health.p99()));
    }
}
