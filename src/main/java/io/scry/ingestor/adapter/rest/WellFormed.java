package io.scry.ingestor.adapter.rest;

import java.nio.charset.StandardCharsets;

/** Text without halves of surrogate pairs: JSON may have them escaped, but UTF-8 has no form for them. */
final class WellFormed {

    private WellFormed() {}

    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
            }
        }
        return text;
    }
}
