package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.RuleTable;
import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.Validation.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {

    private final AdapterHarness<CsvOptions> harness = new AdapterHarness<>(new CsvAdapter());

    @Test
    void asksForColumns() throws Exception {
        assertThat(check("a,b\n1,2\n", "required_columns", List.of("a", "b")).isValid())
                .isTrue();
        assertThat(check("a,b\n1,2\n", "required_columns", List.of("a", "c")))
                .returns(false, Validation::isValid)
                .returns(
                        List.of(new Finding("required_columns", "There is no column 'c'", null, 1)),
                        Validation::errors);
    }

    @Test
    void asksForAValueInEveryRecord() throws Exception {
        assertThat(check("a,b\n1,\n2,\n", "non_null_columns", List.of("a")).isValid())
                .isTrue();
        assertThat(onlyError("a,b\n1,\nNA\n,x\n", "non_null_columns", List.of("a")))
                .returns("line 3", Finding::at)
                .returns(2L, Finding::count);
        assertThat(onlyError("a,b\n1\n", "non_null_columns", List.of("b"))).returns("line 2", Finding::at);
        assertThat(onlyError("a,b\n1,2\n", "non_null_columns", List.of("c"))).returns(null, Finding::at);
    }

    @Test
    void asksForAValueInEveryRecordWhereAllIsTextToo() throws Exception {
        Map<String, Object> options = Map.of("types", "text", "non_null_columns", List.of("a"));
        assertThat(harness.extract("a,b\n,1\n", options).validation().isValid()).isFalse();
    }

    @Test
    void asksForNoValueTwice() throws Exception {
        assertThat(check("a,b\n1,x\n2,x\n,x\n,x\n", "unique_columns", List.of("a"))
                        .isValid())
                .isTrue();
        assertThat(onlyError("a,b\n1,x\n2,x\n1,y\n1,z\n", "unique_columns", List.of("a")))
                .returns("unique_columns", Finding::rule)
                .returns("line 4", Finding::at)
                .returns(2L, Finding::count);
        assertThat(onlyError("a,b\n1,x\n", "unique_columns", List.of("c"))).returns("unique_columns", Finding::rule);
    }

    @Test
    void saysHowFarItLookedForValuesThatAreThereTwice() throws Exception {
        StringBuilder file = new StringBuilder("a\n");
        for (int i = 0; i < Uniqueness.MOST_VALUES + 2; i++) {
            file.append(i).append('\n');
        }

        Validation validation = check(file.toString(), "unique_columns", List.of("a"));

        assertThat(validation.isValid()).isTrue();
        assertThat(validation.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.rule()).isEqualTo("unique_columns");
            assertThat(warning.message()).contains("250000");
            assertThat(warning.count()).isEqualTo(2);
        });
    }

    @Test
    void asksForSoManyRecords() throws Exception {
        assertThat(check("a\nx\ny\n", "min_records", 2).isValid()).isTrue();
        assertThat(onlyError("a\nx\ny\n", "min_records", 3)).returns("min_records", Finding::rule);
        assertThat(onlyError("a\n", "min_records", 1)).returns("min_records", Finding::rule);
    }

    @Test
    void asksForSoManyValues() throws Exception {
        assertThat(check("a,b\n1,\n2,3\n", "min_completeness", 0.75).isValid()).isTrue();
        assertThat(onlyError("a,b\n1,\n2,3\n", "min_completeness", 0.76)).returns("min_completeness", Finding::rule);
    }

    @Test
    void asksForNoRaggedRows() throws Exception {
        assertThat(check("a,b\n1,2\n", "allow_ragged", false).isValid()).isTrue();
        assertThat(onlyError("a,b\n1,2\n1\n3\n", "allow_ragged", false))
                .returns("allow_ragged", Finding::rule)
                .returns("line 3", Finding::at)
                .returns(2L, Finding::count);
    }

    @Test
    void measuresWhatIsThere() throws Exception {
        assertThat(harness.extract("a,b\n1,\n2,3\n4\n,5,6\n", Map.of())
                        .validation()
                        .metrics())
                .containsEntry("record_count", 4L)
                .containsEntry("column_count", 2)
                .containsEntry("missing_cells", 3L)
                .containsEntry("completeness", 0.625)
                .containsEntry("completeness_by_column", Map.of("a", 0.75, "b", 0.5))
                .containsEntry("ragged_rows", 2L);
    }

    @Test
    void hasAFileThatKeepsAndOneThatBreaksEachRule() throws Exception {
        new RuleTable<String>(
                        CsvOptions.class,
                        (file, options) -> harness.extract(file, options).validation())
                .rule("required_columns", List.of("a"), "a,b\n1,2\n", "b,c\n1,2\n")
                .rule("non_null_columns", List.of("a"), "a,b\n1,\n", "a,b\n,2\n")
                .rule("unique_columns", List.of("a"), "a,b\n1,2\n2,2\n", "a,b\n1,2\n1,3\n")
                .rule("min_records", 2, "a,b\n1,2\n3,4\n", "a,b\n1,2\n")
                .rule("min_completeness", 0.75, "a,b\n1,2\n,4\n", "a,b\n1,2\n,\n")
                .rule("allow_ragged", false, "a,b\n1,2\n", "a,b\n1,2\n3\n")
                .check();
    }

    private Finding onlyError(String file, String option, Object value) throws Exception {
        Validation validation = check(file, option, value);
        assertThat(validation.isValid()).isFalse();
        assertThat(validation.errors()).hasSize(1);
        return validation.errors().getFirst();
    }

    private Validation check(String file, String option, Object value) throws Exception {
        return harness.extract(file, Map.of(option, value)).validation();
    }
}
