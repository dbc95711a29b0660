package io.scry.ingestor.adapter.word;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The styles of a document, by id, each with what it takes over from those it is based on. */
final class Styles {

    static final Styles NONE = new Styles();

    /** Word follows no longer chain, and a chain may be a ring. */
    private static final int MAX_CHAIN = 20;

    private static final int BODY_TEXT = 9;

    private final Map<String, Style> byId = new HashMap<>();
    private @Nullable String defaultStyle;

    private record Style(@Nullable String name, @Nullable String basedOn, ParagraphProperties properties) {}

    static Styles read(XmlPart xml) throws IOException, InterruptedException {
        Styles styles = new Styles();
        xml.nextChild();
        while (xml.nextChild()) {
            if (xml.name().equals("style")) {
                styles.readStyle(xml);
            } else {
                xml.skip();
            }
        }
        return styles;
    }

    private void readStyle(XmlPart xml) throws IOException, InterruptedException {
        String id = xml.attribute("styleId");
        String isDefault = xml.attribute("default");
        if (id != null
                && "paragraph".equals(xml.attribute("type"))
                && ("1".equals(isDefault) || "true".equals(isDefault))) {
            defaultStyle = id;
        }
        String name = null;
        String basedOn = null;
        ParagraphProperties properties = new ParagraphProperties();
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "name" -> {
                    name = xml.attribute("val");
                    xml.skip();
                }
                case "basedOn" -> {
                    basedOn = xml.attribute("val");
                    xml.skip();
                }
                case "pPr" -> properties = ParagraphProperties.read(xml, xml::skip);
                default -> xml.skip();
            }
        }
        if (id != null) {
            byId.put(id, new Style(name, basedOn, properties));
        }
    }

    /** The name that people see of a style, or its id if it has none. */
    @Nullable
    String name(@Nullable String id) {
        Style style = id == null ? null : byId.get(id);
        return style == null || style.name() == null ? id : style.name();
    }

    /** Whether a paragraph of this style is the document's title. */
    boolean isTitle(@Nullable String id) {
        String name = name(id);
        return name != null && name.equalsIgnoreCase("title");
    }

    /** 1 to 9 for headings of that level, 0 for text. */
    int headingLevel(ParagraphProperties paragraph) {
        Integer level = paragraph.outlineLevel;
        if (level == null) {
            level = inherited(paragraph.style, this::outlineLevel);
        }
        return level == null || level < 0 || level >= BODY_TEXT ? 0 : level + 1;
    }

    /** The list that paragraphs of this style belong to, if any. */
    @Nullable
    String list(@Nullable String id) {
        return inherited(id, style -> properties(style).list);
    }

    /** The level, from 0 on, that this style puts its paragraphs to in their list, if it says so. */
    @Nullable
    Integer listLevel(@Nullable String id) {
        return inherited(id, style -> properties(style).listLevel);
    }

    private @Nullable Integer outlineLevel(String id) {
        Integer level = properties(id).outlineLevel;
        return level == null ? builtInLevel(id) : level;
    }

    /** Word's own headings have their level by their name, whatever else they say. */
    private @Nullable Integer builtInLevel(String id) {
        String name = String.valueOf(name(id)).toLowerCase(Locale.ROOT).replace(" ", "");
        return name.matches("heading[1-9]") ? name.charAt(7) - '1' : null;
    }

    private ParagraphProperties properties(String id) {
        Style style = byId.get(id);
        return style == null ? new ParagraphProperties() : style.properties();
    }

    private <T> @Nullable T inherited(@Nullable String id, Function<String, @Nullable T> property) {
        String current = id == null ? defaultStyle : id;
        for (int i = 0; current != null && i < MAX_CHAIN; i++) {
            T value = property.apply(current);
            if (value != null) {
                return value;
            }
            Style style = byId.get(current);
            current = style == null ? null : style.basedOn();
        }
        return null;
    }
}
