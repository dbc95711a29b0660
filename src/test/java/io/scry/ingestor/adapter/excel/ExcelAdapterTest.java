package io.scry.ingestor.adapter.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.AdapterHarness.Result;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.Validation.Finding;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExcelAdapterTest {

    private final AdapterHarness<ExcelOptions> excel = new AdapterHarness<>(new ExcelAdapter());

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void givesValuesTheirTypes(String format) throws Exception {
        byte[] book = Book.of(format)
                .row("n", "d", "text", "yes", "day", "moment", "clock", "span", "none")
                .row(
                        12345678901L,
                        4.35,
                        "Größe \"XL\"\n<&>",
                        true,
                        LocalDate.of(2026, 2, 28),
                        LocalDateTime.of(2026, 2, 28, 10, 20),
                        new Book.Formatted(0.4375, "h:mm"),
                        new Book.Formatted(1.5, "[h]:mm"),
                        null)
                .bytes();

        Result result = excel.extract(book, Map.of());

        assertThat(result.records()).isTrue();
        assertThat(result.data()).isEqualTo(json("""
                [{"n":12345678901,"d":4.35,"text":"Größe \\"XL\\"\\n<&>","yes":true,"day":"2026-02-28",
                  "moment":"2026-02-28T10:20:00","clock":"10:30:00","span":"PT36H","none":null}]"""));
        assertThat(result.metadata())
                .containsEntry("record_count", 1L)
                .containsEntry("column_count", 9)
                .containsEntry("format", format)
                .containsEntry("date_system", 1900)
                .containsEntry("sheet_names", List.of("Data"))
                .containsEntry(
                        "column_types",
                        Map.of(
                                "n",
                                "integer",
                                "d",
                                "decimal",
                                "text",
                                "text",
                                "yes",
                                "boolean",
                                "day",
                                "date",
                                "moment",
                                "datetime",
                                "clock",
                                "time",
                                "span",
                                "duration",
                                "none",
                                "text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void showsValuesAsExcelDoes(String format) throws Exception {
        byte[] book = Book.of(format)
                .row("price", "share", "day", "yes", "n", "none")
                .row(
                        new Book.Formatted(1234.5, "#,##0.00"),
                        new Book.Formatted(0.125, "0.0%"),
                        LocalDate.of(2026, 2, 28),
                        true,
                        1e11,
                        null)
                .bytes();

        assertThat(excel.extract(book, Map.of("values", "displayed")).data()).isEqualTo(json("""
                        [{"price":"1,234.50","share":"12.5%","day":"2026-02-28","yes":"TRUE","n":"1E+11","none":null}]"""));
    }

    /** Excel takes 1900 for a leap year, so that its days before March have other numbers. */
    @Test
    void knowsTheFirstDaysOfItsCalendar() throws Exception {
        byte[] book = Book.xlsx()
                .row("day")
                .row(new Book.Formatted(1, "yyyy-mm-dd"))
                .row(new Book.Formatted(59, "yyyy-mm-dd"))
                .row(new Book.Formatted(61, "yyyy-mm-dd"))
                .bytes();

        assertThat(excel.extract(book, Map.of()).data()).isEqualTo(json("""
                [{"day":"1900-01-01"},{"day":"1900-02-28"},{"day":"1900-03-01"}]"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void givesTheSavedValuesOfFormulas(String format) throws Exception {
        byte[] book = Book.of(format)
                .row("sum", "text", "truth", "wrong")
                .row(
                        new Book.Formula("1+2", true),
                        new Book.Formula("\"a\"&\"b\"", true),
                        new Book.Formula("1=1", true),
                        new Book.Formula("1/0", true))
                .bytes();

        Result result = excel.extract(book, Map.of());

        assertThat(result.data()).isEqualTo(json("""
                [{"sum":3,"text":"ab","truth":true,"wrong":"#DIV/0!"}]"""));
        assertThat(result.validation().warnings()).extracting(Finding::rule).containsOnly("error_cells");
    }

    @Test
    void saysWhenFormulasWereNeverCalculated() throws Exception {
        byte[] book = RawXlsx.sheet(
                        "<row><c t='inlineStr'><is><t>a</t></is></c><c t='inlineStr'><is><t>b</t></is></c></row>"
                                + "<row><c><f>1+2</f></c><c><v>1</v></c></row>")
                .bytes();

        Result result = excel.extract(book, Map.of());

        assertThat(result.data()).isEqualTo(json("[{\"a\":null,\"b\":1}]"));
        assertThat(result.validation().warnings())
                .containsExactly(new Finding(
                        "uncalculated_formulas",
                        "Formulas have no value: the workbook was saved without calculating them; open it in Excel and"
                                + " save it",
                        "sheet 'Raw', row 2",
                        1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void readsTheSheetThatIsAskedFor(String format) throws Exception {
        byte[] book = Book.of(format)
                .row("in")
                .row("hidden")
                .hidden()
                .sheet("Shown")
                .row("in")
                .row("shown")
                .sheet("Last")
                .row("in")
                .row("last")
                .bytes();

        assertThat(excel.extract(book, Map.of()).data()).isEqualTo(json("[{\"in\":\"shown\"}]"));
        assertThat(excel.extract(book, Map.of("sheet", "last")).data()).isEqualTo(json("[{\"in\":\"last\"}]"));
        assertThat(excel.extract(book, Map.of("sheet_index", 1)).data()).isEqualTo(json("[{\"in\":\"hidden\"}]"));
        assertThat(excel.extract(book, Map.of("all_sheets", true)).data()).isEqualTo(json("""
                [{"_sheet":"Data","in":"hidden"},{"_sheet":"Shown","in":"shown"},{"_sheet":"Last","in":"last"}]"""));
        assertThatThrownBy(() -> excel.extract(book, Map.of("sheet", "Lost")))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessage("The workbook has no sheet 'Lost'; it has 'Data', 'Shown', 'Last'");
        assertThatThrownBy(() -> excel.extract(book, Map.of("sheet_index", 4)))
                .hasMessageContaining("no sheet number 4");
    }

    @Test
    void findsTheHeader() throws Exception {
        byte[] named = Book.xlsx()
                .skip(2)
                .row("Report")
                .row(null, " a ", "b")
                .row(null, 1, 2)
                .bytes();
        assertThat(excel.extract(named, Map.of("skip_rows", 3)).data())
                .isEqualTo(json("[{\"column_1\":null,\"a\":1,\"b\":2}]"));

        byte[] numbers = Book.table(new Object[] {1, 2}, new Object[] {3, 4});
        assertThat(excel.extract(numbers, Map.of()).data())
                .isEqualTo(json("[{\"column_1\":1,\"column_2\":2},{\"column_1\":3,\"column_2\":4}]"));
        assertThat(excel.extract(numbers, Map.of("header", "present")).data()).isEqualTo(json("[{\"1\":3,\"2\":4}]"));
        assertThat(excel.extract(numbers, Map.of("columns", List.of("x"))).data())
                .isEqualTo(json("[{\"x\":1,\"column_2\":2},{\"x\":3,\"column_2\":4}]"));

        byte[] texts = Book.table(new Object[] {"a"}, new Object[] {"b"});
        assertThat(excel.extract(texts, Map.of("header", "absent")).data())
                .isEqualTo(json("[{\"column_1\":\"a\"},{\"column_1\":\"b\"}]"));
    }

    @Test
    void givesEachColumnANameOfItsOwn() throws Exception {
        byte[] book = Book.xlsx()
                .row("a", "a", null, "_sheet", "a_2")
                .row(1, 2, 3, 4, 5)
                .row(1, 2, 3, 4, 5, 6)
                .bytes();

        Result result = excel.extract(book, Map.of("all_sheets", true));

        assertThat(result.data()).isEqualTo(json("""
                [{"_sheet":"Data","a":1,"a_3":2,"column_3":3,"_sheet_2":4,"a_2":5},
                 {"_sheet":"Data","a":1,"a_3":2,"column_3":3,"_sheet_2":4,"a_2":5,"column_6":6}]"""));
        assertThat(result.validation().warnings())
                .extracting(Finding::rule)
                .containsExactly("unnamed_columns", "duplicate_columns", "blank_columns");
        assertThat(result.validation().metrics()).containsEntry("missing_cells", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void fillsMergedCellsIfAskedTo(String format) throws Exception {
        byte[] book = Book.of(format)
                .row("region", "town", "n")
                .row("North", "Oslo", 1)
                .row(null, null, 2)
                .row("South", "Rome", 3)
                .merged("A2:B3")
                .bytes();

        Result first = excel.extract(book, Map.of());
        assertThat(first.data().get(1)).isEqualTo(json("{\"region\":null,\"town\":null,\"n\":2}"));
        assertThat(first.validation().warnings()).extracting(Finding::rule).containsExactly("merged_cells");

        Result filled = excel.extract(book, Map.of("merged_cells", "fill"));
        assertThat(filled.data().get(1)).isEqualTo(json("{\"region\":\"North\",\"town\":\"North\",\"n\":2}"));
        assertThat(filled.data().get(2)).isEqualTo(json("{\"region\":\"South\",\"town\":\"Rome\",\"n\":3}"));
        assertThat(filled.validation().warnings()).isEmpty();
    }

    @Test
    void takesMarksForMissingValues() throws Exception {
        byte[] book = Book.xlsx().row("a", "b").row("NA", "-").row("x", "y").bytes();

        assertThat(excel.extract(book, Map.of()).data().get(0)).isEqualTo(json("{\"a\":null,\"b\":\"-\"}"));
        assertThat(excel.extract(book, Map.of("missing_values", List.of("-")))
                        .data()
                        .get(0))
                .isEqualTo(json("{\"a\":\"NA\",\"b\":null}"));
    }

    @Test
    void passesOverBlankRows() throws Exception {
        byte[] book =
                Book.xlsx().skip(1).row("a").row().row("").row(1).skip(5).row(2).bytes();

        assertThat(excel.extract(book, Map.of()).data()).isEqualTo(json("[{\"a\":1},{\"a\":2}]"));
    }

    @Test
    void readsWhatOtherProgramsWrite() throws Exception {
        byte[] book = RawXlsx.sheet("""
                        <row><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>reading</t></rPh></is></c>
                        <c t="str"><v>line_x000A_break</v></c></row>
                        <row r="7"><c r="B7" t="d"><v>2026-02-28</v></c><c r="A7"><v>4.3499999999999996</v></c></row>
                        <row r="8"><c t="s"><v>1</v></c><c t="b"><v>1</v></c></row>""")
                .part("xl/sharedStrings.xml", "<sst><si><t>zero</t></si><si><r><t>on</t></r><r><t>e</t></r></si></sst>")
                .bytes();

        assertThat(excel.extract(book, Map.of()).data()).isEqualTo(json("""
                [{"ab":4.35,"line\\nbreak":"2026-02-28"},{"ab":"one","line\\nbreak":true}]"""));
    }

    @Test
    void countsDaysFrom1904() throws Exception {
        byte[] book = RawXlsx.sheet("<row><c s='1'><v>1</v></c><c s='1'><v>1.25</v></c></row>")
                .part(
                        "xl/workbook.xml",
                        "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='Raw' r:id='r1'/></sheets>"
                                + "</workbook>")
                .part("xl/styles.xml", "<styleSheet><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>")
                .bytes();

        Result result = excel.extract(book, Map.of());

        assertThat(result.data()).isEqualTo(json("""
                [{"column_1":"1904-01-02","column_2":"1904-01-02T06:00:00"}]"""));
        assertThat(result.metadata()).containsEntry("date_system", 1904);
    }

    @Test
    @SuppressWarnings("CheckReturnValue")
    void stopsWhenAskedTo(@TempDir Path directory) throws Exception {
        Book book = Book.xlsx().row("n");
        for (int i = 0; i < 5000; i++) {
            book.row(i);
        }
        byte[] bytes = book.bytes();
        Path file = Files.write(directory.resolve("long.xlsx"), bytes);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> excel.extract(file, Map.of()))
                .isInstanceOfAny(InterruptedException.class, ClosedByInterruptException.class);
        // A file that was closed by the interrupt leaves the thread interrupted.
        Thread.interrupted();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
