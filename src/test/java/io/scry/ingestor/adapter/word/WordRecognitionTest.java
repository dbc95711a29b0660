package io.scry.ingestor.adapter.word;

import static io.scry.ingestor.adapter.word.WordDocuments.contentTypes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WordRecognitionTest {

    private static final byte[] OLE2 = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1, 0, 0
    };

    @Test
    void recognisesDocumentsByTheirContent() throws Exception {
        assertThat(match(WordDocuments.paragraphs("x"), "upload.bin", null)).isEqualTo(Match.YES);
        assertThat(match(WordDocuments.body("x"), "data.xlsx", "text/plain")).isEqualTo(Match.YES);
        for (String type : new String[] {
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
        }) {
            assertThat(match(WordDocuments.zip(Map.of("[Content_Types].xml", contentTypes(type))), null, null))
                    .as(type)
                    .isEqualTo(Match.YES);
        }
    }

    @Test
    void claimsNoOtherArchive() throws Exception {
        assertThat(match(workbook(), "a.docx", Recognition.MEDIA_TYPES.getFirst()))
                .isEqualTo(Match.NO);
        assertThat(match(WordDocuments.zip(Map.of("ppt/presentation.xml", "x")), "a.docx", null))
                .isEqualTo(Match.NO);
        assertThat(match(WordDocuments.zip(Map.of("mimetype", "application/epub+zip")), "a.docx", null))
                .isEqualTo(Match.NO);
        assertThat(match(WordDocuments.zip(Map.of("a.txt", "x")), "a.zip", "application/zip"))
                .isEqualTo(Match.NO);
    }

    @Test
    void looksAtNameAndTypeWhereTheContentIsMute() throws Exception {
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("docProps/thumbnail.jpeg", new String(noise, StandardCharsets.ISO_8859_1));
        parts.put("word/document.xml", "x");
        byte[] document = WordDocuments.zip(parts);

        assertThat(match(document, null, null)).isEqualTo(Match.NO);
        assertThat(match(document, "a.DOCX", null)).isEqualTo(Match.YES);
        assertThat(match(document, null, Recognition.MEDIA_TYPES.getFirst() + "; x=y"))
                .isEqualTo(Match.YES);
    }

    @Test
    void takesOldAndEncryptedDocumentsSoThatTheyGetAClearAnswer() throws Exception {
        assertThat(match(OLE2, "letter.doc", null)).isEqualTo(Match.YES);
        assertThat(match(OLE2, null, "application/msword")).isEqualTo(Match.YES);
        assertThat(match(OLE2, "secret.docx", null)).isEqualTo(Match.YES);
        assertThat(match(OLE2, "table.xls", "application/vnd.ms-excel")).isEqualTo(Match.NO);
        assertThat(match(OLE2, null, null)).isEqualTo(Match.NO);
        assertThat(match("{\\rtf1 x}".getBytes(StandardCharsets.US_ASCII), "a.doc", null))
                .isEqualTo(Match.YES);
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            container.createDocument(new ByteArrayInputStream(new byte[10]), "WordDocument");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            container.writeFilesystem(bytes);
            assertThat(match(bytes.toByteArray(), null, null)).isEqualTo(Match.YES);
        }
    }

    @Test
    void mayReadAnEncryptedDocumentWhoseNameTellsNothing() throws Exception {
        byte[] document = WordDocuments.encrypted(WordDocuments.body(WordDocuments.p("x")), "sesame");

        assertThat(match(document, "upload.bin", null)).isEqualTo(Match.MAYBE);
    }

    @Test
    void claimsNothingElse() {
        for (String text : new String[] {"", "PK", "a,b\n1,2", "%PDF-1.7", "<html>", "{}"}) {
            assertThat(match(text.getBytes(StandardCharsets.US_ASCII), "a.docx", null))
                    .as(text)
                    .isEqualTo(Match.NO);
        }
    }

    private static byte[] workbook() throws Exception {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            workbook.createSheet("word").createRow(0).createCell(0).setCellValue("word/document.xml");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            workbook.write(bytes);
            return bytes.toByteArray();
        }
    }

    private static Match match(byte[] content, @Nullable String name, @Nullable String type) {
        return Recognition.of(new Head(Arrays.copyOf(content, Math.min(content.length, Head.SIZE)), name, type));
    }
}
