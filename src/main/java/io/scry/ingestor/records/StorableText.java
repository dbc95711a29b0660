package io.scry.ingestor.records;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** JSON that PostgreSQL can keep: it refuses the character NUL and halves of surrogate pairs. */
final class StorableText {

    /** An escaped NUL, not the end of an escaped backslash. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private StorableText() {}

    static String json(String json) {
        String whole = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.contains("u0000") ? NUL.matcher(whole).replaceAll("$1\\\\ufffd") : whole;
    }
}
