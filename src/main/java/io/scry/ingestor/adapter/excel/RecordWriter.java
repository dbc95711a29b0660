package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.excel.ExcelOptions.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.poi.ss.util.CellRangeAddress;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Writes each row of a sheet as a JSON object, and counts what is missing, wrong, or double. */
final class RecordWriter implements SheetHandler {

    static final String SHEET = "_sheet";

    private static final SerializedString SHEET_KEY = new SerializedString(SHEET);

    /** Names are written with every record: a long one would make a small file an enormous result. */
    private static final int LONGEST_NAME = 1000;

    private static final int MOST_OF_NAMES = 1_000_000;

    private final Sheet sheet;
    private final Formats formats;
    private final ExcelOptions options;
    private final Budget budget;
    private final JsonGenerator json;
    private final Set<String> missingValues;
    private final Columns columns;
    private final SheetTallies tallies = new SheetTallies();
    private int namesLength;
    private int budgeted;
    private int headerRow;
    private long records;
    private long firstRow;
    private long lastRow;
    private boolean begun;

    RecordWriter(Sheet sheet, Formats formats, ExcelOptions options, Budget budget, JsonGenerator json) {
        this.sheet = sheet;
        this.formats = formats;
        this.options = options;
        this.budget = budget;
        this.json = json;
        this.missingValues = Set.copyOf(options.missingValues());
        this.columns = new Columns(options, options.allSheets() ? Set.of(SHEET) : Set.of());
    }

    @Override
    public void row(Row row) {
        if (row.number() <= options.skipRows()) {
            return;
        }
        if (row.number() <= lastRow) {
            tallies.disordered().add(row.number());
        }
        lastRow = Math.max(lastRow, row.number());
        if (row.uncalculated() > 0) {
            tallies.uncalculated().add(row.number(), row.uncalculated());
        }
        if (begun || !begin(row)) {
            write(row);
        }
    }

    @Override
    public void merged(CellRangeAddress range) {
        tallies.merged().add(range.getFirstRow() + 1L);
    }

    /** Finds the columns by the first row; whether that is the header. */
    private boolean begin(Row row) {
        begun = true;
        boolean header = isHeader(row);
        headerRow = header ? row.number() : 0;
        List<String> names = new ArrayList<>(options.columns());
        for (int column = names.size(); header && column < row.width(); column++) {
            Cell cell = row.get(column);
            names.add(cell == null ? "" : name(cell, row));
        }
        columns.addAll(names);
        widen(row.width());
        return header;
    }

    private String name(Cell cell, Row row) {
        String name = formats.display(cell).strip();
        if (name.length() > LONGEST_NAME) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A column's name is longer than " + LONGEST_NAME + " characters (row " + row.number()
                            + "): shorten it, or set header to absent if that row is data");
        }
        return name;
    }

    private boolean isHeader(Row row) {
        return switch (options.header()) {
            case PRESENT -> true;
            case ABSENT -> false;
            case AUTO -> {
                for (int column = 0; column < row.width(); column++) {
                    Cell cell = row.get(column);
                    if (cell != null && !(cell instanceof Cell.Text(String text) && text.length() <= LONGEST_NAME)) {
                        yield false;
                    }
                }
                yield true;
            }
        };
    }

    /** A column that turns up late was without a value until then. */
    private void widen(int width) {
        int before = columns.size();
        columns.widen(width);
        for (int column = before; column < columns.size(); column++) {
            if (records > 0) {
                columns.get(column).missing().add(firstRow, records);
            }
        }
        int length = options.allSheets() ? SHEET.length() + sheet.name().length() : 0;
        for (Column column : columns.all()) {
            length += column.name().length();
        }
        if (length > MOST_OF_NAMES) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The columns' names are longer than " + MOST_OF_NAMES
                            + " characters together, and every record repeats them: shorten them, or name the columns by"
                            + " the option columns");
        }
        namesLength = length;
        budget.addColumns(columns.size() - budgeted);
        budgeted = columns.size();
    }

    private void write(Row row) {
        if (row.width() > columns.size()) {
            tallies.wider().add(row.number());
            widen(row.width());
        }
        firstRow = records++ == 0 ? row.number() : firstRow;
        budget.addRecord();
        budget.addCells(columns.size());
        budget.addText(namesLength);
        json.writeStartObject();
        if (options.allSheets()) {
            json.writeName(SHEET_KEY);
            json.writeString(sheet.name());
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            json.writeName(column.key());
            Cell cell = row.get(i);
            if (cell == null || isMissing(cell)) {
                column.missing().add(row.number());
                json.writeNull();
            } else {
                write(column, cell, row.number());
            }
        }
        json.writeEndObject();
    }

    private boolean isMissing(Cell cell) {
        return switch (cell) {
            case Cell.Text(String text) -> missingValues.contains(text);
            case Cell.Fault(String code) -> missingValues.contains(code);
            case Cell.Numeric _, Cell.Truth _ -> false;
        };
    }

    private void write(Column column, Cell cell, int row) {
        Uniqueness unique = column.unique();
        if (unique != null) {
            unique.add(
                    cell instanceof Cell.Numeric number ? Double.toString(number.value()) : formats.display(cell), row);
        }
        if (cell instanceof Cell.Fault) {
            tallies.faults().add(row);
        }
        if (options.values() == Values.DISPLAYED) {
            column.saw(ValueType.TEXT);
            write(formats.display(cell));
            return;
        }
        switch (cell) {
            case Cell.Numeric number -> write(column, number);
            case Cell.Truth(boolean value) -> {
                column.saw(ValueType.BOOLEAN);
                json.writeBoolean(value);
            }
            case Cell.Text _, Cell.Fault _ -> {
                column.saw(ValueType.TEXT);
                write(formats.display(cell));
            }
        }
    }

    private void write(Column column, Cell.Numeric number) {
        ValueType type = formats.typeOf(number);
        column.saw(type);
        switch (type) {
            case INTEGER -> json.writeNumber((long) number.value());
            case DECIMAL -> json.writeNumber(number.value());
            default -> write(formats.iso(number, type));
        }
    }

    private void write(String text) {
        budget.addText(text.length());
        json.writeString(text);
    }

    Sheet sheet() {
        return sheet;
    }

    Columns columns() {
        return columns;
    }

    SheetTallies tallies() {
        return tallies;
    }

    /** How many records there are, the header not counted. */
    long records() {
        return records;
    }

    /** The row that is the header, as Excel numbers it; 0 if there is none. */
    int headerRow() {
        return headerRow;
    }

    /** Whether there is any row with a value. */
    boolean hasRows() {
        return begun;
    }
}
