package io.scry.ingestor.adapter.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.RuleTable;
import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.Validation.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {

    private final AdapterHarness<ExcelOptions> excel = new AdapterHarness<>(new ExcelAdapter());

    @Test
    void asksForSheets() throws Exception {
        byte[] book = Book.xlsx().row("a").row(1).sheet("More").bytes();
        assertThat(check(book, "required_sheets", List.of("Data", "more")).isValid())
                .isTrue();
        assertThat(onlyError(book, "required_sheets", List.of("Data", "Other")))
                .isEqualTo(new Finding("required_sheets", "There is no sheet 'Other'", null, 1));
    }

    @Test
    void asksForColumns() throws Exception {
        byte[] book = Book.xlsx().row("a", "b").row(1, 2).bytes();
        assertThat(check(book, "required_columns", List.of("a", "b")).isValid()).isTrue();
        assertThat(onlyError(book, "required_columns", List.of("a", "c")))
                .isEqualTo(new Finding("required_columns", "There is no column 'c'", "sheet 'Data'", 1));
    }

    @Test
    void asksForColumnsOnEverySheet() throws Exception {
        byte[] book = Book.xlsx()
                .row("a")
                .row(1)
                .sheet("B")
                .row("b")
                .row(1)
                .sheet("Blank")
                .bytes();
        Map<String, ?> options = Map.of("all_sheets", true, "required_columns", List.of("a"));
        assertThat(excel.extract(book, options).validation().errors())
                .containsExactly(new Finding("required_columns", "There is no column 'a'", "sheet 'B'", 1));
    }

    @Test
    void asksForAValueInEveryRecord() throws Exception {
        byte[] book = Book.xlsx()
                .row("a", "b")
                .row(1, 2)
                .skip(2)
                .row(null, 3)
                .row("NA", 4)
                .bytes();
        assertThat(check(book, "non_null_columns", List.of("b")).isValid()).isTrue();
        assertThat(onlyError(book, "non_null_columns", List.of("a")))
                .isEqualTo(new Finding(
                        "non_null_columns", "Column 'a' has cells without a value", "sheet 'Data', row 5", 2));
        assertThat(onlyError(book, "non_null_columns", List.of("c"))).returns("non_null_columns", Finding::rule);
    }

    @Test
    void asksForAValueInTheRecordsBeforeAColumnTurnedUp() throws Exception {
        byte[] book = Book.xlsx().row("a").row(1).row(2).row(3, 3).bytes();
        assertThat(onlyError(book, "non_null_columns", List.of("column_2")))
                .returns("sheet 'Data', row 2", Finding::at)
                .returns(2L, Finding::count);
    }

    @Test
    void asksForNoValueTwice() throws Exception {
        byte[] book = Book.xlsx()
                .row("a", "b")
                .row(1, "x")
                .row(2, "y")
                .row(null, "x")
                .row(null, "x")
                .bytes();
        assertThat(check(book, "unique_columns", List.of("a")).isValid()).isTrue();
        assertThat(onlyError(book, "unique_columns", List.of("b")))
                .isEqualTo(new Finding(
                        "unique_columns", "Column 'b' has values that it had before", "sheet 'Data', row 4", 2));
        assertThat(onlyError(book, "unique_columns", List.of("c"))).returns("unique_columns", Finding::rule);
    }

    @Test
    void asksForNoValueTwiceOnOneSheet() throws Exception {
        byte[] book = Book.xlsx().row("a").row(1).sheet("B").row("a").row(1).bytes();
        Map<String, ?> options = Map.of("all_sheets", true, "unique_columns", List.of("a"));
        assertThat(excel.extract(book, options).validation().isValid()).isTrue();
    }

    @Test
    void saysHowFarItLookedForValuesThatAreThereTwice() {
        Uniqueness values = new Uniqueness(1);
        for (int i = 0; i < Uniqueness.MOST_VALUES + 2; i++) {
            values.add(Integer.toString(i), i);
        }
        assertThat(values.duplicates().count()).isZero();
        assertThat(values.unremembered().count()).isEqualTo(2);
    }

    @Test
    void asksForSoManyRecords() throws Exception {
        byte[] book = Book.xlsx().row("a").row("x").row("y").bytes();
        assertThat(check(book, "min_records", 2).isValid()).isTrue();
        assertThat(onlyError(book, "min_records", 3)).returns("min_records", Finding::rule);
    }

    @Test
    void asksForSoManyValues() throws Exception {
        byte[] book = Book.xlsx().row("a", "b").row(1).row(2, 3).bytes();
        assertThat(check(book, "min_completeness", 0.75).isValid()).isTrue();
        assertThat(onlyError(book, "min_completeness", 0.76)).returns("min_completeness", Finding::rule);
    }

    @Test
    void asksForNoErrors() throws Exception {
        byte[] wrong =
                Book.xlsx().row("a").row(1).row(new Book.Formula("1/0", true)).bytes();
        assertThat(check(Book.xlsx().row("a").row(1).bytes(), "allow_errors", false)
                        .isValid())
                .isTrue();
        assertThat(check(wrong, "allow_errors", true).isValid()).isTrue();
        assertThat(onlyError(wrong, "allow_errors", false))
                .returns("allow_errors", Finding::rule)
                .returns("sheet 'Data', row 3", Finding::at);
    }

    @Test
    void measuresWhatIsThere() throws Exception {
        byte[] book = Book.xlsx()
                .row("a", "b")
                .row(1)
                .row(2, 3)
                .sheet("B")
                .row("a")
                .row(4)
                .row(5)
                .bytes();
        assertThat(excel.extract(book, Map.of("all_sheets", true)).validation().metrics())
                .containsEntry("record_count", 4L)
                .containsEntry("column_count", 2)
                .containsEntry("sheet_count", 2)
                .containsEntry("missing_cells", 1L)
                .containsEntry("completeness", 1 - 1 / 6.0)
                .containsEntry("completeness_by_column", Map.of("a", 1.0, "b", 0.5))
                .containsEntry("error_cells", 0L);
    }

    @Test
    void hasAWorkbookThatKeepsAndOneThatBreaksEachRule() throws Exception {
        byte[] full = Book.xlsx().row("a", "b").row(1, 2).row(2, 3).bytes();
        byte[] more = Book.xlsx().row("a").row(1).sheet("More").bytes();
        byte[] blanks = Book.xlsx().row("a", "b").row(null, 2).row(null, 2).bytes();
        byte[] twice = Book.xlsx().row("a", "b").row(1, 2).row(1, 2).bytes();
        byte[] wrong =
                Book.xlsx().row("a", "b").row(1, new Book.Formula("1/0", true)).bytes();
        new RuleTable<byte[]>(
                        ExcelOptions.class,
                        (book, options) -> excel.extract(book, options).validation())
                .rule("required_sheets", List.of("More"), more, full)
                .rule(
                        "required_columns",
                        List.of("b"),
                        full,
                        Book.xlsx().row("a").row(1).bytes())
                .rule("non_null_columns", List.of("a"), full, blanks)
                .rule("unique_columns", List.of("a"), full, twice)
                .rule("min_records", 2, full, wrong)
                .rule("min_completeness", 0.75, full, blanks)
                .rule("allow_errors", false, full, wrong)
                .check();
    }

    private Finding onlyError(byte[] book, String option, Object value) throws Exception {
        Validation validation = check(book, option, value);
        assertThat(validation.isValid()).isFalse();
        assertThat(validation.errors()).hasSize(1);
        return validation.errors().getFirst();
    }

    private Validation check(byte[] book, String option, Object value) throws Exception {
        return excel.extract(book, Map.of(option, value)).validation();
    }
}
