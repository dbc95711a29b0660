package io.scry.ingestor.adapter.word;

import static io.scry.ingestor.adapter.word.WordDocuments.body;
import static io.scry.ingestor.adapter.word.WordDocuments.made;
import static io.scry.ingestor.adapter.word.WordDocuments.p;
import static io.scry.ingestor.adapter.word.WordDocuments.paragraph;
import static io.scry.ingestor.adapter.word.WordDocuments.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.AdapterHarness.Result;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.XWPFComment;
import org.apache.poi.xwpf.usermodel.XWPFFootnote;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STMerge;
import tools.jackson.databind.JsonNode;

class WordAdapterTest {

    private final AdapterHarness<WordOptions> word = new AdapterHarness<>(new WordAdapter());

    @Test
    void readsParagraphsWithTheirStylesAndHeadingsWithTheirLevelsInOrder() throws Exception {
        byte[] document = made(it -> {
            paragraph(it, "Title", "Annual report");
            paragraph(it, "Heading1", "Results");
            paragraph(it, "", "It went well.");
            paragraph(it, "", "  ");
            paragraph(it, "Heading2", "Details");
        });

        Result result = word.extract(document, Map.of());

        assertThat(result.data().get("blocks").toString())
                .isEqualTo("[{\"type\":\"title\",\"style\":\"Title\",\"text\":\"Annual report\"},"
                        + "{\"type\":\"heading\",\"level\":1,\"style\":\"heading 1\",\"text\":\"Results\"},"
                        + "{\"type\":\"paragraph\",\"text\":\"It went well.\"},"
                        + "{\"type\":\"heading\",\"level\":2,\"style\":\"heading 2\",\"text\":\"Details\"}]");
        assertThat(text(result)).isEqualTo("Annual report\nResults\nIt went well.\nDetails");
        assertThat(result.metadata()).contains(entry("heading_count", 3L), entry("paragraph_count", 4L));
    }

    @Test
    void takesHeadingLevelsFromStylesThatAreBasedOnOthersAndFromTheParagraphItself() throws Exception {
        String styles = part("styles", """
                <w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
                <w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>
                <w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="TOC Heading"/><w:basedOn w:val="berschrift2"/>
                <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
                <w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>""");
        byte[] document = body(
                styled("berschrift2", "A") + styled("Mine", "B") + styled("Toc", "C") + styled("Ring", "D")
                        + "<w:p><w:pPr><w:outlineLvl w:val=\"4\"/></w:pPr><w:r><w:t>E</w:t></w:r></w:p>",
                Map.of("word/styles.xml", styles));

        assertThat(word.extract(document, Map.of()).data().get("blocks"))
                .extracting(
                        it -> it.get("type").stringValue() + it.path("level").asInt(0))
                .containsExactly("heading2", "heading2", "paragraph0", "paragraph0", "heading5");
    }

    @Test
    void readsTablesAsGridsAndTellsWhichCellsAreMerged() throws Exception {
        byte[] document = made(it -> {
            XWPFTable table = it.createTable(3, 3);
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    table.getRow(row).getCell(column).setText("r" + row + "c" + column);
                }
            }
            table.getRow(0).setRepeatHeader(true);
            table.getRow(0).getCell(0).getCTTc().addNewTcPr().addNewGridSpan().setVal(BigInteger.TWO);
            table.getRow(0).removeCell(1);
            table.getRow(1).getCell(2).getCTTc().addNewTcPr().addNewVMerge().setVal(STMerge.RESTART);
            table.getRow(2).getCell(2).getCTTc().addNewTcPr().addNewVMerge();
            table.getRow(2).getCell(2).removeParagraph(0);
            table.getRow(2).getCell(2).addParagraph();
        });

        Result result = word.extract(document, Map.of());

        assertThat(result.data().get("blocks").toString())
                .isEqualTo("[{\"type\":\"table\",\"rows\":[[\"r0c0\",\"\",\"r0c2\"],[\"r1c0\",\"r1c1\",\"r1c2\"],"
                        + "[\"r2c0\",\"r2c1\",\"\"]],\"columns\":3,\"header_rows\":1,"
                        + "\"merged\":[{\"row\":0,\"column\":0,\"rows\":1,\"columns\":2},"
                        + "{\"row\":1,\"column\":2,\"rows\":2,\"columns\":1}]}]");
        assertThat(text(result)).isEqualTo("r0c0\t\tr0c2\nr1c0\tr1c1\tr1c2\nr2c0\tr2c1\t");
        assertThat(result.validation().metrics()).contains(entry("table_count", 1L), entry("cell_count", 8L));
    }

    @Test
    void readsCellsOfSeveralParagraphsTablesInCellsAndRowsThatBeginLate() throws Exception {
        byte[] document = body("""
                <w:tbl><w:tblPr/><w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>
                <w:tc><w:tcPr/>%s%s<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>%s""".formatted(p("one"), p("two"), p("in"), p("side"), p("after")));

        Result result = word.extract(document, Map.of());

        assertThat(result.data().at("/blocks/0/rows").toString()).isEqualTo("[[\"\",\"one\\ntwo\\nin\\tside\",\"\"]]");
        assertThat(text(result)).isEqualTo("\tone two in side\t\nafter");
        assertThat(result.validation().metrics()).containsEntry("table_count", 2L);
    }

    @Test
    void readsHeadersAndFootersOnceWithTheirKind() throws Exception {
        byte[] document = made(it -> {
            paragraph(it, "", "Body");
            it.createHeader(HeaderFooterType.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText("Every page");
            it.createHeader(HeaderFooterType.FIRST)
                    .createParagraph()
                    .createRun()
                    .setText("First page");
            it.createFooter(HeaderFooterType.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText("Foot");
        });

        JsonNode data = word.extract(document, Map.of()).data();

        assertThat(data.get("headers").toString())
                .contains(
                        "{\"type\":\"default\",\"text\":\"Every page\"}",
                        "{\"type\":\"first\",\"text\":\"First page\"}");
        assertThat(data.get("headers")).hasSize(2);
        assertThat(data.get("footers").toString()).isEqualTo("[{\"type\":\"default\",\"text\":\"Foot\"}]");
        assertThat(data.get("text").stringValue()).isEqualTo("Body");
        assertThat(word.extract(document, Map.of("include_headers_footers", false))
                        .data()
                        .has("headers"))
                .isFalse();
    }

    @Test
    void readsNotesAndCommentsAndSaysWhereTheyHang() throws Exception {
        byte[] document = made(it -> {
            XWPFParagraph paragraph = paragraph(it, "", "Claim");
            XWPFFootnote footnote = it.createFootnote();
            footnote.createParagraph().createRun().setText("Source");
            paragraph.addFootnoteReference(footnote);
            XWPFComment comment = it.createComments().createComment(BigInteger.ZERO);
            comment.setAuthor("Ada");
            comment.createParagraph().createRun().setText("Really?");
            paragraph.getCTP().addNewR().addNewCommentReference().setId(BigInteger.ZERO);
        });

        JsonNode data = word.extract(document, Map.of()).data();

        JsonNode block = data.at("/blocks/0");
        assertThat(block.get("text").stringValue()).isEqualTo("Claim");
        assertThat(block.at("/footnotes/0")).isEqualTo(data.at("/footnotes/0/id"));
        assertThat(data.at("/footnotes/0/text").stringValue()).isEqualTo("Source");
        assertThat(block.at("/comments/0")).isEqualTo(data.at("/comments/0/id"));
        assertThat(data.at("/comments/0/text").stringValue()).isEqualTo("Really?");
        assertThat(data.at("/comments/0/author").stringValue()).isEqualTo("Ada");
        assertThat(data.get("text").stringValue()).isEqualTo("Claim\nSource");
        JsonNode less = word.extract(document, Map.of("include_notes", false, "include_comments", false))
                .data();
        assertThat(less.has("footnotes") || less.has("endnotes") || less.has("comments"))
                .isFalse();
    }

    @Test
    void readsLinksOfBothKinds() throws Exception {
        byte[] document = made(it -> {
            XWPFParagraph paragraph = paragraph(it, "", "See ");
            paragraph.createHyperlinkRun("https://example.org/a").setText("this");
        });
        String field =
                "<w:p><w:r><w:t xml:space=\"preserve\">Or </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
                        + "<w:r><w:instrText>HYPERLINK \"https://example.org/b\" \\l \"part\"</w:instrText></w:r>"
                        + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>that</w:t></w:r>"
                        + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";

        assertThat(word.extract(document, Map.of()).data().at("/blocks/0").toString())
                .isEqualTo("{\"type\":\"paragraph\",\"text\":\"See this\","
                        + "\"links\":[{\"text\":\"this\",\"url\":\"https://example.org/a\"}]}");
        assertThat(word.extract(body(field), Map.of()).data().at("/blocks/0").toString())
                .isEqualTo("{\"type\":\"paragraph\",\"text\":\"Or that\","
                        + "\"links\":[{\"text\":\"that\",\"url\":\"https://example.org/b#part\"}]}");
    }

    @Test
    void readsTextBoxesOnceThoughTheyAreThereForOldAndNewPrograms() throws Exception {
        String content = "<w:txbxContent>" + p("In") + p("side") + "</w:txbxContent>";
        String box = "<w:p><w:r><w:t>Anchor</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">"
                + "<w:drawing><wps:txbx>" + content + "</wps:txbx></w:drawing></mc:Choice>"
                + "<mc:Fallback><w:pict><v:textbox>" + content + "</v:textbox></w:pict></mc:Fallback>"
                + "</mc:AlternateContent></w:r></w:p>";

        Result result = word.extract(body(box + p("After")), Map.of());

        assertThat(result.data().get("blocks").toString())
                .isEqualTo(
                        "[{\"type\":\"paragraph\",\"text\":\"Anchor\"},{\"type\":\"text_box\",\"text\":\"In\\nside\"},"
                                + "{\"type\":\"paragraph\",\"text\":\"After\"}]");
        assertThat(result.metadata()).containsEntry("text_box_count", 1L);
    }

    @Test
    void readsTheFormForOldProgramsIfTheNewOneHasNoText() throws Exception {
        String smile = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><w:sym/></mc:Choice>"
                + "<mc:Fallback><w:t>\uD83D\uDE0A</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";

        assertThat(text(word.extract(body(smile), Map.of()))).isEqualTo("\uD83D\uDE0A");
    }

    @Test
    void readsContentControlsFieldsSymbolsFormulasAndGlosses() throws Exception {
        String document = "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>" + p("control")
                + "</w:sdtContent></w:sdt>"
                + "<w:p><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>7</w:t></w:r></w:fldSimple><w:r><w:tab/><w:t>a</w:t><w:br/>"
                + "<w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:sym w:char=\"2713\"/></w:r></w:p>"
                + "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
                + "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>gloss</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r>"
                + "</w:rubyBase></w:ruby></w:r></w:p>"
                + "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/>"
                + "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t> yes</w:t></w:r></w:p>";

        assertThat(text(word.extract(body(document), Map.of())))
                .isEqualTo("control\n7\ta\nb\u2011c\u2713\nx=1\nbase(gloss)\n\u2612 yes");
    }

    private static final String CHANGED = "<w:p><w:r><w:t xml:space=\"preserve\">The </w:t></w:r>"
            + "<w:del w:author=\"Ada\" w:date=\"2026-01-02T03:04:05Z\"><w:r><w:delText>old</w:delText></w:r></w:del>"
            + "<w:ins w:author=\"Bob\"><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> text</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">joined </w:t></w:r></w:p>"
            + p("here")
            + "<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:t>split</w:t></w:r></w:p>" + p("up")
            + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") + "</w:tc></w:tr>"
            + "<w:tr><w:trPr><w:ins/></w:trPr><w:tc>" + p("come") + "</w:tc></w:tr></w:tbl>";

    @Test
    void acceptsTrackedChangesAndSaysSo() throws Exception {
        Result result = word.extract(body(CHANGED), Map.of());

        assertThat(text(result)).isEqualTo("The new text\njoined here\nsplit\nup\ncome");
        assertThat(result.metadata()).containsEntry("has_tracked_changes", true);
        assertThat(result.validation().isValid()).isTrue();
        assertThat(result.validation().warnings())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("6 tracked changes", "accept"));
    }

    @Test
    void rejectsTrackedChanges() throws Exception {
        assertThat(text(word.extract(body(CHANGED), Map.of("tracked_changes", "reject"))))
                .isEqualTo("The old text\njoined\nhere\nsplitup\ngone");
    }

    @Test
    void showsTrackedChangesWithWhoAndWhen() throws Exception {
        Result result = word.extract(body(CHANGED), Map.of("tracked_changes", "show"));

        assertThat(text(result)).isEqualTo("The [-old-]{+new+} text\njoined\nhere\nsplit\nup\ngone\ncome");
        assertThat(result.data().at("/blocks/0/changes").toString())
                .isEqualTo(
                        "[{\"type\":\"deletion\",\"author\":\"Ada\",\"date\":\"2026-01-02T03:04:05Z\",\"text\":\"old\"},"
                                + "{\"type\":\"insertion\",\"author\":\"Bob\",\"text\":\"new\"}]");
    }

    @Test
    void tellsWhatTheDocumentSaysOfItself() throws Exception {
        byte[] document = made(it -> {
            paragraph(it, "", "x");
            POIXMLProperties properties = it.getProperties();
            properties.getCoreProperties().setTitle("Report");
            properties.getCoreProperties().setCreator("Ada");
            properties.getCoreProperties().setCreated(Optional.of(Date.from(Instant.parse("2026-01-02T03:04:05Z"))));
            properties.getExtendedProperties().setPages(3);
            properties.getExtendedProperties().getUnderlyingProperties().setWords(12);
            properties.getCustomProperties().addProperty("Project", "Scry");
            properties.getCustomProperties().addProperty("Number", 7);
            properties.getCustomProperties().addProperty("Final", true);
        });

        Map<String, Object> metadata = word.extract(document, Map.of()).metadata();

        assertThat(metadata)
                .contains(
                        entry("title", "Report"),
                        entry("author", "Ada"),
                        entry("created", "2026-01-02T03:04:05.000Z"),
                        entry("page_count", 3L),
                        entry("word_count", 12L),
                        entry("custom_properties", Map.of("Project", "Scry", "Number", 7L, "Final", true)),
                        entry("has_macros", false));
        assertThat(word.extract(document, Map.of("include_metadata", false)).metadata())
                .doesNotContainKeys("title", "custom_properties")
                .containsEntry("paragraph_count", 1L);
    }

    @Test
    void readsADocumentWithMacrosAndSaysThatItHasSome() throws Exception {
        byte[] document = body(p("x"), Map.of("word/vbaProject.bin", "macros"));

        assertThat(word.extract(document, Map.of()).metadata()).containsEntry("has_macros", true);
    }

    @Test
    void readsAStrictDocument() throws Exception {
        byte[] document = WordDocuments.zip(Map.of(
                "_rels/.rels",
                WordDocuments.relationships(Map.of("officeDocument", "/word/document.xml"))
                        .replace(
                                "schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"),
                "word/document.xml",
                part("document", "<w:body>" + p("strict") + "</w:body>")
                        .replace(
                                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                "http://purl.oclc.org/ooxml/wordprocessingml/main")));

        assertThat(text(word.extract(document, Map.of()))).isEqualTo("strict");
    }

    @Test
    void asksForThePasswordOfAnEncryptedDocumentAndReadsItWithIt() throws Exception {
        byte[] document = WordDocuments.encrypted(WordDocuments.paragraphs("Secret"), "sesame");

        assertRefused(document, Map.of(), Reason.PASSWORD_REQUIRED, "option password");
        assertRefused(document, Map.of("password", "wrong"), Reason.PASSWORD_REQUIRED, "does not open");
        assertThat(text(word.extract(document, Map.of("password", "sesame")))).isEqualTo("Secret");
        assertThat(word.options(Map.of("password", "sesame")).toString()).doesNotContain("sesame");
    }

    @Test
    void saysWhatToDoWithDocumentsOfOldMake() throws Exception {
        byte[] old;
        byte[] workbook;
        try (POIFSFileSystem doc = new POIFSFileSystem();
                POIFSFileSystem xls = new POIFSFileSystem()) {
            doc.createDocument(new ByteArrayInputStream(new byte[5000]), "WordDocument");
            xls.createDocument(new ByteArrayInputStream(new byte[5000]), "Workbook");
            old = bytes(doc);
            workbook = bytes(xls);
        }

        assertRefused(old, Map.of(), Reason.UNSUPPORTED, "save it as a Word document (.docx)");
        assertRefused(Arrays.copyOf(old, 600), Map.of(), Reason.DAMAGED, ".docx");
        assertRefused("{\\rtf1 x}".getBytes(StandardCharsets.US_ASCII), Map.of(), Reason.UNSUPPORTED, "RTF");
        assertRefused(workbook, Map.of(), Reason.WRONG_TYPE, "excel");
    }

    @Test
    void saysWhatASourceIsThatIsNoWordDocument() throws Exception {
        assertRefused(new byte[0], Map.of(), Reason.EMPTY, "no bytes");
        assertRefused("a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII), Map.of(), Reason.WRONG_TYPE, "plain text");
        assertRefused("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), Map.of(), Reason.WRONG_TYPE, "adapter_type pdf");
        assertRefused(WordDocuments.zip(Map.of("a.txt", "x")), Map.of(), Reason.WRONG_TYPE, "ZIP archive");
        byte[] workbook = WordDocuments.zip(Map.of(
                "_rels/.rels",
                WordDocuments.relationships(Map.of("officeDocument", "xl/workbook.xml")),
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>"));
        assertRefused(workbook, Map.of(), Reason.WRONG_TYPE, "adapter_type excel");
    }

    @Test
    void readsTheRestIfAPartIsDamagedThatItCanDoWithout() throws Exception {
        byte[] document = body(
                p("Body"), Map.of("word/footnotes.xml", "<broken", "word/styles.xml", "", "word/comments.xml", "\0"));

        Result result = word.extract(document, Map.of());

        assertThat(text(result)).isEqualTo("Body");
        assertThat(result.validation().warnings()).singleElement().satisfies(it -> {
            assertThat(it.rule()).isEqualTo("damaged_part");
            assertThat(it.count()).isEqualTo(3);
        });
        assertThat(result.validation().metrics()).containsEntry("completeness", 0.25);
    }

    @Test
    void fetchesNothingFromElsewhereAndSaysSo() throws Exception {
        byte[] document = body(
                p("x"),
                Map.of(
                        "word/_rels/document.xml.rels",
                        WordDocuments.relationships(Map.of("image", "http://127.0.0.1:1/never.png"))));

        assertThat(word.extract(document, Map.of()).validation().warnings())
                .extracting(Finding::rule)
                .containsExactly("external_content");
    }

    @Test
    void joinsBlocksAsItIsTold() throws Exception {
        byte[] document = WordDocuments.paragraphs("a", "b");

        assertThat(text(word.extract(document, Map.of("block_separator", " | "))))
                .isEqualTo("a | b");
        assertThat(word.extract(document, Map.of("combined_text", false)).data().has("text"))
                .isFalse();
    }

    @Test
    void holdsWhatIsLargeOrDecryptedInFilesThatAreGoneAfterwards() throws Exception {
        String line = "word ".repeat(100_000);
        byte[] document = WordDocuments.paragraphs(line, line, line);
        Set<Path> before = temporaryFiles();

        String text =
                text(word.extract(WordDocuments.encrypted(document, "s"), Map.of("password", "s", "max_ratio", 9999)));

        assertThat(text)
                .hasSize(3 * line.strip().length() + 2)
                .startsWith("word word")
                .endsWith("word word");
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static Set<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(it -> String.valueOf(it.getFileName()).matches("word-(text|decrypted).*"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        byte[] document = body(p("x").repeat(2000));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> word.extract(document, Map.of())).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private void assertRefused(byte[] document, Map<String, ?> options, Reason reason, String message) {
        assertThatThrownBy(() -> word.extract(document, options))
                .isInstanceOfSatisfying(
                        UnreadableSourceException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    private static byte[] bytes(POIFSFileSystem container) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        container.writeFilesystem(bytes);
        return bytes.toByteArray();
    }

    private static String styled(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>".formatted(style, text);
    }

    private static String text(Result result) {
        return result.data().get("text").stringValue();
    }
}
