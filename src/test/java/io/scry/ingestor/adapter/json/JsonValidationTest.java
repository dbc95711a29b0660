package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.RuleTable;
import io.scry.ingestor.adapter.UniqueValues;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonValidationTest {

    @Test
    void reportsMissingRequiredFieldsWithTheirFirstPlace() throws Exception {
        Map<String, ?> rule = Map.of("required_fields", List.of("id", "a.b", "/x.y/0"));

        JsonRun good = JsonRun.of("[{\"id\":null,\"a\":{\"b\":{}},\"x.y\":[1]}]", rule);
        JsonRun bad = JsonRun.of(
                "[{\"id\":1,\"a\":{\"b\":2},\"x.y\":[3]},\n{\"a\":5,\"x.y\":[]},\n{\"b\":{\"id\":7}}]", rule);

        assertThat(good.errors()).isEmpty();
        assertThat(bad.errors())
                .containsExactlyInAnyOrder(
                        "required_fields: Required field 'id' is missing [line 2, record 2] x2",
                        "required_fields: Required field 'a.b' is missing [line 2, record 2] x2",
                        "required_fields: Required field '/x.y/0' is missing [line 2, record 2] x2");
        assertThat(bad.validation().isValid()).isFalse();
    }

    @Test
    void holdsDocumentsAndScalarRecordsToTheRulesToo() throws Exception {
        assertThat(JsonRun.of("{\"a\":1}", Map.of("required_fields", List.of("b")))
                        .errors())
                .hasSize(1);
        assertThat(JsonRun.of("[3]", Map.of("required_fields", List.of("b"))).errors())
                .hasSize(1);
    }

    @Test
    void reportsNullsWhereNoneMayBe() throws Exception {
        Map<String, ?> rule = Map.of("non_null_fields", List.of("a.b"));

        assertThat(JsonRun.of("[{\"a\":{\"b\":0}},{}]", rule).errors()).isEmpty();
        assertThat(JsonRun.of("{\"a\":{\"b\":1}}\n{\"a\":{\"b\":null}}\n", rule).errors())
                .containsExactly("non_null_fields: Field 'a.b' is null [line 2, record 2] x1");
    }

    @Test
    void reportsValuesThatAreNotUnique() throws Exception {
        Map<String, ?> rule = Map.of("unique_fields", List.of("id"));

        JsonRun good = JsonRun.of(
                "[{\"id\":1},{\"id\":\"1\"},{\"id\":1.0},{\"id\":null},{\"id\":null},{\"id\":true},{}]", rule);
        JsonRun bad = JsonRun.of("[{\"id\":\"x\"},\n{\"id\":\"y\"},\n{\"id\":\"x\"},{\"id\":\"x\"}]", rule);

        assertThat(good.errors()).isEmpty();
        assertThat(bad.errors())
                .containsExactly("unique_fields: Field 'id' has a value of an earlier record [line 3, record 3] x2");
    }

    @Test
    void remembersOnlySoManyValuesAndSaysSo() throws Exception {
        String ids = IntStream.rangeClosed(1, UniqueValues.LIMIT + 10)
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining("\n"));

        JsonRun run = JsonRun.of(ids + "\n{\"id\":7}\n", Map.of("unique_fields", List.of("id")));

        assertThat(run.errors()).hasSize(1);
        assertThat(run.warnings()).singleElement().asString().contains("more than 1000000 different values");
    }

    @Test
    void wantsEnoughRecords() throws Exception {
        assertThat(JsonRun.of("[1,2]", Map.of("min_records", 2)).errors()).isEmpty();
        assertThat(JsonRun.of("[1]", Map.of("min_records", 2)).errors())
                .containsExactly("min_records: There are 1 records, fewer than min_records (2) [null] x1");
    }

    @Test
    void refusesTooManyRecords() throws Exception {
        assertThat(JsonRun.of("[1,2]", Map.of("max_records", 2)).text()).isEqualTo("1\n2");
        assertThat(JsonRun.refusal("[1,\n2,\n 3]", Map.of("max_records", 2)))
                .hasMessageContaining("max_records (2)")
                .hasMessageContaining("line 3, column 2")
                .hasFieldOrPropertyWithValue("reason", Reason.LIMIT_EXCEEDED);
    }

    @Test
    void measuresCompletenessOverTheFieldsOfAllRecords() throws Exception {
        String records = "[{\"a\":1,\"b\":null},{\"a\":2},{\"a\":{\"b\":null},\"b\":\"\",\"c\":3}]";

        JsonRun run = JsonRun.of(records, Map.of("min_completeness", 0.5));

        assertThat(run.validation().metrics())
                .containsEntry("record_count", 3L)
                .containsEntry("completeness", 5 / 9.0)
                .containsEntry("missing_by_field", Map.of("b", 2L, "c", 2L))
                .containsEntry("duplicate_keys", 0L);
        assertThat(run.errors()).isEmpty();
        assertThat(JsonRun.of(records, Map.of("min_completeness", 0.6)).errors())
                .containsExactly("min_completeness: Of all fields of all records, 0.5556 have a value, less than"
                        + " min_completeness (0.6) [null] x1");
    }

    @Test
    void listsAThousandColumnsAtMost() throws Exception {
        String object =
                IntStream.range(0, 1500).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}"));

        JsonRun run = JsonRun.of(object, Map.of());

        assertThat((List<?>) run.metadata().get("columns")).hasSize(1000);
        assertThat(run.metadata()).containsEntry("columns_truncated", true);
    }

    @Test
    void keepsAndReportsEveryValueOfADuplicateKey() throws Exception {
        JsonRun run = JsonRun.of("[{\"a\":1},\n{\"b\":{\"a\":1,\"a\":2,\"a#2\":3,\"a\":4}}]", Map.of());

        assertThat(run.text()).isEqualTo("{\"a\":1}\n{\"b\":{\"a\":1,\"a#2\":2,\"a#2#2\":3,\"a#3\":4}}");
        assertThat(run.validation().isValid()).isTrue();
        assertThat(run.warnings())
                .first()
                .isEqualTo("duplicate_keys: An object has the name 'a' more than once; the later value is kept as"
                        + " 'a#2' [line 2, column 13, /1/b/a] x1");
        assertThat(run.validation().metrics()).containsEntry("duplicate_keys", 3L);
    }

    @Test
    void refusesDuplicateKeysIfTold() throws Exception {
        Map<String, ?> rule = Map.of("duplicate_keys", "fail");

        assertThat(JsonRun.of("[{\"a\":1,\"b\":{\"a\":1}},{\"a\":1}]", rule).text())
                .contains("\"b\"");
        assertThat(JsonRun.refusal("{\"a\":1,\n\"a\":2}", rule))
                .hasMessageContaining("'a' more than once (line 2, column 1, /a)")
                .hasFieldOrPropertyWithValue("reason", Reason.DAMAGED);
    }

    @Test
    void comparesOnlySoManyNamesOfAnObjectAndSaysSo() throws Exception {
        String names =
                IntStream.range(0, 400_000).mapToObj(i -> "\"n" + i + "\":0").collect(Collectors.joining(","));

        JsonRun run = JsonRun.of("[{" + names + "},{\"a\":1,\"a\":2}]", Map.of());

        assertThat(run.text()).endsWith("{\"a\":1,\"a#2\":2}");
        assertThat(run.warnings()).anyMatch(warning -> warning.contains("too many names to compare them all"));
    }

    @Test
    void hasASourceThatKeepsAndOneThatBreaksEachRule() throws Exception {
        new RuleTable<String>(
                        JsonOptions.class,
                        (source, options) -> JsonRun.of(source, options).validation())
                .rule("required_fields", List.of("a"), "[{\"a\":null}]", "[{\"b\":1}]")
                .rule("non_null_fields", List.of("a"), "[{\"b\":null}]", "[{\"a\":null}]")
                .rule("unique_fields", List.of("a"), "[{\"a\":1},{\"a\":2}]", "[{\"a\":1},{\"a\":1}]")
                .rule("min_records", 2, "{\"a\":1}\n{\"a\":1}", "[{\"a\":1}]")
                .rule("min_completeness", 0.75, "[{\"a\":1,\"b\":1},{\"a\":1}]", "[{\"a\":1,\"b\":1},{}]")
                .check();
    }
}
