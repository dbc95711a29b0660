package io.scry.ingestor.adapter.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells by its first bytes whether a source is a PDF, and what else it looks like. */
final class Signature {

    /** The header may stand anywhere in so many bytes. */
    static final int REACH = 1024;

    private static final String HEADER = "%PDF-";

    private Signature() {}

    static boolean isPdf(byte[] head) {
        return latin(head).contains(HEADER);
    }

    /** Where the header begins. */
    static int headerAt(byte[] head) {
        return Math.max(0, latin(head).indexOf(HEADER));
    }

    /** What content that is no PDF looks like, for people. */
    static String describe(byte[] head) {
        String start = latin(head);
        String text = start.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("PK\u0003\u0004")) {
            return "a ZIP archive or an Office document (docx, xlsx)";
        }
        if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return "an old Office document (doc, xls)";
        }
        if (start.startsWith("\u0089PNG")
                || start.startsWith("\u00FF\u00D8\u00FF")
                || start.startsWith("GIF8")
                || start.startsWith("II*\0")
                || start.startsWith("MM\0*")) {
            return "an image";
        }
        if (start.startsWith("\u001F\u008B")) {
            return "a gzip archive";
        }
        if (start.startsWith("%!PS")) {
            return "PostScript";
        }
        if (text.startsWith("{\\rtf")) {
            return "RTF";
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "HTML";
        }
        if (text.startsWith("<")) {
            return "XML or HTML";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return "JSON";
        }
        return start.indexOf('\0') >= 0 ? "binary data of an unknown kind" : "plain text";
    }

    private static String latin(byte[] head) {
        return new String(head, 0, Math.min(head.length, REACH), StandardCharsets.ISO_8859_1);
    }
}
