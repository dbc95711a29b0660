package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A line along one axis.
 *
 * @param at its place on the other axis
 * @param from where it begins
 * @param to where it ends
 * @param drawn whether it is a line itself, not only the edge of a filled area
 */
record Ruling(float at, float from, float to, boolean drawn) {

    private static final float SAME = 1.8f;
    private static final float GAP = 2.5f;

    float length() {
        return to - from;
    }

    /** Makes one line of those that lie on one another or touch end to end. */
    static List<Ruling> merge(List<Ruling> lines) {
        List<Ruling> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble(Ruling::at));
        List<Ruling> merged = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || sorted.get(i).at() - sorted.get(start).at() > SAME) {
                join(sorted.subList(start, i), merged);
                start = i;
            }
        }
        return merged;
    }

    private static void join(List<Ruling> collinear, List<Ruling> merged) {
        List<Ruling> sorted = new ArrayList<>(collinear);
        sorted.sort(Comparator.comparingDouble(Ruling::from));
        Ruling current = sorted.getFirst();
        for (Ruling next : sorted.subList(1, sorted.size())) {
            if (next.from() <= current.to() + GAP) {
                float at = current.length() >= next.length() ? current.at() : next.at();
                current = new Ruling(
                        at, current.from(), Math.max(current.to(), next.to()), current.drawn() || next.drawn());
            } else {
                merged.add(current);
                current = next;
            }
        }
        merged.add(current);
    }
}
