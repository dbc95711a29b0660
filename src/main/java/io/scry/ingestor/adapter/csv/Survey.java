package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.csv.CsvOptions.RaggedRows;
import io.scry.ingestor.adapter.csv.CsvOptions.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first reading of a file: finds its columns and what type each has over the whole file, and refuses a file that
 * breaks a limit before anything of it is written.
 */
final class Survey extends RecordHandler {

    /** Names are written with every record: a long one would make a small file an enormous result. */
    private static final int LONGEST_NAME = 1000;

    private static final int MOST_OF_NAMES = 1_000_000;

    /** A record of one byte has a null for each column that it lacks: a small file could make an enormous result. */
    private static final long MOST_LACKING = 20_000_000;

    private final CsvOptions options;
    private final MissingValues missing;
    private final int maxFieldSize;
    private final int maxColumns;
    private final int maxRecordSize;
    private final List<String> first = new ArrayList<>();
    private @Nullable ColumnNames names;
    private @Nullable ColumnType[] types = {};
    private boolean header;
    private long records;
    private long lacking;
    private int recordSize;

    Survey(CsvOptions options) {
        super(options.skipBlankLines());
        this.options = options;
        this.missing = new MissingValues(options.missingValues());
        this.maxFieldSize = orElse(options.maxFieldSize(), CsvOptions.MOST_CHARACTERS);
        this.maxColumns = orElse(options.maxColumns(), Integer.MAX_VALUE);
        this.maxRecordSize = orElse(options.maxRecordSize(), Integer.MAX_VALUE);
    }

    /** Whether the first record is a header. */
    boolean hasHeader() {
        return header;
    }

    /** How many records there are, the header not counted. */
    long records() {
        return records;
    }

    @Override
    int columns() {
        return types.length;
    }

    /**
     * The columns' names.
     *
     * @throws UnreadableSourceException if there is no record at all
     */
    ColumnNames names() {
        if (names == null) {
            throw new UnreadableSourceException(
                    Reason.EMPTY, "The file has no records: all its lines are blank, comments, or skipped");
        }
        return names;
    }

    /** The columns' types; that of a column without values is text. */
    List<ColumnType> types() {
        List<ColumnType> found = new ArrayList<>();
        for (ColumnType type : types) {
            found.add(type == null || options.types() == Types.TEXT ? ColumnType.TEXT : type);
        }
        return found;
    }

    @Override
    protected void handleField(int column, char[] text, int start, int length, boolean quoted) {
        if (length > maxFieldSize) {
            throw limit("A cell is longer than " + maxFieldSize + " characters", "max_field_size");
        }
        if (column >= maxColumns) {
            throw limit("A record has more than " + maxColumns + " cells", "max_columns");
        }
        recordSize += length;
        if (recordSize > maxRecordSize || recordSize < 0) {
            throw limit("A record is longer than " + maxRecordSize + " characters", "max_record_size");
        }
        if (names == null) {
            first.add(new String(text, start, length));
        } else if (column < types.length) {
            inferType(column, text, start, length);
        }
    }

    private void inferType(int column, char[] text, int start, int length) {
        ColumnType before = types[column];
        if (before == ColumnType.TEXT) {
            return;
        }
        ColumnType type = ColumnType.of(text, start, length);
        if (type != before && !missing.contains(text, start, length)) {
            types[column] = before == null ? type : before.and(type);
        }
    }

    @Override
    void endRecord(int cells) {
        recordSize = 0;
        if (names == null) {
            endFirstRecord();
            return;
        }
        records++;
        if (options.maxRecords() > 0 && records > options.maxRecords()) {
            throw limit("The file has more than " + options.maxRecords() + " records", "max_records");
        }
        lacking += Math.max(0, types.length - cells);
        if (lacking > MOST_LACKING) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The records lack more than " + MOST_LACKING + " cells of the " + types.length + " columns (line "
                            + line() + "): is the delimiter right, and the first line the header?");
        }
        if (cells != types.length && options.raggedRows() == RaggedRows.FAIL) {
            throw new UnreadableSourceException(
                    Reason.DAMAGED,
                    "The record on line " + line() + " has " + cells + " cells, and there are " + types.length
                            + " columns: mend the file, or set ragged_rows to report");
        }
    }

    private void endFirstRecord() {
        header = isHeader();
        if (header && first.stream().mapToLong(String::length).sum() > MOST_OF_NAMES) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The columns' names are longer than " + MOST_OF_NAMES + " characters together (line " + line()
                            + "), and every record repeats them: shorten them, or name the columns by the option columns");
        }
        if (header && first.stream().anyMatch(name -> name.length() > LONGEST_NAME)) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A column's name is longer than " + LONGEST_NAME + " characters (line " + line()
                            + "): shorten it, or set header to absent if that line is data");
        }
        List<String> cells = new ArrayList<>(options.columns());
        for (int i = cells.size(); i < first.size(); i++) {
            cells.add(header ? first.get(i) : "");
        }
        names = ColumnNames.of(cells);
        types = new ColumnType[cells.size()];
        if (!header) {
            for (int column = 0; column < first.size(); column++) {
                char[] text = first.get(column).toCharArray();
                inferType(column, text, 0, text.length);
            }
            endRecord(first.size());
        }
        first.clear();
    }

    private boolean isHeader() {
        return switch (options.header()) {
            case PRESENT -> true;
            case ABSENT -> false;
            case AUTO ->
                options.columns().isEmpty()
                        ? first.stream().allMatch(Survey::canBeName)
                        : first.stream().map(String::strip).toList().equals(options.columns());
        };
    }

    private static boolean canBeName(String cell) {
        char[] text = cell.strip().toCharArray();
        return text.length <= LONGEST_NAME && ColumnType.of(text, 0, text.length) == ColumnType.TEXT;
    }

    private UnreadableSourceException limit(String what, String option) {
        return new UnreadableSourceException(
                Reason.LIMIT_EXCEEDED,
                what + " (line " + line() + "): split the file, or have the limit " + option + " raised");
    }

    private static int orElse(int limit, int unlimited) {
        return limit == 0 ? unlimited : limit;
    }
}
