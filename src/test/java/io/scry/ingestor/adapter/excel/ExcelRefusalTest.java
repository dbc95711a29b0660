package io.scry.ingestor.adapter.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.TemporaryFile;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ExcelRefusalTest {

    private final AdapterHarness<ExcelOptions> excel = new AdapterHarness<>(new ExcelAdapter());

    @Test
    void refusesWhatIsNoWorkbook() throws Exception {
        assertRefused(text(""), Reason.EMPTY, "The file is empty");
        assertRefused(text("a,b\n1,2\n"), Reason.WRONG_TYPE, "plain text: use the adapter csv");
        assertRefused(text("%PDF-1.7"), Reason.WRONG_TYPE, "use the adapter pdf");
        assertRefused(text("\uFEFF<html><table>"), Reason.WRONG_TYPE, "save it as xlsx");
        assertRefused(text("{\"a\": 1}"), Reason.WRONG_TYPE, "use the adapter json");
        assertRefused(new byte[] {9, 4, 6, 0, 0, 0, 16, 0, 0, 0}, Reason.UNSUPPORTED, "Excel 4 or older");
        assertRefused(archive("word/document.xml"), Reason.WRONG_TYPE, "use the adapter word");
        assertRefused(archive("xl/workbook.bin"), Reason.UNSUPPORTED, "xlsb");
        assertRefused(
                RawXlsx.archive()
                        .part("mimetype", "x")
                        .part("content.xml", "<x/>")
                        .bytes(),
                Reason.UNSUPPORTED,
                "ods");
        assertRefused(archive("readme.txt"), Reason.WRONG_TYPE, "unpack it first");
        assertRefused(ole2("WordDocument"), Reason.WRONG_TYPE, "use the adapter word");
        assertRefused(ole2("Other"), Reason.WRONG_TYPE, "OLE2");
    }

    @Test
    void refusesWorkbooksWithoutValues() throws Exception {
        assertRefused(Book.xlsx().bytes(), Reason.EMPTY, "no cell with a value");
        assertRefused(Book.xlsx().sheet("B").row(1).bytes(), Reason.EMPTY, "name another sheet");
        byte[] none = RawXlsx.sheet("").part("xl/workbook.xml", "<workbook/>").bytes();
        assertRefused(none, Reason.EMPTY, "no worksheets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void readsEncryptedWorkbooksWithTheirPassword(String format) throws Exception {
        byte[] book = encrypted(format, "right");

        assertThat(excel.extract(book, Map.of("password", "right")).data().toString())
                .isEqualTo("[{\"a\":1}]");
        assertRefused(book, Reason.PASSWORD_REQUIRED, "give its password in the option password");
        assertRefused(book, Map.of("password", "wrong"), Reason.PASSWORD_REQUIRED, "does not open the file");
        assertThat(excel.options(Map.of("password", "right")).toString()).doesNotContain("right");
    }

    /** Excel encrypts workbooks whose structure is protected with this password, and asks nobody for it. */
    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void readsWorkbooksThatAreOnlyProtected(String format) throws Exception {
        byte[] book = encrypted(format, "VelvetSweatshop");
        assertThat(excel.extract(book, Map.of()).data().toString()).isEqualTo("[{\"a\":1}]");
    }

    @Test
    void leavesNothingDecryptedBehind() throws Exception {
        long before = temporaryFiles();
        byte[] broken = encrypted("right", new byte[] {'P', 'K', 3, 4, 0});
        assertRefused(broken, Map.of("password", "right"), Reason.DAMAGED, "The workbook is damaged");
        assertRefused(
                encrypted("xlsx", "right"), Map.of("password", "wrong"), Reason.PASSWORD_REQUIRED, "does not open");
        excel.extract(encrypted("xlsx", "right"), Map.of("password", "right"));
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static long temporaryFiles() throws IOException {
        String mine = TemporaryFile.PREFIX + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(mine))
                    .count();
        }
    }

    @Test
    void refusesEncryptionThatWouldTakeForEver() throws Exception {
        byte[] slow = encrypted("right", Book.xlsx().row("a").bytes(), 1_000_001);
        assertRefused(slow, Map.of("password", "right"), Reason.LIMIT_EXCEEDED, "more than 1000000 rounds");
    }

    @Test
    void refusesEncryptionThatItDoesNotKnow() throws Exception {
        byte[] book = encrypted("xlsx", "right");
        byte[] broken = book.clone();
        int info = new String(book, StandardCharsets.ISO_8859_1).indexOf("<encryption");
        Arrays.fill(broken, info, info + 40, (byte) ' ');
        assertRefused(broken, Map.of("password", "right"), Reason.UNSUPPORTED, "in a way that cannot be read here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void refusesWhatIsCutOff(String format) throws Exception {
        byte[] book = Book.of(format).row("a").row("text").bytes();
        assertRefused(Arrays.copyOf(book, book.length / 2), Reason.DAMAGED, "The workbook is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void readsOrRefusesWhateverIsBroken(String format) throws Exception {
        byte[] whole = Book.of(format)
                .row("a", "b", "c")
                .row("text", 1.5, new Book.Formula("1+1", true))
                .row(true, LocalDate.of(2026, 1, 1), "more text")
                .bytes();
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 400; i++) {
            byte[] broken = whole.clone();
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            try {
                excel.extract(broken, Map.of("all_sheets", true));
                read++;
            } catch (UnreadableSourceException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isBetween(1, 399);
    }

    @ParameterizedTest
    @CsvSource({
        "max_entries, 3",
        "max_uncompressed_size, 1000",
        "max_shared_strings_size, 20",
        "max_sheets, 1",
        "max_columns, 2",
        "max_field_size, 10",
        "max_record_size, 20",
        "max_records, 1",
        "max_cells, 5",
        "max_text_size, 30"
    })
    void holdsLimits(String limit, int value) throws Exception {
        byte[] book = Book.xlsx()
                .row("a", "b", "c")
                .row("eleven char", "eleven cher", 1)
                .row("x", "y", "z")
                .sheet("B")
                .bytes();
        assertThat(excel.extract(book, Map.of()).data()).hasSize(2);
        assertRefused(book, Map.of(limit, value), Reason.LIMIT_EXCEEDED, limit);
    }

    @ParameterizedTest
    @CsvSource({
        "max_xls_size, 1000",
        "max_shared_strings_size, 20",
        "max_sheets, 1",
        "max_columns, 2",
        "max_field_size, 10",
        "max_record_size, 20",
        "max_records, 1",
        "max_cells, 5",
        "max_text_size, 30"
    })
    void holdsLimitsOfXls(String limit, int value) throws Exception {
        byte[] book = Book.xls()
                .row("a", "b", "c")
                .row("eleven char", "eleven cher", 1)
                .row("x", "y", "z")
                .sheet("B")
                .bytes();
        assertThat(excel.extract(book, Map.of()).data()).hasSize(2);
        assertRefused(book, Map.of(limit, value), Reason.LIMIT_EXCEEDED, limit);
    }

    @Test
    void refusesBombs() throws Exception {
        byte[] zeros = RawXlsx.sheet("<row><c t='str'><v>a</v></c></row>" + "<row/>".repeat(2_000_000))
                .bytes();
        assertThat(zeros.length).isLessThan(100_000);
        assertRefused(zeros, Reason.LIMIT_EXCEEDED, "max_inflation");

        byte[] wide = RawXlsx.sheet(
                        "<row><c r='XFD1' t='str'><v>a</v></c></row>" + "<row><c><v>1</v></c></row>".repeat(100))
                .bytes();
        assertRefused(wide, Map.of("max_cells", 1_000_000), Reason.LIMIT_EXCEEDED, "max_cells");
    }

    @Test
    void takesNoWordOfAnArchiveForHowLittleItIsPacked() throws Exception {
        byte[] zeros = RawXlsx.sheet("<row><c t='str'><v>a</v></c></row>" + "<row/>".repeat(2_000_000))
                .bytes();
        // The directory's entry of the sheet, which is the last one, says that it has 256 MiB.
        int name = new String(zeros, StandardCharsets.ISO_8859_1).lastIndexOf("xl/worksheets/sheet1.xml");
        zeros[name - 46 + 23] = 0x10;
        assertRefused(zeros, Reason.LIMIT_EXCEEDED, "max_inflation");
    }

    @Test
    void readsWorkbooksWhosePartsAreElsewhere() throws Exception {
        byte[] elsewhere = RawXlsx.sheet("<row><c><v>1</v></c></row>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id='r1' Type='t/worksheet' Target='worksheets/sheet1.xml'/>"
                                + "<Relationship Id='r2' Type='t/styles' Target='http://example.com'/></Relationships>")
                .bytes();
        assertThat(excel.extract(elsewhere, Map.of()).data()).hasSize(1);
    }

    @Test
    void refusesHeadersThatWouldFillTheResult() throws Exception {
        StringBuilder header = new StringBuilder("<row>");
        for (int i = 0; i < 1200; i++) {
            header.append("<c t='str'><v>").append("x".repeat(900)).append(i).append("</v></c>");
        }
        byte[] book = RawXlsx.sheet(header + "</row><row><c><v>1</v></c></row>").bytes();
        assertRefused(book, Reason.LIMIT_EXCEEDED, "names are longer than 1000000 characters together");
    }

    @Test
    void takesNoPartOfAFileAtItsWord() throws Exception {
        assertRefused(
                RawXlsx.sheet("<row><c r='ZZZZZZZZ1'><v>1</v></c></row>").bytes(),
                Reason.LIMIT_EXCEEDED,
                "max_columns");
        assertRefused(
                RawXlsx.sheet("<row r='999999999999'><c><v>1</v></c></row>").bytes(), Reason.DAMAGED, "a number");
        assertRefused(
                RawXlsx.sheet("<row><c t='s'><v>7</v></c></row>").bytes(), Reason.DAMAGED, "a text that is missing");
        assertThat(excel.extract(
                                RawXlsx.sheet("<row r='2000000000'><c><v>1</v></c></row>")
                                        .bytes(),
                                Map.of())
                        .data())
                .hasSize(1);
    }

    @Test
    void refusesXmlThatIsMadeToBreakItsReader() throws Exception {
        String bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><sst><si><t>&b;</t></si></sst>";
        assertRefused(RawXlsx.sheet("").part("xl/sharedStrings.xml", bomb).bytes(), Reason.DAMAGED, "document type");
        Random random = new Random(1);
        StringBuilder name = new StringBuilder("<x");
        for (int i = 0; i < 5_000_000; i++) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        assertRefused(RawXlsx.sheet(name.append("/>").toString()).bytes(), Reason.LIMIT_EXCEEDED, "name or word");
        assertRefused(RawXlsx.sheet("<x>".repeat(200)).bytes(), Reason.DAMAGED, "not well-formed");
        assertRefused(
                RawXlsx.sheet("<row x='" + "y ".repeat(50_000) + "'/>").bytes(), Reason.DAMAGED, "not well-formed");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] archive(String part) throws Exception {
        return RawXlsx.archive().part(part, "<x/>").bytes();
    }

    private static byte[] ole2(String entry) throws Exception {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            files.createDocument(new ByteArrayInputStream(new byte[5000]), entry);
            files.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    private static byte[] encrypted(String format, String password) throws Exception {
        return format.equals("xls")
                ? encryptedXls(password)
                : encrypted(password, Book.xlsx().row("a").row(1).bytes());
    }

    private static byte[] encrypted(String password, byte[] archive) throws Exception {
        return encrypted(password, archive, 1000);
    }

    private static byte[] encrypted(String password, byte[] archive, int rounds) throws Exception {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            EncryptionInfo info = new EncryptionInfo(EncryptionMode.agile);
            info.getVerifier().setSpinCount(rounds);
            Encryptor encryptor = info.getEncryptor();
            encryptor.confirmPassword(password);
            try (OutputStream out = encryptor.getDataStream(files)) {
                out.write(archive);
            }
            files.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    private static byte[] encryptedXls(String password) throws Exception {
        try (HSSFWorkbook book = new HSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            var sheet = book.createSheet("Data");
            sheet.createRow(0).createCell(0).setCellValue("a");
            sheet.createRow(1).createCell(0).setCellValue(1);
            Biff8EncryptionKey.setCurrentUserPassword(password);
            book.write(bytes);
            return bytes.toByteArray();
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    private void assertRefused(byte[] content, Reason reason, String words) {
        assertRefused(content, Map.of(), reason, words);
    }

    private void assertRefused(byte[] content, Map<String, ?> options, Reason reason, String words) {
        UnreadableSourceException refusal =
                catchThrowableOfType(UnreadableSourceException.class, () -> excel.extract(content, options));
        assertThat(refusal).as(words).isNotNull();
        assertThat(refusal).hasMessageContaining(words);
        assertThat(refusal.reason()).isEqualTo(reason);
    }
}
