package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.word.Block.Kind;
import io.scry.ingestor.adapter.word.DocumentContext.Section;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a body, a cell, a text box or a note is made of: paragraphs and tables, in order. */
final class BlockReader {

    private static final Set<String> SECTION_TYPES = Set.of("default", "first", "even");

    private final XmlPart xml;
    private final Relationships relationships;
    private final DocumentContext context;
    private final Area area;
    private final InlineReader inline;
    private final TableReader tables;
    private final ListCounter lists;

    BlockReader(XmlPart xml, Relationships relationships, DocumentContext context, Area area) {
        this.xml = xml;
        this.relationships = relationships;
        this.context = context;
        this.area = area;
        inline = new InlineReader(xml, relationships, context, this);
        tables = new TableReader(xml, context, this, area);
        lists = new ListCounter(context.lists(), context.styles());
    }

    /** One place that blocks go to, and the paragraph that the next one goes on, since its end is not there. */
    private static final class Flow {
        private final Sink sink;
        private final XmlPart.Content cellProperties;
        private @Nullable Paragraph unended;

        private Flow(Sink sink, XmlPart.Content cellProperties) {
            this.sink = sink;
            this.cellProperties = cellProperties;
        }
    }

    /** Reads the children of the element at which the part stands. */
    void read(Sink sink) throws IOException, InterruptedException {
        read(sink, xml::skip);
    }

    /** Reads the children of a table's cell; its properties are for somebody else. */
    void read(Sink sink, XmlPart.Content cellProperties) throws IOException, InterruptedException {
        Flow flow = new Flow(sink, cellProperties);
        readInto(flow);
        end(flow);
    }

    private void readInto(Flow flow) throws IOException, InterruptedException {
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "p" -> readParagraph(flow);
                case "tbl" -> {
                    end(flow);
                    tables.read(flow.sink);
                }
                case "sectPr" -> readSection();
                case "tcPr" -> flow.cellProperties.read();
                case "altChunk" -> {
                    context.rules().warn("embedded_document", "A document that is embedded in this one is not read");
                    xml.skip();
                }
                case "mc:AlternateContent" -> Alternatives.read(xml, context.limits(), () -> readInto(flow));
                default -> {
                    if (InlineReader.isProperties(name)) {
                        xml.skip();
                    } else {
                        readInto(flow);
                    }
                }
            }
        }
    }

    private void readParagraph(Flow flow) throws IOException, InterruptedException {
        context.limits().paragraph();
        Paragraph paragraph = Objects.requireNonNullElseGet(flow.unended, () -> new Paragraph(context.limits()));
        flow.unended = null;
        ParagraphProperties properties = new ParagraphProperties();
        while (xml.nextChild()) {
            if (xml.name().equals("pPr")) {
                properties = ParagraphProperties.read(xml, this::readSection);
            } else {
                inline.read(paragraph);
            }
        }
        Revision mark = properties.mark;
        if (mark != null) {
            context.rules().change();
        }
        if (mark != null && !context.options().trackedChanges().keeps(mark)) {
            flow.unended = paragraph;
        } else {
            finish(flow.sink, paragraph, properties);
        }
    }

    /** Ends a paragraph whose own end is not there, though nothing follows that it could go on in. */
    private void end(Flow flow) throws IOException {
        Paragraph paragraph = flow.unended;
        if (paragraph != null) {
            flow.unended = null;
            finish(flow.sink, paragraph, new ParagraphProperties());
        }
    }

    private void finish(Sink sink, Paragraph paragraph, ParagraphProperties properties) throws IOException {
        Block block = describe(paragraph, properties);
        if (!block.text().isBlank() || !block.references().isEmpty()) {
            sink.paragraph(block);
            context.rules().block(block, area);
        }
        for (FlatText box : paragraph.boxes) {
            sink.textBox(box);
            context.rules().textBox(area);
        }
    }

    private Block describe(Paragraph paragraph, ParagraphProperties properties) {
        ListCounter.Label label = lists.next(properties);
        int level = context.styles().headingLevel(properties);
        Kind kind = Kind.PARAGRAPH;
        if (context.styles().isTitle(properties.style)) {
            kind = Kind.TITLE;
            level = 0;
        } else if (level > 0) {
            kind = Kind.HEADING;
        } else if (label != null) {
            kind = Kind.LIST_ITEM;
            level = label.level();
        }
        return new Block(
                kind,
                level,
                label,
                properties.style == null ? null : context.styles().name(properties.style),
                paragraph.text(),
                paragraph.references);
    }

    private void readSection() throws IOException, InterruptedException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "headerReference" -> addSection("header");
                case "footerReference" -> addSection("footer");
                default -> {}
            }
            xml.skip();
        }
    }

    private void addSection(String kind) {
        String type = Objects.requireNonNullElse(xml.attribute("type"), "default");
        Optional<String> part = relationships.partWithId(xml.attribute("id"));
        if (part.isPresent() && SECTION_TYPES.contains(type)) {
            context.sections().add(new Section(kind, type, part.get()));
        }
    }
}
