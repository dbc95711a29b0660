package io.scry.ingestor.adapter.excel;

/** What all sheets of a workbook may give together. A small file can ask for enormous data: it repeats what it has once. */
final class Budget {

    private static final int MOST_COLUMNS = 100_000;

    private final ExcelOptions options;
    private long records;
    private long cells;
    private long characters;
    private int columns;

    Budget(ExcelOptions options) {
        this.options = options;
    }

    void addRecord() {
        if (++records > options.maxRecords() && options.maxRecords() > 0) {
            throw Refusals.limit("There are more than " + options.maxRecords() + " records", "max_records");
        }
    }

    void addCells(long more) {
        cells += more;
        if (cells > options.maxCells()) {
            throw Refusals.limit("There are more than " + options.maxCells() + " cells", "max_cells");
        }
    }

    void addText(long more) {
        characters += more;
        if (characters > options.maxTextSize()) {
            throw Refusals.limit(
                    "The cells have more than " + options.maxTextSize() + " characters together", "max_text_size");
        }
    }

    void addColumns(int more) {
        columns += more;
        if (columns > MOST_COLUMNS) {
            throw Refusals.limit(
                    "The sheets have more than " + MOST_COLUMNS + " columns together: read them one by one",
                    "max_columns");
        }
    }
}
