package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** Tells which lines of a part of a table are rows of it, and which go on with the row above or below. */
final class RowSplit {

    private static final float FULL = 0.6f;
    private static final float TIGHT = 0.85f;
    private static final float WIDE = 1.5f;
    private static final int FEW = 3;
    private static final int MANY = 6;

    private final List<TextLine> lines;
    private final int[] filled;
    private final int columns;
    private int full;
    private int fullWithDigits;
    private int labelled;

    /**
     * @param edges of the columns, rising
     */
    RowSplit(List<TextLine> lines, float[] edges) {
        this.lines = lines;
        filled = new int[lines.size()];
        BitSet all = new BitSet();
        for (int i = 0; i < filled.length; i++) {
            BitSet some = new BitSet();
            lines.get(i).words().forEach(word -> some.set(columnOf(word.centerX(), edges)));
            filled[i] = some.cardinality();
            all.or(some);
        }
        columns = all.cardinality();
        for (int i = 0; i < filled.length; i++) {
            full += isFull(i) ? 1 : 0;
            labelled += isFull(i) && columnOf(lines.get(i).words().getFirst().centerX(), edges) == 0 ? 1 : 0;
            fullWithDigits += isFull(i) && hasDigitsBehind(lines.get(i), edges) ? 1 : 0;
        }
    }

    /** The column that a place is in. */
    static int columnOf(float x, float[] edges) {
        int column = 0;
        while (column + 2 < edges.length && x >= edges[column + 1]) {
            column++;
        }
        return column;
    }

    /** Whether the lines look like rows, rather than like the lines of a few cells. */
    boolean isLikely() {
        int count = lines.size();
        if (columns < 2 || full < 2) {
            return false;
        }
        if (count < FEW) {
            return full == count && fullWithDigits == count && columns >= FEW;
        }
        return full >= FULL * count && labelled >= FULL * full && (fullWithDigits >= 0.4f * full || full >= MANY);
    }

    /** Where one row ends and the next begins. */
    List<Float> edges() {
        float pitch = pitch();
        List<Float> edges = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            boolean goesOn = !isFull(i) && distance(i) < TIGHT * pitch && distance(i) <= distance(i + 1) + 0.5f;
            boolean begins = !isFull(i - 1) && distance(i) < TIGHT * pitch && distance(i) < distance(i - 1) - 0.5f;
            if (!goesOn && !begins) {
                edges.add(between(i));
            }
        }
        return edges;
    }

    /**
     * Where there is more white between two lines than elsewhere.
     *
     * @param also whether a line is divided from the one above for another reason
     */
    List<Float> wideEdges(IntPredicate also) {
        float least = Float.MAX_VALUE;
        for (int i = 1; i < lines.size(); i++) {
            least = distance(i) > 0.8f * lines.get(i).size() ? Math.min(least, distance(i)) : least;
        }
        List<Float> edges = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if ((distance(i) > WIDE * least && lines.size() > FEW) || also.test(i)) {
                edges.add(between(i));
            }
        }
        return edges;
    }

    private float between(int line) {
        return (lines.get(line - 1).box().y1() + lines.get(line).box().y0()) / 2;
    }

    /** The distance of two full lines, in the middle of all. */
    float pitch() {
        List<Float> distances = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (isFull(i) && isFull(i - 1)) {
                distances.add(distance(i));
            }
        }
        distances.sort(null);
        return distances.isEmpty() ? Float.MAX_VALUE : distances.get(distances.size() / 2);
    }

    /** How far a line is below the one before. */
    private float distance(int line) {
        return line <= 0 || line >= lines.size()
                ? Float.MAX_VALUE
                : lines.get(line).base() - lines.get(line - 1).base();
    }

    private boolean isFull(int line) {
        return filled[line] >= Math.max(2, FULL * columns);
    }

    private static boolean hasDigitsBehind(TextLine line, float[] edges) {
        return line.words().stream()
                .anyMatch(word -> columnOf(word.centerX(), edges) > 0
                        && word.text().chars().anyMatch(Character::isDigit));
    }
}
