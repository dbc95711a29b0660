package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.pdf.ColumnGap.Demand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Divides a part of a page into cells: by the lines drawn there, and, where asked, by the white between columns and rows.
 * Where a line is missing between two cells, they are one.
 */
final class TableGrid {

    private static final float COVERED = 0.5f;
    private static final float BLANK = 0.5f;
    private static final float FAR = 12;
    private static final Demand WITHIN_LINES = new Demand(1, 3, 0.6f);
    private static final Demand WITHOUT_LINES = new Demand(0.7f, 3, 0.4f);

    private final Box box;
    private final List<TextLine> lines;
    private final Rulings rulings;
    private final boolean byText;
    private final boolean byLines;
    private final TreeMap<Float, ColumnGap> gaps = new TreeMap<>();
    private final TreeMap<Float, Boolean> softRows = new TreeMap<>();
    private float[] xs = {};
    private float[] ys = {};
    private List<List<Ruling>> atX = List.of();
    private List<List<Ruling>> atY = List.of();

    /**
     * @param lines those that lie in the box
     * @param byText whether the white between words divides, too
     */
    TableGrid(Box box, List<TextLine> lines, Rulings rulings, boolean byText) {
        this.box = box;
        this.lines = lines;
        this.rulings = rulings.within(box);
        this.byText = byText;
        byLines = !this.rulings.vertical().isEmpty();
    }

    /** The text of the cells by rows, without empty rows and columns; {@code null} if there are more cells than allowed. */
    @Nullable
    List<List<String>> rows(int maxCells) {
        xs = edges(rulings.vertical(), box.x0(), box.x1());
        ys = edges(rulings.horizontal(), box.y0(), box.y1());
        if (byText) {
            xs = withGaps();
            ys = withRows();
        }
        int columns = xs.length - 1;
        int rows = ys.length - 1;
        if ((long) columns * rows > maxCells) {
            return null;
        }
        return CellText.compact(new CellText(xs, ys, lines).of(merged(columns, rows)), columns);
    }

    int columnGaps() {
        return gaps.size();
    }

    private static float[] edges(List<Ruling> rulings, float first, float last) {
        List<Float> edges = new ArrayList<>(List.of(first));
        rulings.stream().map(Ruling::at).sorted().forEach(at -> {
            if (at - edges.getLast() > Rulings.REACH && last - at > Rulings.REACH) {
                edges.add(at);
            }
        });
        edges.add(last);
        return toArray(edges);
    }

    private float[] withGaps() {
        List<Float> edges = new ArrayList<>(List.of(xs[0]));
        for (int i = 1; i < xs.length; i++) {
            float from = xs[i - 1];
            float to = xs[i];
            List<TextLine> strip = TextLine.only(lines, word -> from <= word.centerX() && word.centerX() < to);
            for (ColumnGap gap : ColumnGap.in(strip, byLines ? WITHIN_LINES : WITHOUT_LINES)) {
                edges.add(gap.middle());
                gaps.put(gap.middle(), gap);
            }
            edges.add(to);
        }
        return toArray(edges);
    }

    private float[] withRows() {
        List<Float> edges = new ArrayList<>(List.of(ys[0]));
        for (int j = 1; j < ys.length; j++) {
            float from = ys[j - 1];
            float to = ys[j];
            List<TextLine> band = TextLine.only(lines, word -> from <= word.centerY() && word.centerY() < to);
            RowSplit split = new RowSplit(band, xs);
            List<Float> splits =
                    split.isLikely() || ys.length == 2 ? split.edges() : split.wideEdges(line -> dividedAt(band, line));
            splits.stream().filter(edge -> edge > from && edge < to).forEach(edge -> {
                edges.add(edge);
                softRows.put(edge, true);
            });
            edges.add(to);
        }
        return toArray(edges);
    }

    /** Whether a line has cells on both sides of a gap that the line above or below goes across. */
    private boolean dividedAt(List<TextLine> band, int line) {
        List<TextLine> above = band.subList(line - 1, line);
        List<TextLine> below = band.subList(line, line + 1);
        return gaps.values().stream()
                .anyMatch(gap -> (isCrossed(gap, above) && isDivided(gap, below.getFirst()))
                        || (isCrossed(gap, below) && isDivided(gap, above.getFirst())));
    }

    private static boolean isDivided(ColumnGap gap, TextLine line) {
        Word before = null;
        for (Word word : line.words()) {
            if (before != null && before.x1() <= gap.middle() && word.x0() >= gap.middle()) {
                return word.x0() - before.x1() < FAR * word.size() && !isCrossed(gap, List.of(line));
            }
            before = word;
        }
        return false;
    }

    private Groups merged(int columns, int rows) {
        Groups cells = new Groups(columns * rows);
        atX = at(xs, rulings.vertical());
        atY = at(ys, rulings.horizontal());
        for (int j = 0; j < rows; j++) {
            float from = ys[j];
            float to = ys[j + 1];
            List<TextLine> row = TextLine.only(lines, word -> from <= word.centerY() && word.centerY() < to);
            for (int i = 0; i < columns; i++) {
                int cell = j * columns + i;
                if (i > 0 && !isDividedAt(i, j, row)) {
                    cells.join(cell - 1, cell);
                }
                if (j > 0 && !isDividedAbove(j, i)) {
                    cells.join(cell - columns, cell);
                }
            }
        }
        return cells;
    }

    private boolean isDividedAt(int column, int row, List<TextLine> words) {
        float x = xs[column];
        ColumnGap gap = gaps.get(x);
        if (gap != null) {
            return !isCrossed(gap, words);
        }
        if (covered(atX.get(column), ys[row], ys[row + 1]) >= COVERED) {
            return true;
        }
        boolean isMissing = covered(atX.get(column), box.y0(), box.y1()) >= COVERED;
        return byText
                && !isCrossed(new ColumnGap(x, x), words)
                && (!isMissing || (hasText(column - 1, row) && hasText(column, row)));
    }

    private boolean isDividedAbove(int row, int column) {
        float y = ys[row];
        if (softRows.containsKey(y) || covered(atY.get(row), xs[column], xs[column + 1]) >= COVERED) {
            return true;
        }
        boolean isMissing = covered(atY.get(row), box.x0(), box.x1()) >= COVERED;
        boolean isDrawn = atY.get(row).stream().anyMatch(Ruling::drawn);
        return byText && isDrawn && !isMissing && hasText(column, row - 1) && hasText(column, row);
    }

    private boolean hasText(int column, int row) {
        Box cell = new Box(xs[column], ys[row], xs[column + 1], ys[row + 1]);
        return lines.stream().anyMatch(line -> line.words().stream().anyMatch(word -> word.in(cell)));
    }

    /** The lines that lie at each edge. */
    private static List<List<Ruling>> at(float[] edges, List<Ruling> rulings) {
        List<List<Ruling>> near = new ArrayList<>();
        for (float edge : edges) {
            near.add(rulings.stream()
                    .filter(line -> Math.abs(line.at() - edge) <= Rulings.REACH)
                    .toList());
        }
        return near;
    }

    /** The share of a stretch along which one of these lines is drawn. */
    private static float covered(List<Ruling> rulings, float from, float to) {
        float covered = 0;
        for (Ruling ruling : rulings) {
            covered += Math.max(0, Math.min(to, ruling.to()) - Math.max(from, ruling.from()));
        }
        return covered / Math.max(1, to - from);
    }

    /** Whether text goes on from one side of a gap to the other. */
    private static boolean isCrossed(ColumnGap gap, List<TextLine> lines) {
        float inset = (gap.to() - gap.from()) / 4;
        for (TextLine line : lines) {
            Word last = null;
            for (Word word : line.words()) {
                float over = Math.min(gap.middle() - word.x0(), word.x1() - gap.middle());
                if (over > 1.5f && over > 0.15f * (word.x1() - word.x0())) {
                    return true;
                }
                if (last != null
                        && last.centerX() < gap.middle()
                        && word.centerX() > gap.middle()
                        && word.x0() - last.x1() < BLANK * word.size()
                        && (gap.from() == gap.to()
                                || (last.x1() > gap.from() + inset && word.x0() < gap.to() - inset))) {
                    return true;
                }
                last = word;
            }
        }
        return false;
    }

    private static float[] toArray(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        Arrays.sort(array);
        return array;
    }
}
