package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The reading of one page, from its tree to its validation. */
final class SoupExtraction {

    private final HtmlPage page;
    private final Selectors selectors;
    private final TextEncoding encoding;
    private final SoupOptions options;
    private final Output output;
    private final Validation.Builder validation;

    SoupExtraction(
            HtmlPage page,
            Selectors selectors,
            TextEncoding encoding,
            SoupOptions options,
            Output output,
            Validation.Builder validation) {
        this.page = page;
        this.selectors = selectors;
        this.encoding = encoding;
        this.options = options;
        this.output = output;
        this.validation = validation;
    }

    Extraction run() throws InterruptedException {
        if (page.document().body().childNodeSize() == 0
                && page.document().head().childNodeSize() == 0) {
            throw new UnreadableSourceException(Reason.EMPTY, "There is nothing in the page.");
        }
        PageFacts facts = PageFacts.of(page);
        JsonLd jsonLd = JsonLd.of(page, validation);
        PageParts parts = new PageParts(selectors.applyTo(page.document(), options, output));
        String text = parts.text();
        JsonGenerator target = output.document();
        target.writeStartObject();
        if (options.includeText()) {
            target.writeStringProperty("text", text);
        }
        PartsWriter writer = new PartsWriter(target, options, output);
        writer.write(parts);
        if (options.includeJsonLd()) {
            jsonLd.write(target);
        }
        Map<String, Integer> matches = new SelectionWriter(target, options, output).write(selectors, page.document());
        target.writeEndObject();
        new PageRules(options, validation).check(page, facts, jsonLd, selectors, text, output);
        return new Extraction(metadata(facts, text), metrics(writer, jsonLd, matches, text));
    }

    private Map<String, Object> metadata(PageFacts facts, String text) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (options.includeMetadata()) {
            metadata.putAll(facts.values());
        }
        metadata.put("encoding", encoding.charset().name());
        metadata.put("encoding_from", encoding.from());
        metadata.put("element_count", page.elements());
        metadata.put("text_length", text.length());
        return metadata;
    }

    private Validation metrics(PartsWriter writer, JsonLd jsonLd, Map<String, Integer> matches, String text) {
        if (text.isEmpty()) {
            validation.warning("no_text", "The page has no text; perhaps a script would have written it", null);
        }
        if (!page.hasBase() && writer.relative() > 0) {
            validation.warning(
                    "relative_links",
                    writer.relative() + " links are relative, and it is not known to what: give base_url",
                    null);
        }
        validation.metric("text_length", text.length()).metric("element_count", page.elements());
        writer.counts().forEach(validation::metric);
        validation.metric("json_ld_count", jsonLd.count());
        if (!matches.isEmpty()) {
            validation.metric("selector_matches", matches);
        }
        return validation.build();
    }
}
