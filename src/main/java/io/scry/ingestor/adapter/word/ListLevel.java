package io.scry.ingestor.adapter.word;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One level of a list.
 *
 * @param start the first number
 * @param style how numbers are written; Word's name for it
 * @param text what stands before an item, with {@code %1} for the number of the first level and so on
 * @param restart after an item of which level, from 1 on, or a higher one numbers start again; 0 never, null of any higher
 * @param legal whether the numbers of all levels are written in decimal digits
 * @param paragraphStyle the id of the style whose paragraphs are on this level
 */
record ListLevel(
        int start,
        @Nullable String style,
        String text,
        @Nullable Integer restart,
        boolean legal,
        @Nullable String paragraphStyle) {

    static final int COUNT = 9;
    static final ListLevel UNKNOWN = new ListLevel(1, "none", "", null, false, null);

    private static final int MAX_TEXT = 100;

    static ListLevel read(XmlPart xml) throws IOException, InterruptedException {
        // What Word takes for the start of a level that names none.
        int start = 0;
        String style = "decimal";
        String text = "";
        Integer restart = null;
        boolean legal = false;
        String paragraphStyle = null;
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "start" -> start = Math.max(0, xml.number("val", 0));
                case "numFmt" -> style = xml.attribute("val");
                case "lvlText" -> text = String.valueOf(xml.attribute("val"));
                case "lvlRestart" -> restart = xml.number("val", 0);
                case "isLgl" -> legal = xml.isOn();
                case "pStyle" -> paragraphStyle = xml.attribute("val");
                default -> {
                    // Only AlternateContent around a number format has something of use inside.
                    if (xml.name().startsWith("mc:")) {
                        style = alternative(xml, style);
                        continue;
                    }
                }
            }
            xml.skip();
        }
        return new ListLevel(start, style, cut(text), restart, legal, paragraphStyle);
    }

    boolean isBullet() {
        return "bullet".equals(style);
    }

    /** Whether its numbers start again after an item on that level, both counted from 0. */
    boolean restartsAfter(int level) {
        return restart == null || level < restart;
    }

    private static @Nullable String alternative(XmlPart xml, @Nullable String fallback)
            throws IOException, InterruptedException {
        String style = fallback;
        while (xml.nextChild()) {
            if (xml.name().equals("mc:Fallback")) {
                while (xml.nextChild()) {
                    style = xml.name().equals("numFmt") ? xml.attribute("val") : style;
                    xml.skip();
                }
            } else {
                xml.skip();
            }
        }
        return style;
    }

    private static String cut(String text) {
        return text.equals("null") ? "" : text.substring(0, Math.min(text.length(), MAX_TEXT));
    }
}
