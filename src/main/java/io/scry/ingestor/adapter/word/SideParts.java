package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.word.DocumentContext.Section;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Reads what stands beside the body: headers, footers, notes and comments. */
final class SideParts {

    private final OfficePackage parts;
    private final Relationships relationships;
    private final DocumentContext context;
    private final JsonGenerator json;
    private final CombinedText text;
    private final XmlPart.Checkpoint checkpoint;

    SideParts(
            OfficePackage parts,
            Relationships relationships,
            DocumentContext context,
            JsonGenerator json,
            CombinedText text,
            XmlPart.Checkpoint checkpoint) {
        this.parts = parts;
        this.relationships = relationships;
        this.context = context;
        this.json = json;
        this.text = text;
        this.checkpoint = checkpoint;
    }

    /** Reads a part that the document can do without: that it is damaged is a warning. */
    static void optional(ContentRules rules, String part, XmlPart.Content content)
            throws IOException, InterruptedException {
        try {
            content.read();
            rules.part(part, false);
        } catch (UnreadableSourceException e) {
            if (e.reason() != Reason.DAMAGED) {
                throw e;
            }
            rules.part(part, true);
        }
    }

    /** Writes the headers or footers, each once, in the order of the sections. */
    void writeMargins(String name, String kind) throws IOException, InterruptedException {
        json.writeArrayPropertyStart(name);
        for (Section section : context.sections(kind)) {
            if (parts.has(section.part())) {
                optional(context.rules(), section.part(), () -> writeMargin(section.type(), section.part()));
            }
        }
        json.writeEndArray();
    }

    private void writeMargin(String type, String part) throws IOException, InterruptedException {
        FlatText content = new FlatText(context.limits());
        try (XmlPart xml = parts.stream(part, checkpoint)) {
            xml.nextChild();
            reader(xml, part, Area.MARGINS).read(content);
        }
        if (!content.isEmpty()) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            write(content);
            json.writeEndObject();
        }
    }

    /** Writes the footnotes or endnotes. */
    void writeNotes(String name, String element) throws IOException, InterruptedException {
        writeAll(name, Area.NOTES, (xml, reader) -> {
            String type = xml.attribute("type");
            boolean separator = type != null && !type.equals("normal");
            if (separator || !xml.name().equals(element)) {
                xml.skip();
                return;
            }
            String id = xml.attribute("id");
            FlatText content = read(reader);
            if (!content.isEmpty()) {
                context.rules().note();
                json.writeStartObject();
                property("id", id);
                write(content);
                json.writeEndObject();
                text.start();
                text.add(content.text().strip());
            }
        });
    }

    void writeComments() throws IOException, InterruptedException {
        writeAll("comments", Area.COMMENTS, (xml, reader) -> {
            String id = xml.attribute("id");
            String author = xml.attribute("author");
            String initials = xml.attribute("initials");
            String date = xml.attribute("date");
            FlatText content = read(reader);
            context.rules().comment();
            json.writeStartObject();
            property("id", id);
            property("author", author);
            property("initials", initials);
            property("date", date);
            write(content);
            json.writeEndObject();
        });
    }

    private interface Item {
        void write(XmlPart xml, BlockReader reader) throws IOException, InterruptedException;
    }

    private void writeAll(String type, Area area, Item item) throws IOException, InterruptedException {
        Optional<String> part = relationships.part(type).filter(parts::has);
        json.writeArrayPropertyStart(type);
        if (part.isPresent()) {
            optional(context.rules(), part.get(), () -> {
                try (XmlPart xml = parts.stream(part.get(), checkpoint)) {
                    BlockReader reader = reader(xml, part.get(), area);
                    xml.nextChild();
                    while (xml.nextChild()) {
                        item.write(xml, reader);
                    }
                }
            });
        }
        json.writeEndArray();
    }

    private FlatText read(BlockReader reader) throws IOException, InterruptedException {
        FlatText content = new FlatText(context.limits());
        reader.read(content);
        return content;
    }

    private BlockReader reader(XmlPart xml, String part, Area area) throws IOException, InterruptedException {
        return new BlockReader(xml, parts.relationships(part, checkpoint), context, area);
    }

    private void write(FlatText content) {
        json.writeStringProperty("text", content.text().strip());
        content.references().write(json);
    }

    private void property(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
