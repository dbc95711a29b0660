package io.scry.ingestor.adapter.pdf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a page has drawn which text, so that what is drawn again at its place, as for bold type, counts once. What its
 * place is follows PDFBox's text stripper; see {@code docs/RATIONALE.md} for why it does not search itself.
 */
final class Overprints {

    /** Of the strips that a page is cut into; about a line of text. */
    private static final float ROW_HEIGHT = 8;

    /** A page that needs more, a fraction of a second, draws no text that people read: the rest of it counts as it is drawn. */
    private static final long MOST_COMPARISONS = 100_000_000;

    private static final int LOOK_UP = 16;

    private final Map<String, Map<Integer, Row>> rows = new HashMap<>();
    private long comparisons;

    /** For the next page. */
    void clear() {
        rows.clear();
        comparisons = 0;
    }

    /** False if it has been drawn there before; a third of a character's width on all sides is the same place. */
    boolean add(String text, float x, float y, float width) {
        float tolerance = width / text.length() / 3;
        Map<Integer, Row> drawn = rows.computeIfAbsent(text, one -> new HashMap<>());
        if (tolerance > 0 && comparisons < MOST_COMPARISONS && isDrawn(drawn, x, y, tolerance)) {
            return false;
        }
        drawn.computeIfAbsent(row(y), number -> new Row()).add(x, y);
        return true;
    }

    private boolean isDrawn(Map<Integer, Row> drawn, float x, float y, float tolerance) {
        int first = row(y - tolerance);
        int last = row(y + tolerance);
        if ((long) last - first > drawn.size()) {
            return drawn.values().stream().anyMatch(row -> has(row, x, y, tolerance));
        }
        comparisons += (long) last - first;
        for (long number = first; number <= last; number++) {
            Row row = drawn.get((int) number);
            if (row != null && has(row, x, y, tolerance)) {
                return true;
            }
        }
        return false;
    }

    private boolean has(Row row, float x, float y, float tolerance) {
        comparisons += LOOK_UP + row.length;
        return row.has(x, y, tolerance);
    }

    private static int row(float y) {
        return (int) Math.floor(y / ROW_HEIGHT);
    }

    /** The places in a strip of the page, two numbers each. */
    private static final class Row {

        private float[] places = new float[16];
        private int length;

        void add(float x, float y) {
            if (length == places.length) {
                places = Arrays.copyOf(places, 2 * length);
            }
            places[length++] = x;
            places[length++] = y;
        }

        boolean has(float x, float y, float tolerance) {
            for (int i = 0; i < length; i += 2) {
                if (isWithin(places[i], x, tolerance) && isWithin(places[i + 1], y, tolerance)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isWithin(float place, float wanted, float tolerance) {
            return place >= wanted - tolerance && place < wanted + tolerance;
        }
    }
}
