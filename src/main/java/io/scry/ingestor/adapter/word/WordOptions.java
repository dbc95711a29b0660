package io.scry.ingestor.adapter.word;

import io.scry.ingestor.settings.Secret;
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
 * How Word documents are read, and what is expected of them.
 *
 * @param trackedChanges what becomes of changes that nobody has accepted or rejected yet
 * @param password opens an encrypted document; a secret
 * @param combinedText whether {@code data.text} holds the text of all blocks and notes together
 * @param blockSeparator stands between two blocks in the combined text
 * @param includeHeadersFooters whether headers and footers are read
 * @param includeNotes whether footnotes and endnotes are read
 * @param includeComments whether comments are read
 * @param includeMetadata whether title, author and the like are told
 * @param minTextLength fewest characters that the text must have
 * @param minParagraphs fewest paragraphs with text that the document must have, headings and list items included
 * @param minTables fewest tables that the document must have
 * @param requiredText what must stand in some paragraph; any run of blanks counts as one
 * @param requiredHeadings which headings must be there, without regard to case and number
 * @param requiredMetadata which of title, author and the like must be there
 * @param maxUnpackedSize most bytes that all parts that are read may have when unpacked
 * @param maxRatio how many times larger than packed a part may be, once it is over a megabyte
 * @param maxEntries most entries that the archive may have
 * @param maxDefinitionsSize most bytes, unpacked, of each part that is held in memory, such as styles
 * @param maxDepth how deeply elements may be nested
 * @param maxParagraphs most paragraphs, empty ones included
 * @param maxCells most cells of all tables together
 * @param maxTextLength most characters of the text
 * @param maxBlockLength most characters of one paragraph, cell, text box, note or header
 */
record WordOptions(
        @DefaultValue("accept") @NotNull TrackedChanges trackedChanges,
        @Secret @Nullable String password,
        @DefaultValue("true") boolean combinedText,
        @DefaultValue("\n") @NotNull @Size(max = 100) String blockSeparator,
        @DefaultValue("true") boolean includeHeadersFooters,
        @DefaultValue("true") boolean includeNotes,
        @DefaultValue("true") boolean includeComments,
        @DefaultValue("true") boolean includeMetadata,
        @DefaultValue("0") @Min(0) long minTextLength,
        @DefaultValue("0") @Min(0) long minParagraphs,
        @DefaultValue("0") @Min(0) long minTables,
        @DefaultValue @NotNull List<@NotBlank String> requiredText,
        @DefaultValue @NotNull List<@NotBlank String> requiredHeadings,

        @DefaultValue @NotNull
        List<
                        @Pattern(
                                regexp = "title|author|subject|keywords|description|category|language"
                                        + "|last_modified_by|created|modified|company|manager",
                                message = "must be title, author, subject, keywords, description, category,"
                                        + " language, last_modified_by, created, modified, company or manager")
                        String>
                requiredMetadata,

        @DefaultValue("512MB") @NotNull DataSize maxUnpackedSize,
        @DefaultValue("200") @Min(1) int maxRatio,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxEntries,
        @DefaultValue("16MB") @NotNull DataSize maxDefinitionsSize,
        @DefaultValue("200") @Min(10) @Max(1000) int maxDepth,
        @DefaultValue("2000000") @Min(1) long maxParagraphs,
        @DefaultValue("5000000") @Min(1) long maxCells,
        @DefaultValue("100000000") @Min(1) long maxTextLength,
        @DefaultValue("1000000") @Min(1) @Max(10_000_000) int maxBlockLength) {

    /** What becomes of changes that nobody has accepted or rejected yet. */
    enum TrackedChanges {
        /** The text as if all were accepted. */
        ACCEPT,
        /** The text as it was before them. */
        REJECT,
        /** Both: {@code {+inserted+}} and {@code [-deleted-]} in the text, with who and when beside it. */
        SHOW;

        boolean keeps(Revision revision) {
            return this == SHOW || (this == ACCEPT) == (revision == Revision.INSERTION);
        }
    }

    /** All options that tell what is read, but for the password. */
    @Override
    public String toString() {
        return "WordOptions[trackedChanges=%s, password=%s]"
                .formatted(trackedChanges, password == null ? "none" : "***");
    }
}
