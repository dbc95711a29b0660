package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.WellFormed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text of what stands in a file for it. */
final class Texts {

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private Texts() {}

    /** Characters that XML cannot hold stand in xlsx files as {@code _x000D_}. */
    static String unescape(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        Matcher escapes = ESCAPE.matcher(text);
        return WellFormed.text(escapes.replaceAll(
                escape -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)))));
    }
}
