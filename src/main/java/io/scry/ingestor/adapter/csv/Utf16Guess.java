package io.scry.ingestor.adapter.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells UTF-16 that has no byte order mark. In whatever script its words are, its digits, delimiters and line breaks are
 * ASCII, so that every other byte of them is zero; read in that order, it then holds nothing that is not text.
 */
final class Utf16Guess {

    /** The least share of characters that are ASCII where nearly all are. */
    private static final double MOSTLY_ASCII = 0.4;

    /** The least share of characters that are ASCII where the others are of another script. */
    private static final double SOME_ASCII = 0.05;

    /** The least share of bytes that are neither ASCII nor zero where characters are of another script. */
    private static final double OTHER_SCRIPT = 0.2;

    private Utf16Guess() {}

    static Optional<Charset> of(byte[] head) {
        int units = head.length / 2;
        int evenZeros = 0;
        int oddZeros = 0;
        int others = 0;
        for (int i = 0; i < units * 2; i++) {
            if (head[i] == 0) {
                evenZeros += 1 - i % 2;
                oddZeros += i % 2;
            }
            others += head[i] < 0 || (head[i] != 0 && isControl((char) head[i])) ? 1 : 0;
        }
        Charset charset = oddZeros > evenZeros ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        double ascii = (double) Math.max(evenZeros, oddZeros) / units;
        boolean plausible = ascii > MOSTLY_ASCII || (ascii > SOME_ASCII && others > OTHER_SCRIPT * head.length);
        return plausible && isText(new String(head, 0, units * 2, charset)) ? Optional.of(charset) : Optional.empty();
    }

    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean cutOff = i == text.length() - 1;
            if (isControl(c) || (c == '\uFFFD' && !cutOff)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(char c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r';
    }
}
