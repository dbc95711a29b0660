package io.scry.ingestor.adapter.excel;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells by its first bytes what kind of file this is. */
final class Signature {

    private Signature() {}

    static boolean isZip(byte[] head) {
        return latin(head).startsWith("PK\u0003\u0004");
    }

    static boolean isOle2(byte[] head) {
        return latin(head).startsWith("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1");
    }

    /** Up to Excel 4, workbooks were bare records, the first of which tells the version and the kind of sheet. */
    static boolean isOldExcel(byte[] head) {
        return head.length >= 8
                && head[0] == 9
                && (head[1] == 0 || head[1] == 2 || head[1] == 4)
                && (head[2] == 4 || head[2] == 6)
                && head[3] == 0;
    }

    /** What content that is no workbook looks like, for people. */
    static String describe(byte[] head) {
        String start = latin(head);
        String text =
                start.replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("%PDF-")) {
            return "a PDF document: use the adapter pdf";
        }
        if (start.startsWith("PK\u0005\u0006")) {
            return "an empty ZIP archive";
        }
        if (text.startsWith("<?xml") && text.contains("urn:schemas-microsoft-com:office:spreadsheet")) {
            return "an XML spreadsheet of Excel 2003: save it as xlsx";
        }
        if (text.startsWith("<")) {
            return "HTML or XML: use the adapter soup, or open it in Excel and save it as xlsx";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return "text like JSON: use the adapter json";
        }
        if (start.indexOf('\0') >= 0) {
            return "binary data of an unknown kind";
        }
        return text.isEmpty() ? "white space only" : "plain text: use the adapter csv if it is a table";
    }

    static String latin(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1);
    }
}
