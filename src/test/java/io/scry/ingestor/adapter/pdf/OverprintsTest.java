package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverprintsTest {

    private static final COSName SPAN = COSName.getPDFName("Span");

    private final AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());

    /** Of pages small and large, of characters narrow and wide, many of them at the same places. */
    @ParameterizedTest
    @ValueSource(floats = {0.5f, 20, 800, 50_000})
    void findsWhatASearchInOrderFinds(float extent) {
        Overprints overprints = new Overprints();
        int repeated = 0;
        for (int page = 0; page < 20; page++) {
            Random random = new Random(page);
            Map<String, NavigableMap<Float, NavigableSet<Float>>> expected = new HashMap<>();
            overprints.clear();
            for (int i = 0; i < 500; i++) {
                String text = random.nextInt(9) == 0 ? "ffi" : "a";
                float x = (random.nextFloat() - 0.2f) * extent;
                float y = (random.nextFloat() - 0.2f) * extent;
                float width = random.nextFloat() * extent / (random.nextInt(40) + 1);
                boolean isNew = isNew(expected.computeIfAbsent(text, one -> new TreeMap<>()), text, x, y, width);
                assertThat(overprints.add(text, x, y, width)).isEqualTo(isNew);
                repeated += isNew ? 0 : 1;
            }
        }
        assertThat(repeated).isBetween(100, 9900);
    }

    private static boolean isNew(
            NavigableMap<Float, NavigableSet<Float>> drawn, String text, float x, float y, float width) {
        float tolerance = width / text.length() / 3;
        boolean isDrawn = drawn.subMap(x - tolerance, true, x + tolerance, false).values().stream()
                .anyMatch(ys ->
                        !ys.subSet(y - tolerance, true, y + tolerance, false).isEmpty());
        if (!isDrawn) {
            drawn.computeIfAbsent(x, one -> new TreeSet<>()).add(y);
        }
        return !isDrawn;
    }

    @Test
    void takesWidthsThatNoCharacterHas() {
        Overprints overprints = new Overprints();

        assertThat(overprints.add("a", 1, 1, -3)).isTrue();
        assertThat(overprints.add("a", 1, 1, Float.NaN)).isTrue();
        assertThat(overprints.add("a", 1, 1, Float.POSITIVE_INFINITY)).isFalse();
        assertThat(overprints.add("a", 1, Float.NEGATIVE_INFINITY, 3)).isTrue();
        assertThat(overprints.add("a", 1, Float.MAX_VALUE, 3)).isTrue();
    }

    @Test
    void readsBoldTypeThatIsPrintedTwiceOnce() throws Exception {
        PdfDocuments.Change twice = document -> {
            print(document, 1, "Bold");
            print(document, 1, "Bold");
            print(document, 2, "Bold");
        };

        assertThat(textOf(PdfDocuments.pages(twice, "", ""))).isEqualTo("Bold\n\nBold");
    }

    /** The text that a document gives for what it draws counts each time, wherever that is drawn. */
    @Test
    void readsEveryTextThatStandsForAnother() throws Exception {
        PdfDocuments.Change twice = document -> {
            print(document, 1, "abc");
            printFor(document, "instead", "abc");
            printFor(document, "once more", "abc");
            print(document, 1, "abc");
        };

        assertThat(textOf(PdfDocuments.pages(twice, ""))).isEqualTo("abcinsteadonce more");
    }

    /** Letters close together, marked sequences within each other, one that nothing ends, and one that nothing begins. */
    @Test
    void readsWhatPdfboxReads() throws Exception {
        PdfDocuments.Change letters = document -> {
            Random random = new Random(7);
            for (int page = 1; page <= 2; page++) {
                try (PDPageContentStream content = PdfDocuments.append(document, page)) {
                    for (int i = 0; i < 400; i++) {
                        mark(content, random);
                        int x = 50 + random.nextInt(30);
                        int y = 700 + random.nextInt(9);
                        String text = random.nextBoolean() ? "o" : "i";
                        PdfDocuments.write(content, new PDType1Font(FontName.HELVETICA), 12, x, y, text);
                    }
                }
            }
        };
        byte[] document = PdfDocuments.pages(letters, "", "");

        String expected;
        try (PDDocument opened = Loader.loadPDF(document)) {
            expected = new PDFTextStripper().getText(opened);
        }
        assertThat(textOf(document).replaceAll("\\s", ""))
                .isEqualTo(expected.replaceAll("\\s", ""))
                .contains("instead")
                .hasSizeLessThan(800);
    }

    private static void mark(PDPageContentStream content, Random random) throws IOException {
        COSDictionary properties = new COSDictionary();
        switch (random.nextInt(12)) {
            case 0 -> {
                properties.setString(COSName.ACTUAL_TEXT, "instead");
                content.beginMarkedContent(SPAN, PDPropertyList.create(properties));
            }
            case 1 -> content.beginMarkedContent(SPAN, PDPropertyList.create(properties));
            case 2 -> content.beginMarkedContent(SPAN);
            case 3, 4, 5 -> content.endMarkedContent();
            default -> {}
        }
    }

    /** A page of places that must all be compared with each other: half of them are drawn again. */
    @Test
    void stopsSearchingWhenItTakesTooLong() {
        Overprints overprints = new Overprints();
        int found = 0;
        for (int time = 0; time < 2; time++) {
            for (int i = 0; i < 30_000; i++) {
                found += overprints.add("a", i * 0.01f, 1, 0.006f) ? 0 : 1;
            }
        }

        assertThat(found).isLessThan(1000);
        overprints.clear();
        assertThat(overprints.add("a", 1, 1, 1)).isTrue();
        assertThat(overprints.add("a", 1, 1, 1)).isFalse();
    }

    /** Places far apart, and characters as large as all of the page beside it, where nothing is. */
    @Test
    void stopsLookingWhereNothingIs() {
        Overprints overprints = new Overprints();
        for (int i = 0; i < 20_000; i++) {
            overprints.add("a", 1, 16 * i, 1);
        }
        for (int i = 0; i < 20_000; i++) {
            overprints.add("a", 1, -1_000_000, 200_000);
        }

        assertThat(overprints.add("a", 1, 16, 1)).isTrue();
    }

    private static void print(PDDocument document, int page, String text) throws IOException {
        try (PDPageContentStream content = PdfDocuments.append(document, page)) {
            write(content, text);
        }
    }

    private static void printFor(PDDocument document, String text, String drawn) throws IOException {
        COSDictionary properties = new COSDictionary();
        properties.setString(COSName.ACTUAL_TEXT, text);
        try (PDPageContentStream content = PdfDocuments.append(document, 1)) {
            content.beginMarkedContent(SPAN, PDPropertyList.create(properties));
            write(content, drawn);
            content.endMarkedContent();
        }
    }

    private static void write(PDPageContentStream content, String text) throws IOException {
        PdfDocuments.write(content, new PDType1Font(FontName.HELVETICA), 12, 50, 700, text);
    }

    private String textOf(byte[] document) throws Exception {
        return pdf.extract(document, Map.of()).data().get("text").stringValue();
    }
}
