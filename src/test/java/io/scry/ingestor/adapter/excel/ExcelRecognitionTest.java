package io.scry.ingestor.adapter.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExcelRecognitionTest {

    private static final Path CORPUS = Path.of("../shared/corpus");

    @Test
    void knowsWorkbooksByTheirContent() throws Exception {
        assertThat(match(Book.xlsx().row(1).bytes(), null, null)).isEqualTo(Match.YES);
        assertThat(match(Book.xlsx().row(1).bytes(), "data.zip", "application/zip"))
                .isEqualTo(Match.YES);
        assertThat(match(RawXlsx.sheet("").bytes(), null, null)).isEqualTo(Match.YES);
        assertThat(match(RawXlsx.archive().part("xl/workbook.xml", "").bytes(), null, null))
                .isEqualTo(Match.YES);
    }

    @Test
    void takesNoWordDocument() throws Exception {
        byte[] byTypes = RawXlsx.archive()
                .part(
                        "[Content_Types].xml",
                        "<Types><Default Extension='xlsx' ContentType="
                                + "'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'/><Override ContentType="
                                + "'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>")
                .bytes();
        assertThat(match(byTypes, "letter.xlsx", null)).isEqualTo(Match.NO);
        byte[] byName = RawXlsx.archive().part("word/document.xml", "").bytes();
        assertThat(match(byName, "letter.docx", null)).isEqualTo(Match.NO);
        assertThat(match(RawXlsx.archive().part("a.txt", "").bytes(), "a.zip", null))
                .isEqualTo(Match.NO);
    }

    @Test
    void goesByTheNameWhereTheContentIsMute() throws Exception {
        byte[] mute = RawXlsx.archive().part("a.txt", "").bytes();
        assertThat(match(mute, "book.XLSX", null)).isEqualTo(Match.YES);
        assertThat(match(mute, null, "application/vnd.ms-excel; charset=binary"))
                .isEqualTo(Match.YES);

        byte[] ole2 = Arrays.copyOf(Book.xls().row(1).bytes(), 512);
        assertThat(match(ole2, "book.xls", null)).isEqualTo(Match.YES);
        assertThat(match(ole2, "letter.doc", null)).isEqualTo(Match.NO);
        assertThat(match(ole2, null, null)).isEqualTo(Match.MAYBE);
    }

    @Test
    void leavesTextToOthers() {
        assertThat(match("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "table.xlsx", null))
                .isEqualTo(Match.NO);
        assertThat(match(new byte[0], "table.xls", null)).isEqualTo(Match.NO);
    }

    @Test
    void knowsRealWorkbooksAndNoOthers() throws Exception {
        assumeTrue(Files.isDirectory(CORPUS), "The folder ../shared/corpus is absent");
        for (String kind : List.of("xlsx", "xls", "docx", "doc", "pdf", "csv", "json", "html")) {
            Match expected = kind.startsWith("xls") ? Match.YES : Match.NO;
            for (Path file : files(kind)) {
                assertThat(match(head(file), String.valueOf(file.getFileName()), null))
                        .as(file.toString())
                        .isEqualTo(expected);
                if (kind.equals("xlsx") || kind.equals("docx")) {
                    assertThat(match(head(file), null, null))
                            .as("nameless " + file)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Head.SIZE);
        }
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.toList();
        }
    }

    private static Match match(byte[] content, @Nullable String name, @Nullable String type) {
        return Recognition.of(new Head(Arrays.copyOf(content, Math.min(content.length, Head.SIZE)), name, type));
    }
}
