package io.scry.ingestor.adapter.json;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The Unicode encoding of a JSON text, by its byte order mark or, as RFC 4627 describes, by its first zero bytes.
 *
 * @param charset the encoding
 * @param markLength how many bytes the byte order mark has; 0 if there is none
 */
record TextEncoding(Charset charset, int markLength) {

    static TextEncoding of(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new TextEncoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
            return new TextEncoding(StandardCharsets.UTF_32LE, 4);
        }
        if (startsWith(head, 0, 0, 0xFE, 0xFF)) {
            return new TextEncoding(StandardCharsets.UTF_32BE, 4);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 2);
        }
        return new TextEncoding(withoutMark(head), 0);
    }

    /** JSON begins with an ASCII character, so that zero bytes around it tell the width and the order. */
    private static Charset withoutMark(byte[] head) {
        if (head.length < 2 || head.length == 3) {
            return StandardCharsets.UTF_8;
        }
        boolean four = head.length >= 4;
        if (four && head[0] == 0 && head[1] == 0 && head[2] == 0 && head[3] != 0) {
            return StandardCharsets.UTF_32BE;
        }
        if (four && head[0] != 0 && head[1] == 0 && head[2] == 0 && head[3] == 0) {
            return StandardCharsets.UTF_32LE;
        }
        if (head[0] == 0 && head[1] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        if (head[0] != 0 && head[1] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    static boolean startsWith(byte[] head, int... signature) {
        if (head.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((head[i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text of a source's first bytes, without its byte order mark; a character that is cut off is replaced. */
    String decode(byte[] head) {
        return new String(head, markLength, head.length - markLength, charset);
    }
}
