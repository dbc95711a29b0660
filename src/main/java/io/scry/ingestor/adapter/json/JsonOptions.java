package io.scry.ingestor.adapter.json;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How JSON is read and which rules its data is held to. A field is named by a dotted path ({@code customer.email}), or
 * by a JSON Pointer ({@code /customer/email}) if names contain dots; both are relative to the record.
 *
 * @param format what the source is taken for
 * @param recordsPath a JSON Pointer to the array whose elements are the records; empty for the root
 * @param flatten whether each record becomes one flat object
 * @param flattenSeparator what stands between the parts of a flattened name
 * @param duplicateKeys what happens if an object has a name twice
 * @param requiredFields fields that every record has
 * @param nonNullFields fields that are not null where they are present
 * @param uniqueFields fields whose scalar values differ between any two records
 * @param minRecords how many records there are at least
 * @param maxRecords how many records are read at most; 0 for any number
 * @param minCompleteness the share (0 to 1) of known fields that are present and not null, at least
 * @param maxDepth how deeply arrays and objects may nest; what is written may not nest deeper than 500
 * @param maxStringLength the longest string, in UTF-16 code units
 * @param maxNumberLength the longest number, in characters
 * @param maxNameLength the longest name, read or flattened, in UTF-16 code units
 * @param maxDocumentSize the largest source
 */
record JsonOptions(
        @DefaultValue("auto") @NotNull JsonFormat format,

        @DefaultValue("") @NotNull @Pattern(regexp = POINTER)
        String recordsPath,

        @DefaultValue("false") boolean flatten,

        @DefaultValue(".") @NotNull @Size(min = 1, max = 8) String flattenSeparator,

        @DefaultValue("report") @NotNull DuplicateKeys duplicateKeys,

        @DefaultValue @NotNull @Size(max = 1000) List<@NotBlank String> requiredFields,

        @DefaultValue @NotNull @Size(max = 1000) List<@NotBlank String> nonNullFields,

        @DefaultValue @NotNull @Size(max = 4) List<@NotBlank String> uniqueFields,

        @DefaultValue("0") @PositiveOrZero long minRecords,
        @DefaultValue("0") @PositiveOrZero long maxRecords,

        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double minCompleteness,

        @DefaultValue("500") @Min(1) @Max(500) int maxDepth,
        @DefaultValue("20000000") @Min(1) @Max(100_000_000) int maxStringLength,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxNumberLength,
        @DefaultValue("8192") @Min(1) @Max(50_000) int maxNameLength,
        @DefaultValue("2GB") @NotNull DataSize maxDocumentSize) {

    /** A JSON Pointer (RFC 6901); without a group that is repeated, for which the JDK takes a stack as deep as the text. */
    private static final String POINTER = "(?![\\s\\S]*~([^01]|$))(/[\\s\\S]*)?";

    /** Whether the records are an array inside of the document. */
    boolean hasRecordsPath() {
        return !recordsPath.isEmpty();
    }

    /** What a source is taken for. */
    enum JsonFormat {
        /** An array is records; several objects or arrays, one a line, are JSON Lines; anything else is a document. */
        AUTO,
        /** One JSON value, of whatever type. */
        DOCUMENT,
        /** One array; each of its elements is a record. */
        RECORDS,
        /** JSON Lines: one JSON value a line, each a record. */
        NDJSON
    }

    /** What happens if an object has a name twice. */
    enum DuplicateKeys {
        /** A warning; the later member is written as {@code name#2}, so that none is lost. */
        REPORT,
        /** The source is refused. */
        FAIL
    }
}
