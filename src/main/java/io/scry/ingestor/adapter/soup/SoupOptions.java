package io.scry.ingestor.adapter.soup;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How HTML is read and which rules it is held to.
 *
 * @param encoding the charset, or {@code auto}
 * @param baseUrl what links are relative to, if the source does not say
 * @param selectors CSS selectors by the names under which their matches are shown
 * @param content a CSS selector for the only parts to be read; empty for the whole page
 * @param remove CSS selectors for parts that are taken out first
 * @param requiredSelectors names of selectors, or CSS selectors, that match something
 * @param requiredMetadata facts that the page tells of itself
 * @param requiredText what stands in the text
 * @param minTextLength how many characters the text has at least
 * @param maxDocumentSize the largest source
 * @param maxElements the most elements
 * @param maxDepth how deeply elements may nest
 * @param maxTableCells the most cells of all tables, with spans filled in
 * @param maxPartsLength the most characters of all headings, links, images and tables together
 * @param maxMatches the most matches of one selector
 * @param maxSelectedLength the most characters of all matches together
 */
record SoupOptions(
        @DefaultValue("auto") @NotBlank String encoding,
        @Nullable @Pattern(regexp = "https?://.+") String baseUrl,

        @DefaultValue @NotNull @Size(max = 100) Map<@NotBlank String, @NotBlank @Size(max = LONGEST) String> selectors,

        @DefaultValue("") @NotNull @Size(max = LONGEST) String content,

        @DefaultValue @NotNull @Size(max = 100) List<@NotBlank @Size(max = LONGEST) String> remove,

        @DefaultValue("true") boolean includeText,
        @DefaultValue("true") boolean includeHeadings,
        @DefaultValue("true") boolean includeLinks,
        @DefaultValue("true") boolean includeImages,
        @DefaultValue("true") boolean includeTables,
        @DefaultValue("true") boolean includeJsonLd,
        @DefaultValue("true") boolean includeMetadata,

        @DefaultValue @NotNull @Size(max = 100) List<@NotBlank @Size(max = LONGEST) String> requiredSelectors,

        @DefaultValue @NotNull
        List<@Pattern(regexp = "title|description|language|canonical_url|author|open_graph|json_ld") String>
                requiredMetadata,

        @DefaultValue @NotNull @Size(max = 1000) List<@NotBlank String> requiredText,

        @DefaultValue("0") @PositiveOrZero long minTextLength,
        @DefaultValue("32MB") @NotNull DataSize maxDocumentSize,
        @DefaultValue("300000") @Min(1) @Max(5_000_000) int maxElements,
        @DefaultValue("512") @Min(1) @Max(2000) int maxDepth,
        @DefaultValue("1000000") @Min(1) @Max(50_000_000) int maxTableCells,

        @DefaultValue("50000000") @Min(1) @Max(1_000_000_000)
        long maxPartsLength,

        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxMatches,

        @DefaultValue("10000000") @Min(1) @Max(1_000_000_000)
        long maxSelectedLength) {

    static final int LONGEST = 500;
}
