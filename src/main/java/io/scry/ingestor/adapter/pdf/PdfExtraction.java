package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDPage;
import tools.jackson.core.JsonGenerator;

/** The reading of one open document, page by page, into {@code {pages: [...], headings: [...], text: ...}}. */
final class PdfExtraction {

    private final PdfFile file;
    private final PdfOptions options;
    private final Output output;
    private final PageRanges ranges;
    private final ContentRules rules;
    private final ContentCheck check;
    private final Headings headings = new Headings();
    private int headingCount;
    private int done;
    private int total;

    PdfExtraction(PdfFile file, PdfOptions options, PageRanges ranges, Output output) {
        this.file = file;
        this.options = options;
        this.ranges = ranges;
        this.output = output;
        rules = new ContentRules(options);
        check = new ContentCheck(options.maxContentSize().toBytes());
    }

    Extraction run() throws IOException, InterruptedException {
        List<PDPage> pages = file.pages();
        total = (int)
                IntStream.rangeClosed(1, pages.size()).filter(ranges::contains).count();
        if (total > options.maxPages()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "%d pages are more than the %d allowed (max_pages): read some at a time with pages"
                            .formatted(total, options.maxPages()));
        }
        DocumentFacts facts = DocumentFacts.of(file.document());
        warnOf(facts, pages.size());
        try (CombinedText text = new CombinedText(options.pageSeparator())) {
            JsonGenerator json = output.document();
            json.writeStartObject();
            writePages(json, pages, text);
            if (options.headings()) {
                headingCount = headings.write(json);
            }
            if (options.combinedText()) {
                json.writeName("text");
                text.write(json);
            }
            json.writeEndObject();
        }
        return new Extraction(metadata(facts, pages.size()), rules.judge(pages.size(), facts.description()));
    }

    private void writePages(JsonGenerator json, List<PDPage> pages, CombinedText text)
            throws IOException, InterruptedException {
        PageStripper stripper = stripper();
        json.writeArrayPropertyStart("pages");
        for (int number = 1; number <= pages.size(); number++) {
            if (ranges.contains(number)) {
                PDPage page = pages.get(number - 1);
                PageContent content = stripper.read(file.document(), number, page);
                rules.page(number, content);
                write(json, number, page, content);
                if (options.combinedText()) {
                    text.add(content.text());
                }
                if (content.fault() != null) {
                    stripper = stripper();
                }
                done++;
                checkpoint();
            }
        }
        json.writeEndArray();
        if (rules.allLost()) {
            throw new UnreadableSourceException(
                    Reason.DAMAGED, "No page of the PDF can be read: it is damaged or cut off");
        }
    }

    private PageStripper stripper() {
        return switch (options.mode()) {
            case LAYOUT -> new LayoutStripper(options, headings, check, this::checkpoint);
            case TEXT -> new PageStripper(options, headings, check, this::checkpoint);
        };
    }

    private void write(JsonGenerator json, int number, PDPage page, PageContent content) {
        json.writeStartObject();
        json.writeNumberProperty("page", number);
        json.writeStringProperty("text", content.text());
        PageSize.of(page).write(json);
        if (!content.tables().isEmpty()) {
            json.writeArrayPropertyStart("tables");
            content.tables().forEach(table -> table.write(json, number));
            json.writeEndArray();
        }
        if (options.includeImages() && !content.images().isEmpty()) {
            json.writeArrayPropertyStart("images");
            content.images().forEach(image -> image.write(json));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void warnOf(DocumentFacts facts, int pageCount) {
        if (file.repaired()) {
            rules.warn(
                    "repaired",
                    "The PDF's table of objects is not where its end says: it was repaired, and something may be missing");
        }
        int stated = file.statedPageCount();
        if (stated > pageCount) {
            rules.warn("missing_pages", "The PDF says it has %d pages, %d were found".formatted(stated, pageCount));
        }
        if (total == 0) {
            rules.error("pages", "None of the pages asked for exists: there are %d".formatted(pageCount));
        } else if (ranges.reachBeyond(pageCount)) {
            rules.warn("pages", "Not all pages asked for exist: there are %d".formatted(pageCount));
        }
        if (Boolean.FALSE.equals(facts.structure().get("can_extract"))) {
            rules.warn("extraction_permission", "The PDF's owner does not permit to extract its text");
        }
        if (Boolean.TRUE.equals(facts.structure().get("has_forms"))) {
            rules.warn("form_fields", "The PDF has form fields: what is filled in there is not read");
        }
        if (facts.cut() && options.includeMetadata()) {
            rules.warn("metadata", "Values longer than %d characters were cut".formatted(DocumentFacts.MAX_VALUE));
        }
    }

    private Map<String, Object> metadata(DocumentFacts facts, int pageCount) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (options.includeMetadata()) {
            metadata.putAll(facts.description());
        }
        metadata.put("page_count", pageCount);
        metadata.put("pages_read", rules.pagesRead());
        metadata.put("text_length", rules.textLength());
        metadata.put("image_count", rules.imageCount());
        if (options.tables()) {
            metadata.put("table_count", rules.tableCount());
        }
        if (options.headings()) {
            metadata.put("heading_count", headingCount);
        }
        metadata.putAll(facts.structure());
        return metadata;
    }

    private void checkpoint() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        output.progress(done, total);
    }
}
