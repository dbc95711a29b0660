package io.scry.ingestor.adapter.json;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What begins like something else than JSON. */
final class Signatures {

    private static final Pattern TABLE = Pattern.compile("[^\\n\\r,;\\t]*[,;\\t]");

    private Signatures() {}

    /** What these bytes surely are, with advice, or null if they may be JSON. */
    static @Nullable String otherKind(byte[] head) {
        if (TextEncoding.startsWith(head, '%', 'P', 'D', 'F', '-')) {
            return "This begins like a PDF; use adapter_type pdf.";
        }
        if (TextEncoding.startsWith(head, 'P', 'K', 3, 4)) {
            return "This begins like a ZIP archive; Word and Excel documents are such archives: use adapter_type word"
                    + " or excel, or unpack it.";
        }
        if (TextEncoding.startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            return "This begins like an old Office document; use adapter_type word or excel.";
        }
        if (TextEncoding.startsWith(head, 0x1F, 0x8B)) {
            return "This begins like gzip; unpack it first.";
        }
        if (TextEncoding.startsWith(head, '{', '\\', 'r', 't', 'f')) {
            return "This begins like RTF; use adapter_type word.";
        }
        if (TextEncoding.of(head).decode(head).stripLeading().startsWith("<")) {
            return "This begins like HTML or XML; use adapter_type soup.";
        }
        return null;
    }

    /** Whether a text that is not JSON begins with a line that could be a table's. */
    static boolean likeTable(String text) {
        String start = text.stripLeading();
        return !start.startsWith("{")
                && !start.startsWith("[")
                && TABLE.matcher(start).lookingAt();
    }
}
