package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.word.WordOptions.TrackedChanges;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what stands in a paragraph: runs of text and what is among them. */
final class InlineReader {

    private final XmlPart xml;
    private final Relationships relationships;
    private final DocumentContext context;
    private final BlockReader blocks;

    InlineReader(XmlPart xml, Relationships relationships, DocumentContext context, BlockReader blocks) {
        this.xml = xml;
        this.relationships = relationships;
        this.context = context;
        this.blocks = blocks;
    }

    /** Whether an element holds properties of its parent, and so no text. */
    static boolean isProperties(String name) {
        return name.endsWith("Pr") || name.endsWith("PrChange") || name.endsWith("PrEx");
    }

    /** Reads the element at which the part stands. */
    void read(Paragraph paragraph) throws IOException, InterruptedException {
        String name = xml.name();
        switch (name) {
            case "t", "delText", ":t" -> xml.text(paragraph::append);
            case "tab", "ptab" -> character(paragraph, "\t");
            case "br", "cr" -> character(paragraph, "\n");
            case "noBreakHyphen" -> character(paragraph, "\u2011");
            case "sym" -> character(paragraph, symbol(xml.attribute("char")));
            case "ins", "moveTo" -> readRevision(paragraph, Revision.INSERTION);
            case "del", "moveFrom" -> readRevision(paragraph, Revision.DELETION);
            case "hyperlink" -> readLink(paragraph, url());
            case "fldSimple" -> {
                String instruction = xml.attribute("instr");
                readLink(paragraph, instruction == null ? null : FieldStack.url(instruction));
            }
            case "fldChar" -> readField(paragraph);
            case "instrText" -> xml.text(paragraph.fields::instruction);
            case "footnoteReference" -> {
                paragraph.references.footnote(xml.attribute("id"));
                xml.skip();
            }
            case "endnoteReference" -> {
                paragraph.references.endnote(xml.attribute("id"));
                xml.skip();
            }
            case "commentReference" -> {
                paragraph.references.comment(xml.attribute("id"));
                xml.skip();
            }
            case "txbxContent" -> {
                FlatText box = new FlatText(context.limits());
                blocks.read(box);
                paragraph.box(box);
            }
            case "ruby" -> readRuby(paragraph);
            case "mc:AlternateContent" -> Alternatives.read(xml, context.limits(), () -> readChildren(paragraph));
            case "delInstrText" -> xml.skip();
            default -> {
                if (isProperties(name)) {
                    xml.skip();
                } else {
                    readChildren(paragraph);
                }
            }
        }
    }

    private void readChildren(Paragraph paragraph) throws IOException, InterruptedException {
        while (xml.nextChild()) {
            read(paragraph);
        }
    }

    private void character(Paragraph paragraph, String character) throws IOException, InterruptedException {
        paragraph.append(character);
        xml.skip();
    }

    /** A character of a font of symbols: what it looks like is known to the font alone. */
    private static String symbol(@Nullable String code) {
        try {
            int character = code == null ? 0 : Integer.parseInt(code, 16);
            int type = Character.getType(character);
            boolean seen = character > ' ' && character < 0xFFFE && type != Character.SURROGATE;
            return seen && type != Character.CONTROL ? Character.toString(character) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    private void readRevision(Paragraph paragraph, Revision revision) throws IOException, InterruptedException {
        context.rules().change();
        TrackedChanges changes = context.options().trackedChanges();
        if (!changes.keeps(revision)) {
            xml.skip();
            return;
        }
        if (changes != TrackedChanges.SHOW) {
            readChildren(paragraph);
            return;
        }
        String author = xml.attribute("author");
        String date = xml.attribute("date");
        int mark = paragraph.position();
        paragraph.append(revision.opening);
        int start = paragraph.position();
        readChildren(paragraph);
        String text = paragraph.since(start);
        if (text.isEmpty()) {
            paragraph.takeBack(mark);
        } else {
            paragraph.append(revision.closing);
            paragraph.references.change(revision, author, date, text);
        }
    }

    private @Nullable String url() {
        String address = relationships.address(xml.attribute("id"));
        String anchor = xml.attribute("anchor");
        if (anchor == null) {
            return address;
        }
        return (address == null ? "" : address) + "#" + anchor;
    }

    private void readLink(Paragraph paragraph, @Nullable String url) throws IOException, InterruptedException {
        int start = paragraph.position();
        readChildren(paragraph);
        if (url != null) {
            paragraph.references.link(paragraph.since(start), url);
        }
    }

    private void readField(Paragraph paragraph) throws IOException, InterruptedException {
        String type = String.valueOf(xml.attribute("fldCharType"));
        String form = "";
        while (xml.nextChild()) {
            if (xml.name().equals("ffData")) {
                form = FormField.read(xml);
            } else {
                xml.skip();
            }
        }
        switch (type) {
            case "begin" -> {
                paragraph.fields.begin();
                paragraph.append(form);
            }
            case "separate" -> paragraph.fields.separate(paragraph.position());
            case "end" -> {
                FieldStack.Field field = paragraph.fields.end();
                String url = field == null || field.resultAt() < 0 ? null : field.url();
                if (field != null && url != null) {
                    paragraph.references.link(paragraph.since(field.resultAt()), url);
                }
            }
            default -> {}
        }
    }

    /** Reads characters with a gloss above them, which comes first in the document and is put behind them here. */
    private void readRuby(Paragraph paragraph) throws IOException, InterruptedException {
        String gloss = "";
        while (xml.nextChild()) {
            int start = paragraph.position();
            boolean isGloss = xml.name().equals("rt");
            read(paragraph);
            if (isGloss) {
                gloss = paragraph.takeBack(start);
            }
        }
        if (!gloss.isEmpty()) {
            paragraph.append("(" + gloss + ")");
        }
    }
}
