package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts words into the cells of a grid. */
final class CellText {

    private static final Pattern LEADERS =
            Pattern.compile("(?:[\\s\\p{Z}\\p{C}]*[.\u2026\u00B7_]){2,}[\\s\\p{Z}\\p{C}]*$");

    private final float[] xs;
    private final float[] ys;
    private final List<TextLine> lines;

    CellText(float[] xs, float[] ys, List<TextLine> lines) {
        this.xs = xs;
        this.ys = ys;
        this.lines = lines;
    }

    /** The text of each cell by rows; what is written in a cell of a group stands in the group's first. */
    String[] of(Groups groups) {
        int columns = xs.length - 1;
        @Nullable StringBuilder[] texts = new StringBuilder[columns * (ys.length - 1)];
        int[] lastLine = new int[texts.length];
        for (int number = 0; number < lines.size(); number++) {
            for (Word word : lines.get(number).words()) {
                int row = RowSplit.columnOf(word.centerY(), ys);
                int cell = groups.of(row * columns + RowSplit.columnOf(word.centerX(), xs));
                StringBuilder text = texts[cell];
                if (text == null) {
                    text = new StringBuilder();
                    texts[cell] = text;
                } else {
                    text.append(lastLine[cell] == number ? ' ' : '\n');
                }
                text.append(word.text());
                lastLine[cell] = number;
            }
        }
        String[] cells = new String[texts.length];
        for (int i = 0; i < texts.length; i++) {
            StringBuilder text = texts[i];
            cells[i] = text == null ? "" : CleanText.value(LEADERS.matcher(text).replaceFirst(""));
        }
        return cells;
    }

    /** The rows of cells, without rows and columns in which there is nothing. */
    static List<List<String>> compact(String[] cells, int columns) {
        boolean[] used = new boolean[columns];
        for (int i = 0; i < cells.length; i++) {
            used[i % columns] |= !cells[i].isEmpty();
        }
        List<List<String>> rows = new ArrayList<>();
        for (int start = 0; start < cells.length; start += columns) {
            if (Arrays.stream(cells, start, start + columns).anyMatch(cell -> !cell.isEmpty())) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < columns; i++) {
                    if (used[i]) {
                        row.add(cells[start + i]);
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
