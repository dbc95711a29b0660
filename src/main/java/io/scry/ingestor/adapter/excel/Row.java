package io.scry.ingestor.adapter.excel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The row that is being read. Its size follows from the cells that it has, never from what a file says of it. */
final class Row {

    private final int maxColumns;
    private final int maxCharacters;
    private @Nullable Cell[] cells = new Cell[16];
    private int number;
    private int width;
    private int characters;
    private int uncalculated;

    Row(ExcelOptions options) {
        this.maxColumns = options.maxColumns();
        this.maxCharacters = options.maxRecordSize();
    }

    /** Empties it for the row of this number, from 1. */
    void begin(int rowNumber) {
        Arrays.fill(cells, 0, width, null);
        number = rowNumber;
        width = 0;
        characters = 0;
        uncalculated = 0;
    }

    /** Its number as Excel shows it. */
    int number() {
        return number;
    }

    /** How many columns it reaches over. */
    int width() {
        return width;
    }

    /** How many of its cells are formulas that were never calculated. */
    int uncalculated() {
        return uncalculated;
    }

    void addUncalculated() {
        uncalculated++;
    }

    @Nullable
    Cell get(int column) {
        return column < width ? cells[column] : null;
    }

    /**
     * @param column from 0
     */
    void set(int column, Cell cell) {
        if (column >= maxColumns) {
            throw Refusals.limit("Row " + number + " has more than " + maxColumns + " columns", "max_columns");
        }
        if (cell instanceof Cell.Text(String text)) {
            characters += text.length();
            if (characters > maxCharacters) {
                throw Refusals.limit(
                        "Row " + number + " is longer than " + maxCharacters + " characters", "max_record_size");
            }
        }
        if (column >= cells.length) {
            cells = Arrays.copyOf(cells, Math.max(column + 1, cells.length * 2));
        }
        cells[column] = cell;
        width = Math.max(width, column + 1);
    }
}
