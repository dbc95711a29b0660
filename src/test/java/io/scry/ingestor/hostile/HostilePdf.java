package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.upload;
import static io.scry.ingestor.hostile.Pdf.show;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** PDF documents. */
final class HostilePdf {

    private static final String HELLO = show("Hello");
    private static final String FORM = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]";

    private HostilePdf() {}

    static List<HostileCase> all(String canary) {
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
                        READ + "|damaged"),
                pdf(
                        "a page that is its own parent",
                        Pdf.page("", HELLO).object(3, "<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"),
                        READ + "|damaged"),
                pdf(
                        "2 billion pages that are not there",
                        Pdf.page("", HELLO).object(2, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"),
                        READ),
                pdf("-1 pages", Pdf.page("", HELLO).object(2, "<</Type/Pages/Kids[3 0 R]/Count -1>>"), READ),
                pdf(
                        "a page 50,000 times",
                        Pdf.page("", HELLO)
                                .object(2, "<</Type/Pages/Kids[" + "3 0 R ".repeat(50_000) + "]/Count 50000>>"),
                        READ + "|limit-exceeded"),
                pdf("a page in a page 5,000 times", deepPages(), READ + "|damaged"),
                pdf(
                        "an object that is a reference to itself",
                        Pdf.page("/Rotate 5 0 R", HELLO).object(5, "5 0 R"),
                        READ + "|damaged"),
                pdf(
                        "references in a circle",
                        Pdf.page("/MediaBox 5 0 R", HELLO).object(5, "6 0 R").object(6, "5 0 R"),
                        READ + "|damaged"),
                pdf("a table that is before itself", Pdf.page("", HELLO).trailer("/Root 1 0 R/Prev 9"), READ),
                pdf("a table that refers to itself", previous(), READ),
                pdf("a table at a negative place", Pdf.page("", HELLO).startsAt("-1"), READ),
                pdf("a table beyond the end", Pdf.page("", HELLO).startsAt("999999999999999999"), READ),
                pdf(
                        "a table at no place",
                        Pdf.page("", HELLO).startsAt("99999999999999999999999999999"),
                        READ + "|damaged"),
                pdf("a root that is a number", Pdf.page("", HELLO).trailer("/Root 7"), READ + "|damaged"),
                pdf("no root", Pdf.page("", HELLO).trailer("/Info 1 0 R"), READ + "|damaged"),
                pdf("a table of streams that is a bomb", xrefBomb(), "damaged|limit-exceeded|quarantined|" + READ),
                pdf("objects in a stream that is a bomb", objectBomb(), "damaged|limit-exceeded|quarantined"),
                pdf(
                        "objects in a stream that is in itself",
                        Pdf.page("", HELLO).stream(20, "/Type/ObjStm/N 1/First 5/Extends 20 0 R", "20 0 <<>>"),
                        READ),
                pdf(
                        "2 billion objects in a stream",
                        Pdf.page("", HELLO).stream(20, "/Type/ObjStm/N 2000000000/First 5", "20 0 <<>>")
                                .startsAt("0"),
                        READ),
                bomb("content of 200 MB", () -> Pdf.page("", "").bomb(4, "", ' ', 200 << 20), "limit-exceeded"),
                bomb(
                        "content of 200 MB, packed twice",
                        () -> Pdf.page("", "").stream(
                                4, "/Filter[/FlateDecode/FlateDecode]", Pdf.deflated(Pdf.deflated(' ', 200 << 20))),
                        "limit-exceeded|quarantined|" + READ),
                bomb(
                        "content of 200 MB, packed three times",
                        () -> Pdf.page("", "").stream(
                                4,
                                "/Filter[/FlateDecode/FlateDecode/FlateDecode]",
                                Pdf.deflated(Pdf.deflated(Pdf.deflated(' ', 200 << 20)))),
                        "limit-exceeded|quarantined|damaged"),
                bomb(
                        "content in hex, packed",
                        () -> Pdf.page("", "").bomb(4, "/DecodeParms null", '4', 100 << 20),
                        "limit-exceeded"),
                bomb(
                        "content in run lengths, packed",
                        () -> Pdf.page("", "").stream(
                                4, "/Filter[/FlateDecode/RunLengthDecode]", Pdf.deflated(0x81, 4 << 20)),
                        "limit-exceeded|quarantined|" + READ),
                bomb("10 pieces of content of 60 MB", () -> pieces(), "limit-exceeded|quarantined|" + READ),
                bomb(
                        "a predictor of 2 billion columns",
                        () -> Pdf.page("", "").stream(
                                4,
                                "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000/Colors 32/BitsPerComponent 16>>",
                                Pdf.deflated(Pdf.latin(HELLO))),
                        READ + "|damaged|quarantined"),
                bomb(
                        "a predictor of -1 columns",
                        () -> Pdf.page("", "").stream(
                                4,
                                "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns -1/Colors -1/BitsPerComponent -1>>",
                                Pdf.deflated(Pdf.latin(HELLO))),
                        READ + "|damaged"),
                bomb(
                        "LZW that refers to what is not there",
                        () -> Pdf.page("", "").stream(
                                4, "/Filter/LZWDecode", new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}),
                        READ + "|damaged"),
                bomb(
                        "a filter that nobody knows",
                        () -> Pdf.page("", "").stream(4, "/Filter/Bogus", HELLO),
                        READ + "|damaged"),
                bomb(
                        "1,000 filters",
                        () -> Pdf.page("", "").stream(4, "/Filter[" + "/ASCIIHexDecode".repeat(1000) + "]", HELLO),
                        READ + "|damaged"),
                bomb(
                        "a stream that is longer than the file",
                        () -> Pdf.page("", "").streamOfLength(4, "/Length 2147483647", Pdf.latin(HELLO)),
                        READ + "|damaged"),
                bomb(
                        "a stream of negative length",
                        () -> Pdf.page("", "").streamOfLength(4, "/Length -5", Pdf.latin(HELLO)),
                        READ + "|damaged"),
                bomb(
                        "a stream whose length is itself",
                        () -> Pdf.page("", "").streamOfLength(4, "/Length 4 0 R", Pdf.latin(HELLO)),
                        READ + "|damaged"),
                pdf("a form that shows itself", form("/A Do").bytes(), READ),
                pdf("forms that show each other ten times, ten deep", forms(10, 10), "limit-exceeded"),
                pdf("forms that show each other, 200 deep", forms(1, 200), READ),
                pdf(
                        "3 million operators",
                        () -> Pdf.page("", "").stream(
                                        4,
                                        "/Filter/FlateDecode",
                                        Pdf.deflated("q Q "
                                                .repeat(1_500_000)
                                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                                .bytes(),
                        READ + "|limit-exceeded"),
                pdf("a million saved states", Pdf.page("", "q ".repeat(1_000_000) + HELLO), READ + "|damaged"),
                pdf("300,000 characters", Pdf.page("", show("x".repeat(1000)).repeat(300)), "limit-exceeded"),
                pdf("arrays in arrays", Pdf.page("", "[".repeat(200_000)), READ + "|damaged"),
                pdf(
                        "dictionaries in dictionaries",
                        Pdf.page("/X " + "<</A ".repeat(20_000), HELLO),
                        READ + "|damaged|limit-exceeded"),
                pdf(
                        "arrays in an object",
                        Pdf.page("/X " + "[".repeat(200_000), HELLO),
                        READ + "|damaged|limit-exceeded"),
                pdf(
                        "a text of 5 MB in brackets",
                        Pdf.page("", "BT /F 1 Tf (" + "(".repeat(5 << 20) + ") Tj ET"),
                        READ + "|damaged|limit-exceeded"),
                pdf("a page of 10^9 points", Pdf.page("/MediaBox[0 0 1000000000 1000000000]", HELLO), READ),
                pdf("a page of no size", Pdf.page("/MediaBox[0 0 0 0]", HELLO), READ),
                pdf(
                        "a page of 10^300 points",
                        Pdf.page("/MediaBox[-1" + "0".repeat(300) + " 0 1" + "0".repeat(300) + " 1]", HELLO),
                        READ),
                pdf("a page whose corners are names", Pdf.page("/MediaBox[/A /B null (x)]", HELLO), READ),
                pdf("a page turned by 2^31-1 degrees", Pdf.page("/Rotate 2147483647", HELLO), READ),
                pdf(
                        "text that is infinitely large",
                        Pdf.page("", "BT /F 1e38 Tf 1e38 0 0 1e38 1e38 1e38 Tm (x) Tj ET"),
                        READ),
                pdf(
                        "text that is nowhere",
                        Pdf.page("", "BT /F 0 Tf 0 0 0 0 0 0 Tm (x) Tj ET 0 0 0 0 0 0 cm " + HELLO),
                        READ),
                pdf(
                        "60,000 lines",
                        Pdf.page(
                                "",
                                IntStream.range(0, 60_000)
                                        .mapToObj(i -> i % 600 + " 0 m " + i % 600 + " 800 l S\n")
                                        .collect(Collectors.joining())),
                        READ),
                pdf("a grid of 250 by 250 lines", Pdf.page("", grid(250) + HELLO), READ),
                pdf("dots and dots", Pdf.page("", show(".".repeat(150)).repeat(100) + show("x")), READ),
                pdf(
                        "one line of 100,000 dots",
                        Pdf.page(
                                "",
                                "BT /F 0.01 Tf 50 700 Td " + ("(" + ".".repeat(1000) + ") Tj ").repeat(100)
                                        + "(x) Tj ET"),
                        READ),
                pdf(
                        "a font whose encoding is itself",
                        Pdf.page("", HELLO)
                                .object(9, "<</Type/Font/Subtype/Type1/BaseFont/A/Encoding 9 0 R/ToUnicode 9 0 R>>"),
                        READ),
                pdf(
                        "a font that descends from itself",
                        Pdf.page("", HELLO)
                                .object(
                                        9,
                                        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[9 0 R]>>"),
                        READ + "|damaged"),
                pdf(
                        "a font whose glyphs draw it",
                        Pdf.page("", HELLO)
                                .object(
                                        9,
                                        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255/Widths[]/Encoding<</Differences[0/H 72/H]>>/CharProcs<</H 10 0 R>>/Resources<</Font<</F 9 0 R>>>>>>")
                                .stream(10, "", HELLO),
                        READ + "|damaged"),
                pdf(
                        "a map of characters that uses itself",
                        cmap("/Self usecmap 1 beginbfchar <48> <0041> endbfchar"),
                        READ),
                pdf(
                        "a map of 4 billion characters",
                        cmap("1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 100 beginbfrange "
                                + "<00000000> <FFFFFFFF> <0041> ".repeat(100) + " endbfrange"),
                        READ),
                pdf(
                        "a map of a character to 1 MB",
                        cmap("1 beginbfchar <48> <" + "0041".repeat(250_000) + "> endbfchar"),
                        READ + "|limit-exceeded"),
                bomb(
                        "a map that is a bomb",
                        () -> Pdf.page("", HELLO)
                                .object(9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 10 0 R>>")
                                .bomb(10, "", ' ', 200 << 20),
                        READ + "|damaged|limit-exceeded|quarantined"),
                pdf(
                        "a function of 10^9 samples",
                        Pdf.page(
                                "/Resources<</Font<</F 9 0 R>>/ColorSpace<</C[/Separation/X/DeviceRGB 10 0 R]>>>>",
                                "/C cs 1 scn " + HELLO)
                                .stream(
                                        10,
                                        "/FunctionType 0/Domain[0 1]/Range[0 1]/Size[1000000000]/BitsPerSample 32",
                                        "x"),
                        READ),
                pdf(
                        "a colour that is a colour of itself",
                        Pdf.page("/Resources<</Font<</F 9 0 R>>/ColorSpace<</C 10 0 R>>>>", "/C cs 1 scn " + HELLO)
                                .object(10, "[/Indexed 10 0 R 255 (x)]"),
                        READ),
                pdf(
                        "an image of 10^18 pixels",
                        Pdf.page("/Resources<</Font<</F 9 0 R>>/XObject<</I 10 0 R>>>>", "/I Do " + HELLO).stream(
                                10,
                                "/Subtype/Image/Width 1000000000/Height 1000000000/ColorSpace/DeviceRGB/BitsPerComponent 16/Filter/FlateDecode",
                                "x"),
                        READ),
                pdf(
                        "an image in the content without end",
                        Pdf.page(
                                "",
                                HELLO + "BI /W 1000000000 /H 1000000000 /BPC 8 /CS /RGB ID " + "x".repeat(1_000_000)),
                        READ),
                pdf(
                        "a script that runs when it is opened",
                        action("<</S/JavaScript/JS(app.launchURL('" + canary + "/js'))>>"),
                        READ),
                pdf("a program that is started", action("<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"), READ),
                pdf("a page that is fetched", action("<</S/URI/URI(" + canary + "/uri)>>"), READ),
                pdf("a form that is sent", action("<</S/SubmitForm/F(" + canary + "/form)>>"), READ),
                pdf("a document that is elsewhere", action("<</S/GoToR/F<</FS/URL/F(" + canary + "/remote)>>>>"), READ),
                pdf(
                        "content that is in another file",
                        Pdf.page("", "").stream(4, "/F<</FS/URL/F(" + canary + "/content)>>", ""),
                        READ),
                pdf("content that is a file of this machine", Pdf.page("", "").stream(4, "/F(/etc/passwd)", ""), READ),
                pdf(
                        "a file in it",
                        Pdf.page("", HELLO)
                                .object(1, "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(x)10 0 R]>>>>>>")
                                .object(10, "<</Type/Filespec/EF<</F 11 0 R>>>>")
                                .stream(11, "/Type/EmbeddedFile", "MZ"),
                        READ),
                pdf(
                        "XFA that has entities",
                        Pdf.page("", HELLO)
                                .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]/XFA 11 0 R>>>>")
                                .object(10, "<</Kids[10 0 R]/Parent 10 0 R>>")
                                .stream(11, "", "<!DOCTYPE x SYSTEM '" + canary + "/xfa'><x/>"),
                        READ),
                pdf(
                        "metadata that have entities",
                        Pdf.page("", HELLO).object(1, "<</Type/Catalog/Pages 2 0 R/Metadata 10 0 R>>").stream(
                                10, "/Type/Metadata/Subtype/XML", "<!DOCTYPE x SYSTEM '" + canary + "/xmp'><x/>"),
                        READ),
                pdf(
                        "a title of 5 MB",
                        Pdf.page("", HELLO)
                                .object(
                                        10,
                                        "<</Title(" + "x".repeat(5 << 20) + ")/CreationDate(D:99999999999999999999)>>")
                                .trailer("/Root 1 0 R/Info 10 0 R"),
                        READ),
                pdf(
                        "an outline in a circle",
                        Pdf.page("", HELLO)
                                .object(1, "<</Type/Catalog/Pages 2 0 R/Outlines 10 0 R>>")
                                .object(10, "<</First 10 0 R/Next 10 0 R/Last 10 0 R>>"),
                        READ),
                pdf(
                        "encryption that nobody knows",
                        Pdf.page("", HELLO).trailer("/Root 1 0 R/Encrypt<</Filter/Bogus/V 99/R 99>>"),
                        "damaged|unsupported|password-required|" + READ),
                pdf(
                        "encryption with keys of 2^31-1 bits",
                        Pdf.page("", HELLO)
                                .trailer(
                                        "/Root 1 0 R/ID[(a)(b)]/Encrypt<</Filter/Standard/V 2/R 3/Length 2147483647/P -1/O(x)/U(y)>>"),
                        "damaged|unsupported|password-required"),
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
                        READ + "|invalid-options"),
                upload(
                        "page ranges that are none",
                        "pdf",
                        () -> Pdf.page("", HELLO).bytes(),
                        Map.of("pages", "9999999999999999999-"),
                        READ + "|invalid-options|unsupported"));
    }

    private interface Maker {
        Pdf make() throws Exception;
    }

    private static HostileCase bomb(String name, Maker maker, String outcome) {
        return upload(name, "pdf", () -> maker.make().bytes(), outcome);
    }

    private static HostileCase pdf(String name, Pdf pdf, String outcome) {
        return upload(name, "pdf", pdf::bytes, outcome);
    }

    private static HostileCase pdf(String name, byte[] pdf, String outcome) {
        return upload(name, "pdf", () -> pdf, outcome);
    }

    private static HostileCase pdf(String name, HostileCase.Content content, String outcome) {
        return upload(name, "pdf", content, outcome);
    }

    private static Pdf action(String action) {
        return Pdf.page(
                        "/AA<</O " + action + ">>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A " + action
                                + ">>]",
                        HELLO)
                .object(1, "<</Type/Catalog/Pages 2 0 R/OpenAction " + action + ">>");
    }

    private static Pdf form(String content) {
        return Pdf.page("/Resources<</Font<</F 9 0 R>>/XObject<</A 10 0 R>>>>", HELLO + "/A Do").stream(
                10, FORM + "/Resources<</XObject<</A 10 0 R>>>>", content);
    }

    private static Pdf forms(int times, int depth) {
        Pdf pdf = Pdf.page("/Resources<</Font<</F 9 0 R>>/XObject<</A 10 0 R>>>>", HELLO + "/A Do");
        for (int i = 0; i < depth; i++) {
            pdf.stream(10 + i, FORM + "/Resources<</XObject<</A %d 0 R>>>>".formatted(11 + i), "/A Do ".repeat(times));
        }
        return pdf.stream(10 + depth, FORM, "0 0 m 9 9 l S");
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
        String text = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        return Pdf.latin(text.replace("/Root 1 0 R", "/Root 1 0 R/Prev " + text.lastIndexOf("\nxref") + 1));
    }

    private static Pdf cmap(String operators) {
        return Pdf.page("", HELLO).object(9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 10 0 R>>").stream(
                10,
                "/CMapName/Self",
                "/CIDInit /ProcSet findresource begin begincmap /CMapName /Self def " + operators + " endcmap");
    }

    private static Pdf pieces() throws Exception {
        Pdf pdf = Pdf.page("", "");
        String references = IntStream.range(10, 20).mapToObj(i -> i + " 0 R ").collect(Collectors.joining());
        byte[] piece = Pdf.deflated(' ', 60 << 20);
        IntStream.range(10, 20).forEach(i -> pdf.stream(i, "/Filter/FlateDecode", piece));
        return pdf.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents[" + references + "]>>");
    }

    private static HostileCase.Content xrefBomb() {
        return () -> {
            byte[] bomb = Pdf.deflated(0, 600 << 20);
            byte[] body = Pdf.page("", HELLO).bytes();
            String text = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
            String head = text.substring(0, text.lastIndexOf("\nxref") + 1);
            String stream = "50 0 obj<</Type/XRef/Size 99/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length " + bomb.length
                    + ">>stream\n" + new String(bomb, java.nio.charset.StandardCharsets.ISO_8859_1)
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
            file.append(new String(bomb, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .append("\nendstream endobj\n");
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

    private static String grid(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> "%d 10 m %d 790 l S 10 %d m 590 %d l S\n"
                        .formatted(10 + 2 * i, 10 + 2 * i, 10 + 3 * i, 10 + 3 * i))
                .collect(Collectors.joining());
    }

    private static byte[] noise() {
        byte[] noise = new byte[50_000];
        new java.util.Random(9).nextBytes(noise);
        byte[] head = Pdf.latin("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
        byte[] file = Arrays.copyOf(head, head.length + noise.length);
        System.arraycopy(noise, 0, file, head.length, noise.length);
        return file;
    }
}
