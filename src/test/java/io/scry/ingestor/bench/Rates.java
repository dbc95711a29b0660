package io.scry.ingestor.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The same, measured several times. */
record Rates(List<Double> values) {

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Each divided by the other's of the same round. */
    Rates to(Rates others) {
        return new Rates(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / others.values.get(round))
                .toList());
    }

    /** The median, and what it lies between. */
    @Override
    public String toString() {
        double least = values.stream().min(Double::compare).orElseThrow();
        double most = values.stream().max(Double::compare).orElseThrow();
        return number(median()) + " (" + number(least) + "–" + number(most) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%,.2f" : value < 100 ? "%,.1f" : "%,.0f", value);
    }
}
