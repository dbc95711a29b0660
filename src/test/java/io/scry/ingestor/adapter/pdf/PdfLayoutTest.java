package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.AdapterHarness.Result;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation.Finding;
import io.scry.ingestor.adapter.pdf.PdfDocuments.Change;
import io.scry.ingestor.adapter.pdf.PdfDocuments.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

class PdfLayoutTest {

    /** Three columns and three rows; the first cell spans two columns, the last column's lower two rows are one cell. */
    private static final int[][] LINES = {
        {50, 700, 350, 700}, {50, 680, 350, 680}, {50, 660, 250, 660}, {50, 640, 350, 640},
        {50, 700, 50, 640}, {150, 680, 150, 640}, {250, 700, 250, 640}, {350, 700, 350, 640}
    };

    private static final List<Word> CELLS = List.of(
            new Word(60, 686, "Both"),
            new Word(260, 686, "C"),
            new Word(60, 666, "a1"),
            new Word(160, 666, "b1"),
            new Word(260, 656, "c12"),
            new Word(60, 646, "a2"),
            new Word(160, 646, "b2"));

    private static final List<List<String>> ROWS =
            List.of(List.of("Both", "", "C"), List.of("a1", "b1", "c12"), List.of("a2", "b2", ""));

    private final AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());

    @Test
    void findsCellsBetweenStrokesAndSaysWhereTheTableIs() throws Exception {
        byte[] document = PdfDocuments.pages(both(strokes(), PdfDocuments.words(1, CELLS)), "Above the table");

        JsonNode table = tables(document, Map.of()).getFirst();

        assertThat(rows(table)).isEqualTo(ROWS);
        assertThat(table.get("kind").stringValue()).isEqualTo("ruled");
        assertThat(table.get("page").intValue()).isEqualTo(1);
        assertThat(box(table)).containsExactly(50.0, 141.9, 350.0, 201.9);
        assertThat(tables(document, Map.of("table_mode", "ruled"))).hasSize(1);
    }

    @Test
    void takesThinRectanglesForLines() throws Exception {
        byte[] document = PdfDocuments.pages(both(bars(), PdfDocuments.words(1, CELLS)), "");

        assertThat(rows(tables(document, Map.of()).getFirst())).isEqualTo(ROWS);
    }

    @Test
    void findsTheSameTableWhereItIsShownOnATurnedPage() throws Exception {
        Change turn = file -> {
            file.getPage(0).setRotation(90);
            try (PDPageContentStream content = PdfDocuments.append(file, 1)) {
                content.transform(Matrix.getRotateInstance(Math.PI / 2, 750, 0));
                draw(content);
                write(content, CELLS);
            }
        };

        JsonNode table = tables(PdfDocuments.pages(turn, ""), Map.of()).getFirst();

        assertThat(rows(table)).isEqualTo(ROWS);
        assertThat(box(table)).containsExactly(50.0, 50.0, 350.0, 110.0);
    }

    @Test
    void findsColumnsOfWordsWithoutLines() throws Exception {
        byte[] document = PdfDocuments.pages(PdfDocuments.words(1, prices()), "");

        JsonNode table = tables(document, Map.of()).getFirst();

        assertThat(table.get("kind").stringValue()).isEqualTo("aligned");
        assertThat(rows(table))
                .startsWith(List.of("Item", "Number", "Price"), List.of("Item no. 1", "1", "1.50"))
                .hasSize(6);
        assertThat(tables(document, Map.of("table_mode", "ruled"))).isEmpty();
        assertThat(tables(document, Map.of("tables", false))).isEmpty();
    }

    @Test
    void takesNeitherAListNorProseForATable() throws Exception {
        List<Word> list = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            list.add(new Word(50, 700 - 14 * i, i % 2 == 0 ? "-" : "1."));
            list.add(new Word(80, 700 - 14 * i, "an item of the list"));
        }

        assertThat(tables(PdfDocuments.pages(PdfDocuments.words(1, list), ""), Map.of()))
                .isEmpty();
        assertThat(tables(PdfDocuments.pages(PdfDocuments.words(1, columns()), ""), Map.of()))
                .isEmpty();
    }

    @Test
    void readsColumnAfterColumnThoughTheyAreDrawnLineByLine() throws Exception {
        byte[] document = PdfDocuments.pages(PdfDocuments.words(1, columns()), "A title above both columns");

        String text = textOf(document, Map.of());

        assertThat(text)
                .startsWith("A title above both columns\nleft line no. 0 of the text\nleft line no. 1")
                .contains("left line no. 9 of the text\nright line no. 0 of the text\nright line no. 1")
                .endsWith("right line no. 9 of the text");
        assertThat(textOf(document, Map.of("columns", false)))
                .contains("left line no. 0 of the text right line no. 0 of the text\n");
    }

    @Test
    void givesHeadingsTheLevelsOfTheirLooks() throws Exception {
        byte[] document = PdfDocuments.pages(
                file -> {
                    heading(file, 1, FontName.HELVETICA, 24, "The whole");
                    heading(file, 2, FontName.HELVETICA_BOLD, 16, "A part");
                    heading(file, 3, FontName.HELVETICA_BOLD, 12, "A smaller part");
                },
                "\n\nSome text of the first page",
                "\n\nSome text of the second page",
                "\n\nSome text of the third page");

        Result result = pdf.extract(document, Map.of());

        List<String> headings = new ArrayList<>();
        result.data()
                .get("headings")
                .forEach(it -> headings.add("%s %s %s"
                        .formatted(
                                it.get("page"), it.get("level"), it.get("text").stringValue())));
        assertThat(headings).containsExactly("1 1 The whole", "2 2 A part", "3 3 A smaller part");
        assertThat(result.metadata()).contains(entry("heading_count", 3), entry("table_count", 0L));
        assertThat(pdf.extract(document, Map.of("headings", false)).data().has("headings"))
                .isFalse();
    }

    @Test
    void leavesOutTablesOfPagesWithMoreLinesOrCellsThanAllowedAndSaysSo() throws Exception {
        byte[] document = PdfDocuments.pages(both(strokes(), PdfDocuments.words(1, CELLS)), "");

        for (Map<String, ?> limit : List.of(Map.of("max_page_lines", 7), Map.of("max_table_cells", 8))) {
            Result result = pdf.extract(document, limit);

            assertThat(result.data().get("pages").get(0).has("tables")).isFalse();
            assertThat(result.validation().warnings())
                    .extracting(Finding::rule)
                    .as("%s", limit)
                    .containsExactly("incomplete_tables");
        }
        assertThat(pdf.extract(document, Map.of("max_page_lines", 8, "max_table_cells", 9))
                        .validation()
                        .warnings())
                .isEmpty();
    }

    @Test
    @Timeout(60)
    void refusesPartsThatShowEachOtherWithoutEnd() throws Exception {
        byte[] document = PdfDocuments.pages(PdfLayoutTest::nestForms, "Before");

        assertThatThrownBy(() -> pdf.extract(document, Map.of("max_page_operators", 1_000_000)))
                .isInstanceOfSatisfying(
                        UnreadableSourceException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                .hasMessageContaining("max_page_operators");
    }

    /** Its numbers are no operators, but they are read each time that it is shown. */
    @Test
    void countsTheSizeOfAPartEachTimeThatItIsShown() throws Exception {
        byte[] document = PdfDocuments.pages(
                file -> {
                    PDFormXObject form = form(file, "0 ".repeat(100_000));
                    try (PDPageContentStream content = PdfDocuments.append(file, 1)) {
                        for (int i = 0; i < 20; i++) {
                            content.drawForm(form);
                        }
                    }
                },
                "Before");

        assertThatThrownBy(() -> pdf.extract(document, Map.of("max_page_operators", 500_000)))
                .hasMessageContaining("max_page_operators");
        assertThat(pdf.extract(document, Map.of("max_page_operators", 2_000_000))
                        .validation()
                        .warnings())
                .isEmpty();
    }

    @Test
    @Timeout(60)
    void readsAPageOfVeryManyLines() throws Exception {
        byte[] document = PdfDocuments.pages(
                file -> {
                    try (PDPageContentStream content = PdfDocuments.append(file, 1)) {
                        for (int i = 0; i < 200_000; i++) {
                            content.moveTo(i % 500, i % 700);
                            content.lineTo(i % 500 + 5, i % 700);
                        }
                        content.stroke();
                    }
                },
                "A map");

        Result result = pdf.extract(document, Map.of());

        assertThat(result.data().get("text").stringValue()).isEqualTo("A map");
        assertThat(result.validation().warnings()).extracting(Finding::rule).containsExactly("incomplete_tables");
    }

    /** Every form shows the next one ten times. */
    private static void nestForms(PDDocument document) throws IOException {
        PDFormXObject inner = null;
        for (int depth = 0; depth < 20; depth++) {
            String content = inner == null ? "0 0 m 9 0 l S" : "/Next Do ".repeat(10);
            PDFormXObject form = form(document, content);
            if (inner != null) {
                form.getResources().put(COSName.getPDFName("Next"), inner);
            }
            inner = form;
        }
        try (PDPageContentStream content = PdfDocuments.append(document, 1)) {
            if (inner != null) {
                content.drawForm(inner);
            }
        }
    }

    private static PDFormXObject form(PDDocument document, String content) throws IOException {
        PDStream stream = new PDStream(document);
        try (var bytes = stream.createOutputStream()) {
            bytes.write(content.getBytes(StandardCharsets.US_ASCII));
        }
        PDFormXObject form = new PDFormXObject(stream);
        form.setBBox(new PDRectangle(500, 500));
        form.setResources(new PDResources());
        return form;
    }

    private static Change both(Change first, Change second) {
        return document -> {
            first.apply(document);
            second.apply(document);
        };
    }

    private static Change strokes() {
        return document -> {
            try (PDPageContentStream content = PdfDocuments.append(document, 1)) {
                draw(content);
            }
        };
    }

    private static void draw(PDPageContentStream content) throws IOException {
        for (int[] line : LINES) {
            content.moveTo(line[0], line[1]);
            content.lineTo(line[2], line[3]);
            content.stroke();
        }
    }

    private static void write(PDPageContentStream content, List<Word> words) throws IOException {
        for (Word word : words) {
            PdfDocuments.write(content, new PDType1Font(FontName.HELVETICA), 10, word.x(), word.y(), word.text());
        }
    }

    private static Change bars() {
        return document -> {
            try (PDPageContentStream content = PdfDocuments.append(document, 1)) {
                for (int[] line : LINES) {
                    content.addRect(
                            line[0],
                            Math.min(line[1], line[3]),
                            Math.max(1, line[2] - line[0]),
                            Math.max(1, line[1] - line[3]));
                    content.fill();
                }
            }
        };
    }

    private static List<Word> prices() {
        List<Word> words = new ArrayList<>(
                List.of(new Word(50, 700, "Item"), new Word(200, 700, "Number"), new Word(300, 700, "Price")));
        for (int i = 1; i <= 5; i++) {
            words.add(new Word(50, 700 - 14 * i, "Item no. " + i));
            words.add(new Word(200, 700 - 14 * i, String.valueOf(i)));
            words.add(new Word(300, 700 - 14 * i, i + ".50"));
        }
        return words;
    }

    private static List<Word> columns() {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            words.add(new Word(50, 700 - 14 * i, "left line no. %d of the text".formatted(i)));
            words.add(new Word(300, 700 - 14 * i, "right line no. %d of the text".formatted(i)));
        }
        return words;
    }

    private static void heading(PDDocument document, int page, FontName font, int size, String text)
            throws IOException {
        try (PDPageContentStream content = PdfDocuments.append(document, page)) {
            PdfDocuments.write(content, new PDType1Font(font), size, 50, 800, text);
        }
    }

    private List<JsonNode> tables(byte[] document, Map<String, ?> options) throws Exception {
        List<JsonNode> tables = new ArrayList<>();
        JsonNode page = pdf.extract(document, options).data().get("pages").get(0);
        if (page.has("tables")) {
            page.get("tables").forEach(tables::add);
        }
        return tables;
    }

    private static List<List<String>> rows(JsonNode table) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : table.get("rows")) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.stringValue()));
            rows.add(cells);
        }
        return rows;
    }

    private static List<Double> box(JsonNode table) {
        List<Double> box = new ArrayList<>();
        table.get("box").forEach(edge -> box.add(edge.doubleValue()));
        return box;
    }

    private String textOf(byte[] document, Map<String, ?> options) throws Exception {
        return pdf.extract(document, options).data().get("text").stringValue();
    }
}
