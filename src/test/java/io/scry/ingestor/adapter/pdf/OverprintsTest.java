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
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverprintsTest {

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
                assertThat(overprints.isNew(text, x, y, width)).isEqualTo(isNew);
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

        assertThat(overprints.isNew("a", 1, 1, -3)).isTrue();
        assertThat(overprints.isNew("a", 1, 1, Float.NaN)).isTrue();
        assertThat(overprints.isNew("a", 1, 1, Float.POSITIVE_INFINITY)).isFalse();
        assertThat(overprints.isNew("a", 1, Float.NEGATIVE_INFINITY, 3)).isTrue();
        assertThat(overprints.isNew("a", 1, Float.MAX_VALUE, 3)).isTrue();
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

    private static void print(PDDocument document, int page, String text) throws IOException {
        try (PDPageContentStream content = PdfDocuments.append(document, page)) {
            write(content, text);
        }
    }

    private static void printFor(PDDocument document, String text, String drawn) throws IOException {
        COSDictionary properties = new COSDictionary();
        properties.setString(COSName.ACTUAL_TEXT, text);
        try (PDPageContentStream content = PdfDocuments.append(document, 1)) {
            content.beginMarkedContent(COSName.getPDFName("Span"), PDPropertyList.create(properties));
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
