package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Validation.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvAdapterTest {

    private final AdapterHarness<CsvOptions> harness = new AdapterHarness<>(new CsvAdapter());

    @Test
    void readsTheSample() throws Exception {
        AdapterHarness.Result result = harness.extract(Path.of("samples/orders.csv"), Map.of());

        assertThat(result.records()).isTrue();
        assertThat(result.data()).hasSize(30);
        assertThat(result.data().get(5).toString())
                .isEqualTo("{\"order_id\":10006,\"ordered_on\":\"2026-01-16\",\"customer\":\"Grace Hopper\","
                        + "\"item\":\"Desk lamp\",\"quantity\":1,\"unit_price\":34.9,\"paid\":true,"
                        + "\"note\":\"Gift wrap,\\nblue ribbon\"}");
        assertThat(result.metadata())
                .containsEntry("record_count", 30L)
                .containsEntry("delimiter", ",")
                .containsEntry("quote", "\"")
                .containsEntry("encoding", "UTF-8")
                .containsEntry("has_header", true)
                .containsEntry("line_ending", "lf")
                .containsEntry(
                        "column_types",
                        Map.of(
                                "order_id", "integer",
                                "ordered_on", "date",
                                "customer", "text",
                                "item", "text",
                                "quantity", "integer",
                                "unit_price", "decimal",
                                "paid", "boolean",
                                "note", "text"));
        assertThat(result.validation().isValid()).isTrue();
        assertThat(result.validation().warnings()).isEmpty();
    }

    @Test
    void givesValuesTheTypeThatTheirWholeColumnHas() throws Exception {
        assertThat(read("i,d,b,t,m\n1,1,TRUE,2026-01-02,1\n-20,2.50,false,2026-12-31,x\n"))
                .isEqualTo("[{\"i\":1,\"d\":1,\"b\":true,\"t\":\"2026-01-02\",\"m\":\"1\"},"
                        + "{\"i\":-20,\"d\":2.5,\"b\":false,\"t\":\"2026-12-31\",\"m\":\"x\"}]");
    }

    @Test
    void findsTheOneValueOfAnotherTypeFarDownTheFile() throws Exception {
        String file = "a\n" + "1\n".repeat(100_000) + "x\n";

        AdapterHarness.Result result = harness.extract(file, Map.of());

        assertThat(result.metadata()).containsEntry("column_types", Map.of("a", "text"));
        assertThat(result.data().get(0).get("a").isString()).isTrue();
    }

    @Test
    void keepsEveryDigit(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("digits.csv"), "a,b,c\n12345678901234567890123,1.50,0.10000000000000000000000001\n");
        TextOutput output = new TextOutput();

        new CsvAdapter().extract(new Document(file, null, null), harness.options(Map.of()), output);

        assertThat(output.text())
                .isEqualTo("{\"a\":12345678901234567890123,\"b\":1.50,\"c\":0.10000000000000000000000001}");
    }

    @Test
    void readsMissingValuesAsNullWhetherQuotedOrNot() throws Exception {
        assertThat(read("a,b\n1,x\n,\"\"\nNaN,\"NA\"\n"))
                .isEqualTo("[{\"a\":1,\"b\":\"x\"},{\"a\":null,\"b\":null},{\"a\":null,\"b\":null}]");
    }

    @Test
    void keepsMissingValuesAsTheyStandWhereAllIsText() throws Exception {
        assertThat(read("a,b\n1,NA\n,\"\"\n", "types", "text"))
                .isEqualTo("[{\"a\":\"1\",\"b\":\"NA\"},{\"a\":\"\",\"b\":\"\"}]");
    }

    @Test
    void takesOtherMissingValues() throws Exception {
        assertThat(read("a,b\n-,1\nNA,-\n", "missing_values", List.of("-")))
                .isEqualTo("[{\"a\":null,\"b\":1},{\"a\":\"NA\",\"b\":null}]");
    }

    @Test
    void findsOutWhetherThereIsAHeader() throws Exception {
        assertThat(read("a,b\n1,2\n")).isEqualTo("[{\"a\":1,\"b\":2}]");
        assertThat(read("x,1\ny,2\n"))
                .isEqualTo("[{\"column_1\":\"x\",\"column_2\":1},{\"column_1\":\"y\",\"column_2\":2}]");
        assertThat(read("x,1\ny,2\n", "header", "present")).isEqualTo("[{\"x\":\"y\",\"1\":2}]");
        assertThat(read("a,b\n1,2\n", "header", "absent"))
                .isEqualTo("[{\"column_1\":\"a\",\"column_2\":\"b\"},{\"column_1\":\"1\",\"column_2\":\"2\"}]");
    }

    @Test
    void takesGivenColumnNames() throws Exception {
        List<String> names = List.of("p", "q");
        assertThat(read("a,b\n", "columns", names)).isEqualTo("[{\"p\":\"a\",\"q\":\"b\"}]");
        assertThat(read("p, q\na,b\n", "columns", names)).isEqualTo("[{\"p\":\"a\",\"q\":\"b\"}]");
        assertThat(harness.extract("a,b\n1,2\n", Map.of("columns", names, "header", "present"))
                        .data()
                        .toString())
                .isEqualTo("[{\"p\":1,\"q\":2}]");
    }

    @Test
    void makesEveryNameUniqueAndSaysSo() throws Exception {
        AdapterHarness.Result result = harness.extract(" a ,a,,a_2,a\nu,v,w,x,y\n", Map.of());

        assertThat(result.metadata()).containsEntry("columns", List.of("a", "a_3", "column_3", "a_2", "a_4"));
        assertThat(result.validation().warnings())
                .extracting(Finding::rule, Finding::count)
                .containsExactly(tuple("duplicate_columns", 2L), tuple("blank_columns", 1L));
    }

    @Test
    void losesNoCellOfRaggedRows() throws Exception {
        AdapterHarness.Result result = harness.extract("a,b\n1\n\"x\ny\",2,3,4\n5,6\n7,8,9\n", Map.of());

        assertThat(result.data().toString())
                .isEqualTo("[{\"a\":\"1\",\"b\":null},{\"a\":\"x\\ny\",\"b\":2,\"_extra\":[\"3\",\"4\"]},"
                        + "{\"a\":\"5\",\"b\":6},{\"a\":\"7\",\"b\":8,\"_extra\":[\"9\"]}]");
        assertThat(result.validation().isValid()).isTrue();
        assertThat(result.validation().warnings())
                .extracting(Finding::rule, Finding::at, Finding::count)
                .containsExactly(tuple("ragged_rows", "line 2", 1L), tuple("ragged_rows", "line 3", 2L));
        assertThat(result.validation().metrics()).containsEntry("ragged_rows", 3L);
    }

    @Test
    void passesOverBlankLinesCommentsAndSkippedLines() throws Exception {
        Map<String, Object> options = Map.of("skip_rows", 2, "comment_character", "#");
        assertThat(harness.extract("A \"report\nof 2026\n\n#note\na,b\n\n#x,y,z\n1,2\n", options)
                        .data()
                        .toString())
                .isEqualTo("[{\"a\":1,\"b\":2}]");
    }

    @Test
    void readsBlankLinesAsRecordsIfAskedTo() throws Exception {
        AdapterHarness.Result result = harness.extract("\na,b\n\n1,2\n", Map.of("skip_blank_lines", false));

        assertThat(result.data().toString()).isEqualTo("[{\"a\":null,\"b\":null},{\"a\":1,\"b\":2}]");
        assertThat(result.validation().warnings()).isEmpty();
    }

    @Test
    void readsAFileThatIsOnlyAHeader() throws Exception {
        AdapterHarness.Result result = harness.extract("a,b\n", Map.of());

        assertThat(result.data()).isEmpty();
        assertThat(result.validation().isValid()).isTrue();
        assertThat(result.validation().metrics())
                .containsEntry("record_count", 0L)
                .containsEntry("completeness", 1.0);
    }

    @Test
    void readsAllLineEndings() throws Exception {
        for (Map.Entry<String, String> ending :
                Map.of("\n", "lf", "\r\n", "crlf", "\r", "cr").entrySet()) {
            AdapterHarness.Result result = harness.extract("a,b\n1,\"x\n\"\n".replace("\n", ending.getKey()), Map.of());
            assertThat(result.metadata()).containsEntry("line_ending", ending.getValue());
            assertThat(result.data().get(0).get("b").stringValue()).isEqualTo("x" + ending.getKey());
        }
    }

    private String read(String file, Object... option) throws Exception {
        Map<String, Object> options = option.length == 0 ? Map.of() : Map.of((String) option[0], option[1]);
        return harness.extract(file, options).data().toString();
    }
}
