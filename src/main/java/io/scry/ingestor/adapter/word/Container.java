package io.scry.ingestor.adapter.word;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What holds a source, told by its first bytes. */
enum Container {
    /** As of .docx, and of much else. */
    ZIP,
    /** As of .doc, and of encrypted .docx. */
    OLE2,
    RTF,
    OTHER;

    static Container of(byte[] head) {
        String start = latin(head);
        if (start.startsWith("PK\u0003\u0004")) {
            return ZIP;
        }
        if (start.startsWith("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")) {
            return OLE2;
        }
        return start.startsWith("{\\rtf") ? RTF : OTHER;
    }

    /** What content that is none of these looks like, for people. */
    static String describe(byte[] head) {
        String start = latin(head);
        String text = start.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("%PDF-")) {
            return "a PDF; use adapter_type pdf";
        }
        if (start.startsWith("PK")) {
            return "an empty ZIP archive, or part of one";
        }
        if (text.startsWith("<")) {
            return "HTML or XML; use adapter_type soup";
        }
        return start.indexOf('\0') >= 0 ? "binary data of an unknown kind" : "plain text";
    }

    private static String latin(byte[] head) {
        return new String(head, 0, Math.min(head.length, 512), StandardCharsets.ISO_8859_1);
    }
}
