package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonFlattenTest {

    private static final Map<String, Object> FLATTEN = Map.of("flatten", true);

    @Test
    void joinsNamesAndIndexes() throws Exception {
        JsonRun run = JsonRun.of("[{\"a\":{\"b\":[1,{\"c\":null}]},\"d\":\"x\"},{\"e\":{}, \"f\":[[]]}]", FLATTEN);

        assertThat(run.text()).isEqualTo("{\"a.b.0\":1,\"a.b.1.c\":null,\"d\":\"x\"}\n{\"e\":{},\"f.0\":[]}");
        assertThat(run.metadata()).containsEntry("columns", List.of("a.b.0", "a.b.1.c", "d", "e", "f.0"));
        assertThat(run.validation().metrics())
                .containsEntry("missing_by_field", Map.of("a.b.0", 1L, "a.b.1.c", 2L, "d", 1L, "e", 1L, "f.0", 1L));
    }

    @Test
    void usesTheSeparatorThatIsSet() throws Exception {
        assertThat(JsonRun.of("{\"a\":{\"b\":1}}", Map.of("flatten", true, "flatten_separator", "__"))
                        .text())
                .isEqualTo("{\"a__b\":1}");
    }

    @Test
    void leavesScalarRecordsAndFlattensArrays() throws Exception {
        assertThat(JsonRun.of("[7,[1,[2]],{},[]]", FLATTEN).text()).isEqualTo("7\n{\"0\":1,\"1.0\":2}\n{}\n{}");
    }

    @Test
    void losesNothingWhereNamesCollide() throws Exception {
        JsonRun run = JsonRun.of("[{\"a.b\":1,\"a\":{\"b\":2}},{\"a.b\":3}]", FLATTEN);

        assertThat(run.text()).isEqualTo("{\"a.b\":1,\"a.b#2\":2}\n{\"a.b\":3}");
        assertThat(run.warnings())
                .containsExactly("flatten: Two values of a record flatten to 'a.b'; the later is kept as 'a.b#2'"
                        + " [record 1] x1");
    }

    @Test
    void stillHoldsTheRecordToRulesByItsOwnShape() throws Exception {
        Map<String, ?> options = Map.of("flatten", true, "required_fields", List.of("a.b", "c"));

        assertThat(JsonRun.of("{\"a\":{\"b\":1},\"c\":{\"d\":2}}", options).errors())
                .isEmpty();
    }

    @Test
    void limitsTheLengthOfFlattenedNames() {
        assertThat(JsonRun.refusal("{\"aaaaaa\":{\"bbbbbb\":1}}", Map.of("flatten", true, "max_name_length", 10)))
                .hasMessageContaining("max_name_length (10 characters)")
                .hasFieldOrPropertyWithValue("reason", Reason.LIMIT_EXCEEDED);
    }
}
