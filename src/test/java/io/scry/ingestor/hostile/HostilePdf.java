package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.upload;
import static io.scry.ingestor.hostile.Pdf.show;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** PDF documents whose structure was made to do harm. */
final class HostilePdf {

    private static final String HELLO = show("Hello");

    private HostilePdf() {}

    static List<HostileCase> all() {
        return List.of(
                pdf("a page alone", Pdf.page("", HELLO), READ),
                pdf(
                        "a tree of pages that holds itself",
                        Pdf.page("", HELLO).object(2, "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9>>"),
                        READ),
                pdf(
                        "nothing but a circle of pages",
                        Pdf.page("", HELLO)
                                .object(2, "<</Type/Pages/Kids[5 0 R]/Count 9>>")
                                .object(5, "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>"),
                        "damaged"),
                pdf(
                        "parents in a circle",
                        Pdf.page("", HELLO)
                                .object(3, "<</Type/Page/Parent 5 0 R/Contents 4 0 R>>")
                                .object(5, "<</Parent 6 0 R>>")
                                .object(6, "<</Parent 5 0 R>>"),
                        READ),
                pdf(
                        "a page that is its own parent",
                        Pdf.page("", HELLO).object(3, "<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"),
                        READ),
                pdf(
                        "2 billion pages that are not there",
                        Pdf.page("", HELLO).object(2, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"),
                        READ),
                pdf("-1 pages", Pdf.page("", HELLO).object(2, "<</Type/Pages/Kids[3 0 R]/Count -1>>"), READ),
                pdf(
                        "a page 50,000 times",
                        Pdf.page("", HELLO)
                                .object(2, "<</Type/Pages/Kids[" + "3 0 R ".repeat(50_000) + "]/Count 50000>>"),
                        "limit-exceeded"),
                // How deep it goes is a matter of the stack.
                pdf("a page in a page 5,000 times", deepPages(), READ + "|damaged"),
                pdf(
                        "an object that is a reference to itself",
                        Pdf.page("/Rotate 5 0 R", HELLO).object(5, "5 0 R"),
                        READ),
                pdf(
                        "references in a circle",
                        Pdf.page("/MediaBox 5 0 R", HELLO).object(5, "6 0 R").object(6, "5 0 R"),
                        READ),
                pdf("a table that is before itself", Pdf.page("", HELLO).trailer("/Root 1 0 R/Prev 9"), READ),
                pdf("a table that refers to itself", previous(), READ),
                pdf("a table at a negative place", Pdf.page("", HELLO).startsAt("-1"), READ),
                pdf("a table beyond the end", Pdf.page("", HELLO).startsAt("999999999999999999"), READ),
                pdf("a table at no place", Pdf.page("", HELLO).startsAt("99999999999999999999999999999"), READ),
                pdf("a root that is a number", Pdf.page("", HELLO).trailer("/Root 7"), "damaged"),
                pdf("no root", Pdf.page("", HELLO).trailer("/Info 1 0 R"), READ),
                pdf("a table of streams that is a bomb", xrefBomb(), "quarantined"),
                pdf("objects in a stream that is a bomb", objectBomb(), "quarantined"),
                pdf(
                        "objects in a stream that is in itself",
                        Pdf.page("", HELLO).stream(20, "/Type/ObjStm/N 1/First 5/Extends 20 0 R", "20 0 <<>>"),
                        READ),
                pdf(
                        "2 billion objects in a stream",
                        Pdf.page("", HELLO).stream(20, "/Type/ObjStm/N 2000000000/First 5", "20 0 <<>>")
                                .startsAt("0"),
                        READ),
                pdf(
                        "encryption that nobody knows",
                        Pdf.page("", HELLO).trailer("/Root 1 0 R/Encrypt<</Filter/Bogus/V 99/R 99>>"),
                        "damaged"),
                pdf(
                        "encryption with keys of 2^31-1 bits",
                        Pdf.page("", HELLO)
                                .trailer(
                                        "/Root 1 0 R/ID[(a)(b)]/Encrypt<</Filter/Standard/V 2/R 3/Length 2147483647/P -1/O(x)/U(y)>>"),
                        "damaged"),
                pdf(
                        "articles in a circle",
                        Pdf.page("/B[10 0 R]", HELLO).object(10, "<</N 10 0 R/V 10 0 R/P 3 0 R/R[0 0 9 9]>>"),
                        READ),
                pdf("noise behind a good head", noise(), "damaged"),
                upload(
                        "page ranges that are endless",
                        "pdf",
                        () -> Pdf.page("", HELLO).bytes(),
                        Map.of("pages", "1-2147483647,".repeat(500) + "1"),
                        "invalid-options"),
                upload(
                        "page ranges that are none",
                        "pdf",
                        () -> Pdf.page("", HELLO).bytes(),
                        Map.of("pages", "9999999999999999999-"),
                        "invalid-options"));
    }

    interface Maker {
        Pdf make() throws Exception;
    }

    static HostileCase bomb(String name, Maker maker, String outcome) {
        return upload(name, "pdf", () -> maker.make().bytes(), outcome);
    }

    static HostileCase pdf(String name, Pdf pdf, String outcome) {
        return upload(name, "pdf", pdf::bytes, outcome);
    }

    static HostileCase pdf(String name, byte[] pdf, String outcome) {
        return upload(name, "pdf", () -> pdf, outcome);
    }

    static HostileCase pdf(String name, HostileCase.Content content, String outcome) {
        return upload(name, "pdf", content, outcome);
    }

    private static Pdf deepPages() {
        Pdf pdf = Pdf.page("", HELLO);
        for (int i = 0; i < 5000; i++) {
            pdf.object(100 + i, "<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>".formatted(101 + i, 99 + i));
        }
        return pdf.object(2, "<</Type/Pages/Kids[100 0 R]/Count 1>>")
                .object(5100, "<</Type/Page/Parent 5099 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>");
    }

    private static byte[] previous() {
        byte[] file = Pdf.page("", HELLO).bytes();
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return Pdf.latin(text.replace("/Root 1 0 R", "/Root 1 0 R/Prev " + text.lastIndexOf("\nxref") + 1));
    }

    private static HostileCase.Content xrefBomb() {
        return () -> {
            byte[] bomb = Pdf.deflated(0, 600 << 20);
            byte[] body = Pdf.page("", HELLO).bytes();
            String text = new String(body, StandardCharsets.ISO_8859_1);
            String head = text.substring(0, text.lastIndexOf("\nxref") + 1);
            String stream = "50 0 obj<</Type/XRef/Size 99/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length " + bomb.length
                    + ">>stream\n" + new String(bomb, StandardCharsets.ISO_8859_1)
                    + "\nendstream endobj\n";
            return Pdf.latin(head + stream + "startxref\n" + head.length() + "\n%%EOF");
        };
    }

    /** The catalogue is in a stream of objects, which unpacks to 600 MB. */
    private static HostileCase.Content objectBomb() {
        return () -> {
            byte[] bomb = Pdf.deflated(' ', 600 << 20);
            StringBuilder file = new StringBuilder("%PDF-1.7\n");
            int objects = file.length();
            file.append("5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ")
                    .append(bomb.length)
                    .append(">>stream\n");
            file.append(new String(bomb, StandardCharsets.ISO_8859_1)).append("\nendstream endobj\n");
            int table = file.length();
            StringBuilder entries = new StringBuilder();
            entries.append(entry(0, 0, 65535))
                    .append(entry(2, 5, 0))
                    .append(entry(0, 0, 0))
                    .append(entry(0, 0, 0))
                    .append(entry(0, 0, 0))
                    .append(entry(1, objects, 0))
                    .append(entry(1, table, 0));
            file.append("6 0 obj<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length ")
                    .append(entries.length())
                    .append(">>stream\n");
            file.append(entries)
                    .append("\nendstream endobj\nstartxref\n")
                    .append(table)
                    .append("\n%%EOF");
            return Pdf.latin(file.toString());
        };
    }

    private static String entry(int type, int second, int third) {
        char[] bytes = {
            (char) type,
            (char) (second >> 24 & 0xFF),
            (char) (second >> 16 & 0xFF),
            (char) (second >> 8 & 0xFF),
            (char) (second & 0xFF),
            (char) (third >> 8 & 0xFF),
            (char) (third & 0xFF)
        };
        return new String(bytes);
    }

    private static byte[] noise() {
        byte[] noise = new byte[50_000];
        new Random(9).nextBytes(noise);
        byte[] head = Pdf.latin("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
        byte[] file = Arrays.copyOf(head, head.length + noise.length);
        System.arraycopy(noise, 0, file, head.length, noise.length);
        return file;
    }
}
