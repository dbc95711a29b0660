package io.scry.ingestor.adapter.pdf;

import java.util.List;

/** The lines that a page draws along its axes. */
record Rulings(List<Ruling> horizontal, List<Ruling> vertical) {

    static final float REACH = 3;
    private static final Rulings NONE = new Rulings(List.of(), List.of());

    static Rulings none() {
        return NONE;
    }

    /** Those that lie in a box, or reach into it, as far as they do. */
    Rulings within(Box box) {
        Box reach = box.grown(REACH);
        return new Rulings(
                clip(horizontal, reach.y0(), reach.y1(), box.x0(), box.x1()),
                clip(vertical, reach.x0(), reach.x1(), box.y0(), box.y1()));
    }

    private static List<Ruling> clip(List<Ruling> lines, float first, float last, float from, float to) {
        return lines.stream()
                .filter(line -> first <= line.at() && line.at() <= last)
                .map(line -> new Ruling(line.at(), Math.max(line.from(), from), Math.min(line.to(), to), line.drawn()))
                .filter(line -> line.length() > REACH)
                .toList();
    }
}
