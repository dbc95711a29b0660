package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The reading of one open document, part by part, into {@code {blocks: [...], headers: [...], ..., text: ...}}. */
final class WordExtraction {

    private static final String USUAL_NAME = "word/document.xml";

    private final OfficePackage parts;
    private final WordOptions options;
    private final Limits limits;
    private final Output output;
    private final ContentRules rules;

    WordExtraction(OfficePackage parts, WordOptions options, Limits limits, Output output) {
        this.parts = parts;
        this.options = options;
        this.limits = limits;
        this.output = output;
        rules = new ContentRules(options);
    }

    Extraction run() throws IOException, InterruptedException {
        Relationships root = parts.relationships("", this::checkpoint);
        String main = root.part("officeDocument").filter(parts::has).orElse(USUAL_NAME);
        if (!parts.has(main)) {
            throw Refusals.wrongType("a ZIP archive that holds no document");
        }
        DocumentFacts facts = facts(root);
        try (XmlPart xml = parts.stream(main, bytes -> checkpoint(bytes, main))) {
            requireDocument(xml);
            Relationships relationships = parts.relationships(main, this::checkpoint);
            DocumentContext context =
                    new DocumentContext(options, limits, styles(relationships), lists(relationships), rules);
            warnOf(facts, relationships);
            try (CombinedText text = new CombinedText(options.blockSeparator(), options.combinedText())) {
                write(xml, relationships, context, text);
            }
        }
        rules.part(main, false);
        return new Extraction(metadata(facts), rules.judge(facts.description()));
    }

    private void write(XmlPart xml, Relationships relationships, DocumentContext context, CombinedText text)
            throws IOException, InterruptedException {
        JsonGenerator json = output.document();
        json.writeStartObject();
        json.writeArrayPropertyStart("blocks");
        new BlockReader(xml, relationships, context, Area.BODY).read(new BlockWriter(json, text));
        json.writeEndArray();
        SideParts side = new SideParts(parts, relationships, context, json, text, this::checkpoint);
        if (options.includeHeadersFooters()) {
            side.writeMargins("headers", "header");
            side.writeMargins("footers", "footer");
        }
        if (options.includeNotes()) {
            side.writeNotes("footnotes", "footnote");
            side.writeNotes("endnotes", "endnote");
        }
        if (options.includeComments()) {
            side.writeComments();
        }
        text.write(json);
        json.writeEndObject();
    }

    private static void requireDocument(XmlPart xml) throws IOException, InterruptedException {
        xml.nextChild();
        if (!xml.name().equals("document")) {
            throw Refusals.wrongType(
                    switch (xml.localName()) {
                        case "workbook" -> "an Excel workbook; use adapter_type excel";
                        case "presentation" -> "a PowerPoint presentation";
                        default -> "another kind of Office document";
                    });
        }
    }

    private Styles styles(Relationships relationships) throws IOException, InterruptedException {
        Styles[] styles = {Styles.NONE};
        definitions(relationships.part("styles"), xml -> styles[0] = Styles.read(xml));
        return styles[0];
    }

    private Lists lists(Relationships relationships) throws IOException, InterruptedException {
        Lists[] lists = {Lists.NONE};
        definitions(relationships.part("numbering"), xml -> lists[0] = Lists.read(xml));
        return lists[0];
    }

    private DocumentFacts facts(Relationships root) throws IOException, InterruptedException {
        DocumentFacts facts = new DocumentFacts();
        definitions(root.part("core-properties"), facts::readStandard);
        definitions(root.part("extended-properties"), facts::readStandard);
        definitions(root.part("custom-properties"), facts::readCustom);
        return facts;
    }

    private interface Definitions {
        void read(XmlPart xml) throws IOException, InterruptedException;
    }

    private void definitions(Optional<String> part, Definitions definitions) throws IOException, InterruptedException {
        if (part.filter(parts::has).isEmpty()) {
            return;
        }
        SideParts.optional(rules, part.get(), () -> {
            try (XmlPart xml = parts.definitions(part.get(), this::checkpoint)) {
                definitions.read(xml);
            }
        });
    }

    private void warnOf(DocumentFacts facts, Relationships relationships) {
        if (relationships.referElsewhere()) {
            rules.warn(
                    "external_content", "The document shows images or uses a template from elsewhere: none is fetched");
        }
        if (facts.isCut() && options.includeMetadata()) {
            rules.warn(
                    "metadata",
                    "Values longer than %d characters were cut, or some were left out"
                            .formatted(DocumentFacts.MAX_VALUE));
        }
    }

    private Map<String, Object> metadata(DocumentFacts facts) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (options.includeMetadata()) {
            metadata.putAll(facts.description());
        }
        metadata.putAll(rules.counts());
        metadata.put("has_tracked_changes", rules.hasChanges());
        metadata.put("has_macros", parts.hasEnding("/vbaProject.bin"));
        return metadata;
    }

    private void checkpoint(long bytes) throws InterruptedException {
        output.progress(0, 0);
    }

    private void checkpoint(long bytes, String main) throws InterruptedException {
        output.progress(bytes, parts.size(main));
    }
}
