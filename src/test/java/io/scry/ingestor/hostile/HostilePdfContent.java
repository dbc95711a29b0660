package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostilePdf.bomb;
import static io.scry.ingestor.hostile.HostilePdf.pdf;
import static io.scry.ingestor.hostile.Pdf.show;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** PDF documents whose pages show what was made to do harm. */
final class HostilePdfContent {

    private static final String HELLO = show("Hello");
    private static final String FORM = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]";

    private HostilePdfContent() {}

    static List<HostileCase> all(String canary) {
        return List.of(
                bomb("content of 200 MB", () -> Pdf.page("", "").bomb(4, "", ' ', 200 << 20), "limit-exceeded"),
                bomb(
                        "content of 200 MB, packed twice",
                        () -> Pdf.page("", "").stream(
                                4, "/Filter[/FlateDecode/FlateDecode]", Pdf.deflated(Pdf.deflated(' ', 200 << 20))),
                        "quarantined"),
                bomb(
                        "content of 200 MB, packed three times",
                        () -> Pdf.page("", "").stream(
                                4,
                                "/Filter[/FlateDecode/FlateDecode/FlateDecode]",
                                Pdf.deflated(Pdf.deflated(Pdf.deflated(' ', 200 << 20)))),
                        "quarantined"),
                bomb(
                        "content in hex, packed",
                        () -> Pdf.page("", "").bomb(4, "/DecodeParms null", '4', 100 << 20),
                        "limit-exceeded"),
                bomb(
                        "content in run lengths, packed",
                        () -> Pdf.page("", "").stream(
                                4, "/Filter[/FlateDecode/RunLengthDecode]", Pdf.deflated(0x81, 4 << 20)),
                        "quarantined"),
                bomb("10 pieces of content of 60 MB", () -> pieces(), "quarantined"),
                bomb(
                        "a predictor of 2 billion columns",
                        () -> Pdf.page("", "").stream(
                                4,
                                "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000/Colors 32/BitsPerComponent 16>>",
                                Pdf.deflated(Pdf.latin(HELLO))),
                        READ),
                bomb(
                        "a predictor of -1 columns",
                        () -> Pdf.page("", "").stream(
                                4,
                                "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns -1/Colors -1/BitsPerComponent -1>>",
                                Pdf.deflated(Pdf.latin(HELLO))),
                        READ),
                bomb(
                        "LZW that refers to what is not there",
                        () -> Pdf.page("", "").stream(
                                4, "/Filter/LZWDecode", new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}),
                        READ),
                bomb("a filter that nobody knows", () -> Pdf.page("", "").stream(4, "/Filter/Bogus", HELLO), "damaged"),
                bomb(
                        "1,000 filters",
                        () -> Pdf.page("", "").stream(4, "/Filter[" + "/ASCIIHexDecode".repeat(1000) + "]", HELLO),
                        READ),
                bomb(
                        "a stream that is longer than the file",
                        () -> Pdf.page("", "").streamOfLength(4, "/Length 2147483647", Pdf.latin(HELLO)),
                        READ),
                bomb(
                        "a stream of negative length",
                        () -> Pdf.page("", "").streamOfLength(4, "/Length -5", Pdf.latin(HELLO)),
                        READ),
                bomb(
                        "a stream whose length is itself",
                        () -> Pdf.page("", "").streamOfLength(4, "/Length 4 0 R", Pdf.latin(HELLO)),
                        "damaged"),
                pdf("a form that shows itself", form("/A Do").bytes(), READ),
                pdf("forms that show each other ten times, ten deep", forms(10, 10), "limit-exceeded"),
                pdf("forms that show each other, 200 deep", forms(1, 200), READ),
                pdf(
                        "3 million operators",
                        () -> Pdf.page("", "").stream(
                                        4,
                                        "/Filter/FlateDecode",
                                        Pdf.deflated("q Q ".repeat(1_500_000).getBytes(StandardCharsets.US_ASCII)))
                                .bytes(),
                        READ),
                pdf("a million saved states", Pdf.page("", "q ".repeat(1_000_000) + HELLO), "damaged"),
                pdf("300,000 characters", Pdf.page("", show("x".repeat(1000)).repeat(300)), "limit-exceeded"),
                pdf("arrays in arrays", Pdf.page("", "[".repeat(200_000)), READ),
                pdf("dictionaries in dictionaries", Pdf.page("/X " + "<</A ".repeat(20_000), HELLO), READ),
                pdf("arrays in an object", Pdf.page("/X " + "[".repeat(200_000), HELLO), READ),
                pdf("a text of 5 MB in brackets", Pdf.page("", "BT /F 1 Tf (" + "(".repeat(5 << 20) + ") Tj ET"), READ),
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
                        "damaged"),
                pdf(
                        "a font whose glyphs draw it",
                        Pdf.page("", HELLO)
                                .object(
                                        9,
                                        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255/Widths[]/Encoding<</Differences[0/H 72/H]>>/CharProcs<</H 10 0 R>>/Resources<</Font<</F 9 0 R>>>>>>")
                                .stream(10, "", HELLO),
                        "damaged"),
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
                        READ),
                bomb(
                        "a map that is a bomb",
                        () -> Pdf.page("", HELLO)
                                .object(9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 10 0 R>>")
                                .bomb(10, "", ' ', 200 << 20),
                        "quarantined"),
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
                        READ));
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

    private static String grid(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> "%d 10 m %d 790 l S 10 %d m 590 %d l S\n"
                        .formatted(10 + 2 * i, 10 + 2 * i, 10 + 3 * i, 10 + 3 * i))
                .collect(Collectors.joining());
    }
}
