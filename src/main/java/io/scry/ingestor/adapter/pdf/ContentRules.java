package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Counts what the pages hold and judges it by the configured rules. */
final class ContentRules {

    private final PdfOptions options;
    private final Validation.Builder findings = new Validation.Builder();
    private final Set<String> missingTexts;
    private int pagesRead;
    private int pagesLost;
    private int pagesWithFaults;
    private int pagesWithText;
    private long textLength;
    private long imageCount;
    private long tableCount;
    private long unmapped;

    ContentRules(PdfOptions options) {
        this.options = options;
        missingTexts = new LinkedHashSet<>();
        options.requiredText().forEach(text -> missingTexts.add(oneLine(text)));
    }

    void page(int number, PageContent page) {
        String at = "page " + number;
        pagesRead++;
        textLength += page.text().codePointCount(0, page.text().length());
        if (textLength > options.maxTextLength()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The text has more than %d characters (max_text_length): read fewer pages at a time with pages"
                            .formatted(options.maxTextLength()));
        }
        imageCount += page.imageCount();
        tableCount += page.tables().size();
        unmapped += page.unmapped();
        if (page.hasText()) {
            pagesWithText++;
        } else {
            withoutText(page, at);
        }
        if (page.fault() != null) {
            pagesWithFaults++;
            pagesLost += page.hasText() ? 0 : 1;
            warn("damaged_page", "A page cannot be read in full: " + page.fault(), at);
        }
        if (page.incomplete()) {
            warn(
                    "incomplete_tables",
                    "Tables were not looked for, or left out: a page has more lines, words or cells than max_page_lines,"
                            + " max_table_cells and the service allow",
                    at);
        }
        if (page.imageCount() > DrawnObjects.MAX_IMAGES && options.includeImages()) {
            warn("images", "A page has more than the %d images listed".formatted(DrawnObjects.MAX_IMAGES), at);
        }
        if (!missingTexts.isEmpty()) {
            String line = oneLine(page.text());
            missingTexts.removeIf(line::contains);
        }
    }

    void warn(String rule, String message) {
        findings.warning(rule, message, null);
    }

    void error(String rule, String message) {
        findings.error(rule, message, null);
    }

    long textLength() {
        return textLength;
    }

    long tableCount() {
        return tableCount;
    }

    long imageCount() {
        return imageCount;
    }

    int pagesRead() {
        return pagesRead;
    }

    /** Whether there were pages, and every one of them failed and gave nothing. */
    boolean allLost() {
        return pagesRead > 0 && pagesLost == pagesRead;
    }

    Validation judge(int pageCount, Map<String, Object> description) {
        if (pageCount < options.minPages()) {
            error("min_pages", "The document has %d of at least %d pages".formatted(pageCount, options.minPages()));
        }
        if (textLength < options.minTextLength()) {
            error(
                    "min_text_length",
                    "The text has %d of at least %d characters".formatted(textLength, options.minTextLength()));
        }
        if (tableCount < options.minTables()) {
            error("min_tables", "%d of at least %d tables were found".formatted(tableCount, options.minTables()));
        }
        double coverage = share(pagesWithText);
        if (coverage < options.minTextCoverage()) {
            error(
                    "min_text_coverage",
                    "%d of %d pages have text, which is less than the share of %s"
                            .formatted(pagesWithText, pagesRead, options.minTextCoverage()));
        }
        for (String name : options.requiredMetadata()) {
            if (!description.containsKey(name)) {
                error("required_metadata", "The document does not tell its " + name);
            }
        }
        missingTexts.forEach(text -> error("required_text", "No page has the text '%s'".formatted(text)));
        if (unmapped > 0) {
            warn(
                    "unmapped_characters",
                    "%d characters are drawn whose fonts do not tell which they are: text may be missing or wrong"
                            .formatted(unmapped));
        }
        return findings.metric("page_count", pageCount)
                .metric("pages_with_text", pagesWithText)
                .metric("text_length", textLength)
                .metric("text_coverage", coverage)
                .metric("completeness", share(pagesRead - pagesWithFaults))
                .metric("image_count", imageCount)
                .metric("table_count", tableCount)
                .metric("unmapped_characters", unmapped)
                .build();
    }

    private void withoutText(PageContent page, String at) {
        if (options.requireTextOnEveryPage()) {
            findings.error("require_text_on_every_page", "A page has no text", at);
        }
        if (page.imageCount() > 0 && page.fault() == null) {
            warn("scanned_page", "A page is an image without text, perhaps a scan: text in images is not read", at);
        }
    }

    private void warn(String rule, String message, String at) {
        findings.warning(rule, message, at);
    }

    private double share(int pages) {
        return pagesRead == 0 ? 0 : (double) pages / pagesRead;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
