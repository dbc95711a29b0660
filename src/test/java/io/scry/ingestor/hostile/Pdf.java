package io.scry.ingestor.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A PDF document put together by hand, object by object, right or wrong. 1 is the catalogue, 2 the tree of pages. */
final class Pdf {

    private final TreeMap<Integer, byte[]> objects = new TreeMap<>();
    private String trailer = "/Root 1 0 R";
    private String start = "";

    /** A document of one page that has more entries, and this content. */
    static Pdf page(String entries, String content) {
        return new Pdf()
                        .object(1, "<</Type/Catalog/Pages 2 0 R>>")
                        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
                        .object(
                                3,
                                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R" + resources(entries)
                                        + ">>")
                        .object(9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
                        .stream(4, "", content);
    }

    private static String resources(String entries) {
        return entries.contains("/Resources") ? entries : "/Resources<</Font<</F 9 0 R>>>>" + entries;
    }

    /** Text at a place that can be seen. */
    static String show(String text) {
        return "BT /F 12 Tf 50 700 Td (" + text + ") Tj ET\n";
    }

    Pdf object(int number, String content) {
        objects.put(number, latin(content));
        return this;
    }

    Pdf stream(int number, String entries, String content) {
        return stream(number, entries, latin(content));
    }

    Pdf stream(int number, String entries, byte[] content) {
        return streamOfLength(number, entries + "/Length " + content.length, content);
    }

    /** A stream that says itself how long it is. */
    Pdf streamOfLength(int number, String entries, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(latin("<<" + entries + ">>stream\n"));
        bytes.writeBytes(content);
        bytes.writeBytes(latin("\nendstream"));
        objects.put(number, bytes.toByteArray());
        return this;
    }

    /** A stream of so many bytes of one value, packed. */
    Pdf bomb(int number, String entries, int value, long size) throws java.io.IOException {
        return stream(number, entries + "/Filter/FlateDecode", deflated(value, size));
    }

    Pdf trailer(String entries) {
        trailer = entries;
        return this;
    }

    /** Something other than the place of the table at the end. */
    Pdf startsAt(String place) {
        start = place;
        return this;
    }

    static byte[] deflated(int value, long size) throws java.io.IOException {
        byte[] piece = new byte[1 << 16];
        java.util.Arrays.fill(piece, (byte) value);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            for (long left = size; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
        return packed.toByteArray();
    }

    static byte[] deflated(byte[] content) throws java.io.IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(latin("%PDF-1.7\n"));
        StringBuilder table = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
        objects.forEach((number, content) -> {
            table.append("%d 1\n%010d 00000 n \n".formatted(number, file.size()));
            file.writeBytes(latin(number + " 0 obj\n"));
            file.writeBytes(content);
            file.writeBytes(latin("\nendobj\n"));
        });
        int at = file.size();
        file.writeBytes(latin(table + "trailer\n<</Size 99" + trailer + ">>\nstartxref\n"
                + (start.isEmpty() ? String.valueOf(at) : start) + "\n%%EOF\n"));
        return file.toByteArray();
    }
}
