package io.scry.ingestor.adapter;

import java.nio.charset.StandardCharsets;

/** Text without halves of surrogate pairs, as escapes of some formats can make them: UTF-8 has no form for them. */
public final class WellFormed {

    private WellFormed() {}

    /** The same text, in which each such half is U+FFFD. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
            }
        }
        return text;
    }
}
