package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.settings.Secret;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How PDF documents are read, and what is expected of them.
 *
 * @param mode how the text of a page is laid out
 * @param sortByPosition whether text is put in order from top to bottom and left to right, rather than in the order in
 *     which the document draws it; layout mode always does
 * @param pages which pages are read, such as {@code 1-3,7,10-}; all if empty
 * @param password opens an encrypted document; a secret
 * @param respectExtractionPermission whether a document whose owner forbids extraction is refused
 * @param combinedText whether {@code data.text} holds the text of all pages together
 * @param pageSeparator stands between two pages in the combined text
 * @param columns whether a page in columns is read column by column; not in layout mode
 * @param tables whether the tables of each page are found
 * @param tableMode by what tables are found
 * @param headings whether lines in a larger or bolder font than the text are listed as headings
 * @param includeImages whether pages list facts about their images
 * @param includeMetadata whether title, author and the like are told
 * @param minTextLength fewest characters that the text must have
 * @param minPages fewest pages that the document must have
 * @param minTables fewest tables that must be found
 * @param requireTextOnEveryPage whether a page without text is an error
 * @param minTextCoverage smallest share of the pages, 0 to 1, that must have text
 * @param requiredMetadata which of title, author and the like must be there
 * @param requiredText what must stand on some page; any run of blanks counts as one
 * @param maxPages most pages that are read
 * @param maxTextLength most characters that the text may have
 * @param maxPageCharacters most characters that one page may draw
 * @param maxPageOperators most operators that one page may execute
 * @param maxPageLines most lines that one page may draw for tables to be looked for by them
 * @param maxTableCells most cells of all tables of one page together
 * @param maxContentSize most bytes that one piece of a page's content may have when decoded, in all stages together if it
 *     is packed several times over
 */
record PdfOptions(
        @DefaultValue("text") @NotNull Mode mode,
        @DefaultValue("false") boolean sortByPosition,

        @DefaultValue("")
        @NotNull
        @Pattern(
                regexp = PageRanges.SYNTAX,
                message = "must be page numbers and ranges of them, such as 1-3,7,10-, in 1000 characters")
        String pages,

        @Secret @Nullable String password,
        @DefaultValue("false") boolean respectExtractionPermission,
        @DefaultValue("true") boolean combinedText,
        @DefaultValue("\n\n") @NotNull @Size(max = 100) String pageSeparator,
        @DefaultValue("true") boolean columns,
        @DefaultValue("true") boolean tables,
        @DefaultValue("auto") @NotNull TableMode tableMode,
        @DefaultValue("true") boolean headings,
        @DefaultValue("true") boolean includeImages,
        @DefaultValue("true") boolean includeMetadata,
        @DefaultValue("0") @Min(0) long minTextLength,
        @DefaultValue("0") @Min(0) int minPages,
        @DefaultValue("0") @Min(0) int minTables,
        @DefaultValue("false") boolean requireTextOnEveryPage,
        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double minTextCoverage,

        @DefaultValue @NotNull
        List<
                        @Pattern(
                                regexp = "title|author|subject|keywords|creator|producer|created|modified|language",
                                message = "must be title, author, subject, keywords, creator, producer, created,"
                                        + " modified or language")
                        String>
                requiredMetadata,

        @DefaultValue @NotNull List<@NotBlank String> requiredText,
        @DefaultValue("20000") @Min(1) int maxPages,
        @DefaultValue("100000000") @Min(1) long maxTextLength,
        @DefaultValue("200000") @Min(1) @Max(10_000_000) int maxPageCharacters,
        @DefaultValue("50000000") @Min(1) long maxPageOperators,
        @DefaultValue("50000") @Min(0) @Max(1_000_000) int maxPageLines,
        @DefaultValue("50000") @Min(1) @Max(1_000_000) int maxTableCells,
        @DefaultValue("64MB") @NotNull DataSize maxContentSize) {

    /** How the text of a page is laid out. */
    enum Mode {
        /** Lines of words, one blank between two words. */
        TEXT,
        /** Words keep their place on the line: blanks stand for the distance between them. */
        LAYOUT
    }

    /** By what tables are found. */
    enum TableMode {
        /** By the lines drawn, by the white between words, and by both together. */
        AUTO,
        /** Only by the lines drawn between cells. */
        RULED,
        /** Only by the white between words. */
        ALIGNED
    }

    /** Whether anything is asked for that takes a look at where the text stands. */
    boolean needsLayout() {
        return tables || headings || readsColumns();
    }

    /** Whether the text of a page in columns is put in the order of the columns. */
    boolean readsColumns() {
        return columns && mode == Mode.TEXT;
    }

    /** All options but the password. */
    @Override
    public String toString() {
        return "PdfOptions[mode=%s, pages=%s, password=%s]".formatted(mode, pages, password == null ? "none" : "***");
    }
}
