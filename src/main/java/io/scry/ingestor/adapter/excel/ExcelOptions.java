package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.settings.Secret;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a workbook is to be read, and what is asked of it.
 *
 * @param sheet the name of the worksheet to read; empty to take it by its index
 * @param sheetIndex the place of the worksheet to read, from 1; 0 for the first that is not hidden
 * @param allSheets whether all worksheets are read, whatever {@code sheet} and {@code sheetIndex} say
 * @param skipRows how many rows at the top of a sheet are passed over
 * @param header whether the first row that is not blank holds the columns' names
 * @param columns the columns' names, in order, in place of the header's; empty to take the header's
 * @param values whether values have the types that they have in the workbook, or are text as Excel shows it
 * @param mergedCells what the cells of a merged range hold beyond its first
 * @param password opens an encrypted workbook; a secret
 * @param missingValues the texts that stand for no value
 * @param maxXlsSize the most bytes of an xls file
 * @param maxEntries the most entries of an xlsx file's ZIP archive
 * @param maxUncompressedSize the most bytes that an xlsx file unpacks to
 * @param maxInflation the most times that a part of an xlsx file may be larger unpacked than packed
 * @param maxSharedStringsSize the most bytes of the texts that cells share; they lie in a temporary file
 * @param maxSheets the most sheets
 * @param maxColumns the most columns of a sheet
 * @param maxFieldSize the most characters of a cell
 * @param maxRecordSize the most characters of all cells of a row
 * @param maxRecords the most records of all sheets that are read; 0 for no limit
 * @param maxCells the most cells of all records, those without a value included
 * @param maxTextSize the most characters of all records, the columns' names included
 * @param requiredSheets worksheets that have to be there
 * @param requiredColumns columns that have to be there, in every sheet that is read
 * @param nonNullColumns columns that have to be there and have a value in every record
 * @param uniqueColumns columns that have to be there and have no value twice in a sheet
 * @param minRecords the fewest records of all sheets that are read
 * @param minCompleteness the least share of cells that have a value, 0 to 1
 * @param allowErrors whether sheets with cells that show an error, such as {@code #DIV/0!}, are valid
 */
record ExcelOptions(
        @DefaultValue("") String sheet,
        @DefaultValue("0") @PositiveOrZero int sheetIndex,
        @DefaultValue("false") boolean allSheets,
        @DefaultValue("0") @Min(0) @Max(1_048_575) int skipRows,
        @DefaultValue("auto") Header header,
        @DefaultValue List<String> columns,
        @DefaultValue("typed") Values values,
        @DefaultValue("first") MergedCells mergedCells,
        @Secret @Nullable String password,

        @DefaultValue({"", "NA", "N/A", "NaN", "null", "NULL", "#N/A"})
        List<String> missingValues,

        @DefaultValue("67108864") @Positive @Max(Integer.MAX_VALUE)
        long maxXlsSize,

        @DefaultValue("10000") @Positive @Max(100_000) int maxEntries,
        @DefaultValue("17179869184") @Positive long maxUncompressedSize,
        @DefaultValue("200") @Positive int maxInflation,
        @DefaultValue("1073741824") @Positive long maxSharedStringsSize,
        @DefaultValue("1000") @Positive @Max(10_000) int maxSheets,
        @DefaultValue("16384") @Positive @Max(16_384) int maxColumns,

        @DefaultValue("1048576") @Positive @Max(1 << 22) int maxFieldSize,

        @DefaultValue("16777216") @Positive @Max(1 << 28) int maxRecordSize,

        @DefaultValue("0") @PositiveOrZero long maxRecords,
        @DefaultValue("100000000") @Positive long maxCells,
        @DefaultValue("8589934592") @Positive long maxTextSize,
        @DefaultValue List<String> requiredSheets,
        @DefaultValue List<String> requiredColumns,
        @DefaultValue List<String> nonNullColumns,
        @DefaultValue List<String> uniqueColumns,
        @DefaultValue("0") @PositiveOrZero long minRecords,
        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double minCompleteness,
        @DefaultValue("true") boolean allowErrors) {

    ExcelOptions {
        columns = List.copyOf(columns);
        missingValues = List.copyOf(missingValues);
        requiredSheets = List.copyOf(requiredSheets);
        requiredColumns = List.copyOf(requiredColumns);
        nonNullColumns = List.copyOf(nonNullColumns);
        uniqueColumns = List.copyOf(uniqueColumns);
    }

    /** What is read of what, and no password. */
    @Override
    public String toString() {
        return "ExcelOptions[sheet=%s, sheetIndex=%d, allSheets=%s, values=%s, password=%s]"
                .formatted(sheet, sheetIndex, allSheets, values, password == null ? "none" : "***");
    }

    /** Whether there is a header. */
    enum Header {
        /** There is, if all cells of the first row that is not blank are text. */
        AUTO,
        /** The first row that is not blank is the header. */
        PRESENT,
        /** The first row is data. */
        ABSENT
    }

    /** What values are. */
    enum Values {
        /** Numbers, truth values, ISO dates and times, and texts. */
        TYPED,
        /** Texts, as Excel shows them. */
        DISPLAYED
    }

    /** What the cells of a merged range hold. */
    enum MergedCells {
        /** Only the first has the value, as in the file. */
        FIRST,
        /** All have the value of the first. */
        FILL
    }
}
