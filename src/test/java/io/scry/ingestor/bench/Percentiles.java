package io.scry.ingestor.bench;

import java.util.Collection;

/** How long many like things took, in ms. */
record Percentiles(int count, double median, double p99, double max) {

    static Percentiles of(Collection<Long> nanos) {
        double[] millis =
                nanos.stream().mapToDouble(each -> each / 1e6).sorted().toArray();
        return millis.length == 0
                ? new Percentiles(0, 0, 0, 0)
                : new Percentiles(
                        millis.length,
                        millis[millis.length / 2],
                        millis[millis.length * 99 / 100],
                        millis[millis.length - 1]);
    }

    @Override
    public String toString() {
        return "p50 %.1f ms, p99 %.1f ms, max %.1f ms (%d requests)".formatted(median, p99, max, count);
    }
}
