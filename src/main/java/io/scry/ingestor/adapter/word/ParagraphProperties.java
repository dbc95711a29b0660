package io.scry.ingestor.adapter.word;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a paragraph, or a style of paragraphs, says of itself; null where it says nothing. */
final class ParagraphProperties {

    @Nullable
    String style;

    @Nullable
    String list;

    @Nullable
    Integer listLevel;

    @Nullable
    Integer outlineLevel;

    /** Whether the paragraph's end, not its text, was inserted or deleted by a tracked change. */
    @Nullable
    Revision mark;

    /** Reads the properties at which the part stands; those of a section may be among them. */
    static ParagraphProperties read(XmlPart xml, XmlPart.Content section) throws IOException, InterruptedException {
        ParagraphProperties properties = new ParagraphProperties();
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "pStyle" -> {
                    properties.style = xml.attribute("val");
                    xml.skip();
                }
                case "outlineLvl" -> {
                    properties.outlineLevel = xml.number("val", 9);
                    xml.skip();
                }
                case "numPr" -> properties.readList(xml);
                case "rPr" -> properties.readMark(xml);
                case "sectPr" -> section.read();
                default -> xml.skip();
            }
        }
        return properties;
    }

    private void readList(XmlPart xml) throws IOException, InterruptedException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "numId" -> list = xml.attribute("val");
                case "ilvl" -> listLevel = xml.number("val", 0);
                default -> {}
            }
            xml.skip();
        }
    }

    private void readMark(XmlPart xml) throws IOException, InterruptedException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "ins", "moveTo" -> mark = Revision.INSERTION;
                case "del", "moveFrom" -> mark = Revision.DELETION;
                default -> {}
            }
            xml.skip();
        }
    }
}
