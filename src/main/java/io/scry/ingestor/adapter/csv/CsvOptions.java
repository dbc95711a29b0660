package io.scry.ingestor.adapter.csv;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a file of comma-separated values is to be read, and what is asked of it.
 *
 * @param encoding {@code auto}, or the name of a character encoding, such as {@code utf-8} or {@code windows-1252}
 * @param delimiter what stands between cells: {@code auto}, one character, {@code tab}, or {@code none} where every line
 *     is one cell
 * @param quote what stands around cells that hold a delimiter or a line break: {@code auto}, one character, or
 *     {@code none}
 * @param commentCharacter lines that begin with it are skipped; empty where there are no comments
 * @param skipRows how many lines are passed over before anything is read
 * @param skipBlankLines whether a line with nothing on it is passed over, or else is a record without values
 * @param header whether the first record holds the columns' names
 * @param columns the columns' names, in order, in place of the header's; empty to take the header's
 * @param types whether values get the type that all values of their column have, or stay text
 * @param missingValues the cells that stand for no value
 * @param raggedRows what becomes of a file in which a record has more or fewer cells than there are columns
 * @param maxColumns the most columns, and cells of a record; 0 for no limit
 * @param maxFieldSize the most characters of a cell; 0 for the most that can be, 16,777,216
 * @param maxRecordSize the most characters of all cells of a record; 0 for no limit
 * @param maxRecords the most records; 0 for no limit
 * @param requiredColumns columns that have to be there
 * @param nonNullColumns columns that have to be there and have a value in every record
 * @param uniqueColumns columns that have to be there and have no value twice
 * @param minRecords the fewest records
 * @param minCompleteness the least share of cells that have a value, 0 to 1
 * @param allowRagged whether a file with ragged rows is valid
 */
record CsvOptions(
        @DefaultValue("auto") String encoding,

        @DefaultValue("auto")
        @Pattern(regexp = "auto|tab|none|[^\\r\\n]", message = "must be auto, tab, none, or one character")
        String delimiter,

        @DefaultValue("auto") @Pattern(regexp = "auto|none|[^\\r\\n]", message = "must be auto, none, or one character")
        String quote,

        @DefaultValue("") @Pattern(regexp = "[^\\r\\n]?", message = "must be one character, or empty")
        String commentCharacter,

        @DefaultValue("0") @Min(0) @Max(1_000_000) int skipRows,
        @DefaultValue("true") boolean skipBlankLines,
        @DefaultValue("auto") Header header,
        @DefaultValue List<String> columns,
        @DefaultValue("inferred") Types types,

        @DefaultValue({"", "NA", "N/A", "NaN", "null", "NULL"})
        List<String> missingValues,

        @DefaultValue("report") RaggedRows raggedRows,
        @DefaultValue("10000") @PositiveOrZero int maxColumns,

        @DefaultValue("1048576") @PositiveOrZero @Max(MOST_CHARACTERS)
        int maxFieldSize,

        @DefaultValue("16777216") @PositiveOrZero int maxRecordSize,
        @DefaultValue("0") @PositiveOrZero long maxRecords,
        @DefaultValue List<String> requiredColumns,
        @DefaultValue List<String> nonNullColumns,
        @DefaultValue List<String> uniqueColumns,
        @DefaultValue("0") @PositiveOrZero long minRecords,
        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double minCompleteness,
        @DefaultValue("true") boolean allowRagged) {

    /** The most characters that a cell can have, whatever the options say. */
    static final int MOST_CHARACTERS = 1 << 24;

    CsvOptions {
        columns = List.copyOf(columns);
        missingValues = List.copyOf(missingValues);
        requiredColumns = List.copyOf(requiredColumns);
        nonNullColumns = List.copyOf(nonNullColumns);
        uniqueColumns = List.copyOf(uniqueColumns);
    }

    /** Whether there is a header. */
    enum Header {
        /** There is, unless a cell of the first record is a number, a date or a truth value. */
        AUTO,
        /** The first record is the header. */
        PRESENT,
        /** The first record is data. */
        ABSENT
    }

    /** Which types values have. */
    enum Types {
        /** That of all values of the column. */
        INFERRED,
        /** All are text, and so are missing ones. */
        TEXT
    }

    /** What becomes of a file with ragged rows. */
    enum RaggedRows {
        /** It is read, and they are reported. */
        REPORT,
        /** It is refused. */
        FAIL
    }
}
