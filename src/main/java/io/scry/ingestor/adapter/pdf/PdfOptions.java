package io.scry.ingestor.adapter.pdf;

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
 * @param includeImages whether pages list facts about their images
 * @param includeMetadata whether title, author and the like are told
 * @param minTextLength fewest characters that the text must have
 * @param minPages fewest pages that the document must have
 * @param requireTextOnEveryPage whether a page without text is an error
 * @param minTextCoverage smallest share of the pages, 0 to 1, that must have text
 * @param requiredMetadata which of title, author and the like must be there
 * @param requiredText what must stand on some page; any run of blanks counts as one
 * @param maxPages most pages that are read
 * @param maxTextLength most characters that the text may have
 * @param maxPageCharacters most characters that one page may draw
 * @param maxContentSize most bytes that one piece of a page's content may have when decoded
 */
record PdfOptions(
        @DefaultValue("text") @NotNull Mode mode,
        @DefaultValue("false") boolean sortByPosition,

        @DefaultValue("")
        @NotNull
        @Pattern(regexp = PageRanges.SYNTAX, message = "must be page numbers and ranges of them, such as 1-3,7,10-")
        String pages,

        @Nullable String password,
        @DefaultValue("false") boolean respectExtractionPermission,
        @DefaultValue("true") boolean combinedText,
        @DefaultValue("\n\n") @NotNull @Size(max = 100) String pageSeparator,
        @DefaultValue("true") boolean includeImages,
        @DefaultValue("true") boolean includeMetadata,
        @DefaultValue("0") @Min(0) long minTextLength,
        @DefaultValue("0") @Min(0) int minPages,
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
        @DefaultValue("64MB") @NotNull DataSize maxContentSize) {

    /** How the text of a page is laid out. */
    enum Mode {
        /** Lines of words, one blank between two words. */
        TEXT,
        /** Words keep their place on the line: blanks stand for the distance between them. */
        LAYOUT
    }

    /** All options but the password. */
    @Override
    public String toString() {
        return "PdfOptions[mode=%s, pages=%s, password=%s]".formatted(mode, pages, password == null ? "none" : "***");
    }
}
