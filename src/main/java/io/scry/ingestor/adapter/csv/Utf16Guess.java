package io.scry.ingestor.adapter.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells UTF-16 that has no byte order mark. In whatever script its words are, its digits, delimiters and line breaks are
 * ASCII, so that every other byte of them is zero; read in that order, it then holds nothing that is not text.
 */
final class Utf16Guess {

    /** The least share of characters that are ASCII. */
    private static final double ASCII_SHARE = 0.05;

    private Utf16Guess() {}

    static Optional<Charset> of(byte[] head) {
        int units = head.length / 2;
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i + 1 < head.length; i += 2) {
            evenZeros += head[i] == 0 ? 1 : 0;
            oddZeros += head[i + 1] == 0 ? 1 : 0;
        }
        Charset charset = oddZeros > evenZeros ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        boolean ascii = Math.max(evenZeros, oddZeros) > units * ASCII_SHARE;
        return ascii && isText(new String(head, 0, units * 2, charset)) ? Optional.of(charset) : Optional.empty();
    }

    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean cutOff = i == text.length() - 1;
            boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
            if (control || (c == '\uFFFD' && !cutOff)) {
                return false;
            }
        }
        return true;
    }
}
