package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.Validation;
import java.util.Map;
import org.jsoup.select.Evaluator;

/** Holds a page to the configured rules. */
final class PageRules {

    private final SoupOptions options;
    private final Validation.Builder validation;

    PageRules(SoupOptions options, Validation.Builder validation) {
        this.options = options;
        this.validation = validation;
    }

    void check(HtmlPage page, PageFacts facts, JsonLd jsonLd, Selectors selectors, String text, Output output)
            throws InterruptedException {
        for (Map.Entry<String, Evaluator> required : selectors.required().entrySet()) {
            if (Selectors.matches(required.getValue(), page.document(), Integer.MAX_VALUE, output)
                    .isEmpty()) {
                validation.error("required_selectors", "Nothing matches '" + required.getKey() + "'", null);
            }
        }
        for (String name : options.requiredMetadata()) {
            if (!(name.equals("json_ld") ? jsonLd.count() > 0 : facts.has(name))) {
                validation.error("required_metadata", "The page does not tell its " + name, null);
            }
        }
        for (String wanted : options.requiredText()) {
            if (!words(text).contains(words(wanted))) {
                validation.error("required_text", "The text does not have '" + wanted + "'", null);
            }
        }
        if (text.length() < options.minTextLength()) {
            validation.error(
                    "min_text_length",
                    "The text has " + text.length() + " characters, fewer than min_text_length ("
                            + options.minTextLength() + ")",
                    null);
        }
    }

    /** Any run of blanks or line ends counts as one blank. */
    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
