package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Tells a workbook by how its file begins. An xlsx file is a ZIP archive, which Word documents are too: the names of its
 * entries tell, and the list of its parts, if that comes early. An xls file is of a kind that other old documents are of,
 * too.
 */
final class Recognition {

    static final List<String> MEDIA_TYPES = List.of(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-excel",
            "application/vnd.ms-excel.sheet.macroenabled.12",
            "application/vnd.ms-excel.sheet.binary.macroenabled.12",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.template");

    private static final String ENTRY = "PK\u0003\u0004";
    private static final int ENTRY_HEADER = 30;
    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final int MOST_CONTENT_TYPES = 64 * 1024;

    private static final Pattern OURS = Pattern.compile("spreadsheetml\\.[a-z]+\\.main\\+xml|ms-excel\\.[\\w.]+main");
    private static final Pattern OTHERS =
            Pattern.compile("(wordprocessingml|presentationml|ms-word|ms-powerpoint)\\.[\\w.]+main\\+xml");

    private Recognition() {}

    static Match of(Head head) {
        if (Signature.isZip(head.bytes())) {
            return ofZip(head);
        }
        if (Signature.isOle2(head.bytes())) {
            return ofOle2(head);
        }
        return Signature.isOldExcel(head.bytes()) && isCalledExcel(head) ? Match.YES : Match.NO;
    }

    private static Match ofZip(Head head) {
        String bytes = Signature.latin(head.bytes());
        for (int at = 0; at >= 0 && at + ENTRY_HEADER < bytes.length(); at = bytes.indexOf(ENTRY, at + 1)) {
            int nameLength = bytes.charAt(at + 26) | bytes.charAt(at + 27) << 8;
            int extraLength = bytes.charAt(at + 28) | bytes.charAt(at + 29) << 8;
            int nameEnd = Math.min(at + ENTRY_HEADER + nameLength, bytes.length());
            String name = bytes.substring(at + ENTRY_HEADER, nameEnd);
            if (name.startsWith("xl/")) {
                return Match.YES;
            }
            if (name.startsWith("word/") || name.startsWith("ppt/")) {
                return Match.NO;
            }
            if (name.equals(CONTENT_TYPES)) {
                boolean stored = bytes.charAt(at + 8) == 0;
                String types = text(head.bytes(), nameEnd + extraLength, stored);
                if (OURS.matcher(types).find()) {
                    return Match.YES;
                }
                if (OTHERS.matcher(types).find()) {
                    return Match.NO;
                }
            }
        }
        return isCalledExcel(head) ? Match.YES : Match.NO;
    }

    /** As much of an entry as lies within the head. */
    private static String text(byte[] head, int start, boolean stored) {
        if (start >= head.length) {
            return "";
        }
        if (stored) {
            return new String(head, start, head.length - start, StandardCharsets.ISO_8859_1);
        }
        byte[] text = new byte[MOST_CONTENT_TYPES];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(head, start, head.length - start);
            return new String(text, 0, inflater.inflate(text), StandardCharsets.ISO_8859_1);
        } catch (DataFormatException e) {
            return "";
        } finally {
            inflater.end();
        }
    }

    private static Match ofOle2(Head head) {
        String bytes = Signature.latin(head.bytes());
        if (bytes.contains(wide("WordDocument")) || bytes.contains(wide("PowerPoint Document"))) {
            return Match.NO;
        }
        if (bytes.contains(wide("Workbook")) || isCalledExcel(head)) {
            return Match.YES;
        }
        return head.fileName() == null && head.contentType() == null ? Match.MAYBE : Match.NO;
    }

    private static String wide(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    private static boolean isCalledExcel(Head head) {
        String type = head.contentType();
        String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return head.hasExtension("xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt") || MEDIA_TYPES.contains(essence);
    }
}
