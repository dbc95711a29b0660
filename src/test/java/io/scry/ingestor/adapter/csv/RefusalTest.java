package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private final AdapterHarness<CsvOptions> harness = new AdapterHarness<>(new CsvAdapter());

    @Test
    void refusesWhatIsEmpty() {
        for (String empty : new String[] {"", "\uFEFF", " \n\t\r\n", "\uFEFF\n", " ".repeat(200_000)}) {
            assertThat(refusal(empty, Map.of()).reason()).isEqualTo(Reason.EMPTY);
        }
        assertThat(refusal("#a\n\n#b\n", Map.of("comment_character", "#")).reason())
                .isEqualTo(Reason.EMPTY);
        assertThat(refusal("a\nb\n", Map.of("skip_rows", 2)).reason()).isEqualTo(Reason.EMPTY);
        assertThat(refusal("a\nb", Map.of("skip_rows", 9)).reason()).isEqualTo(Reason.EMPTY);
    }

    @Test
    void refusesAQuoteThatIsNeverClosed() {
        assertThat(refusal("a,b\n1,\"2\n3,4\n", Map.of()))
                .hasMessageContaining("line 2")
                .returns(Reason.DAMAGED, UnreadableSourceException::reason);
        assertThat(refusal("a,b\n1,\"", Map.of()).reason()).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void refusesACellThatGoesOnAfterItsQuote() {
        assertThat(refusal("a,b\n\"x\n\",\"y\"\n1,\"2\"3\n", Map.of()))
                .hasMessageContaining("line 4")
                .returns(Reason.DAMAGED, UnreadableSourceException::reason);
    }

    @Test
    void refusesOtherKindsOfFile() {
        for (String other : new String[] {
            "%PDF-1.7\n1,2\n",
            "PK\u0003\u0004a,b\n",
            "<!DOCTYPE html>\n<p>",
            "\n <HTML>\n",
            "<?xml version='1.0'?>\n",
            "a,b\n1,\0\n",
            "{\\rtf1 a,b\n"
        }) {
            assertThat(refusal(other, Map.of()).reason()).as(other).isEqualTo(Reason.WRONG_TYPE);
        }
    }

    @Test
    void refusesNulFarDownTheFileAndSaysWhere() {
        String file = "a,b\r\n" + "1,2\r\n".repeat(50_000) + "\0\0" + "\r\n3,4".repeat(9);
        assertThat(refusal(file, Map.of()))
                .hasMessageContaining("line 50002")
                .returns(Reason.DAMAGED, UnreadableSourceException::reason);
    }

    @Test
    void refusesWhatIsNotInTheNamedEncodingAndSaysWhere() {
        byte[] latin = "a,b\n1,2\n3,caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(latin, Map.of("encoding", "utf-8")))
                .hasMessageContaining("line 3")
                .hasMessageContaining("UTF-8")
                .returns(Reason.WRONG_ENCODING, UnreadableSourceException::reason);
        assertThat(refusal("\uFEFFa,b\n", Map.of("encoding", "windows-1252")).reason())
                .isEqualTo(Reason.WRONG_ENCODING);
        byte[] wide = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(refusal(wide, Map.of("encoding", "utf-8")).reason()).isEqualTo(Reason.WRONG_ENCODING);
    }

    @Test
    void refusesBytesThatNoEncodingExplains() {
        byte[] bytes = "a,b\n1,2\n3,\u00E9\u0081\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(bytes, Map.of()))
                .hasMessageContaining("line 3")
                .hasMessageContaining("neither UTF-8 nor windows-1252")
                .returns(Reason.WRONG_ENCODING, UnreadableSourceException::reason);
    }

    @Test
    void refusesAnEncodingThatThereIsNot() {
        for (String name : new String[] {"klingon", "?!", ""}) {
            assertThat(refusal("a,b\n", Map.of("encoding", name)).reason()).isEqualTo(Reason.UNSUPPORTED);
        }
    }

    @Test
    void refusesOneCharacterInTwoRoles() {
        assertThat(refusal("a,b\n", Map.of("delimiter", "#", "comment_character", "#")))
                .hasMessageContaining("'#'")
                .returns(Reason.UNSUPPORTED, UnreadableSourceException::reason);
        assertThat(refusal("a,b\n", Map.of("delimiter", "'", "quote", "'")).reason())
                .isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void refusesRaggedRowsIfAskedTo() {
        assertThat(refusal("a,b\n\"1\n\",2\n3\n", Map.of("ragged_rows", "fail")))
                .hasMessageContaining("line 4 has 1 cells")
                .returns(Reason.DAMAGED, UnreadableSourceException::reason);
    }

    @Test
    void refusesWhatExceedsALimitAndSaysWhichAndWhere() {
        assertExceeds("a,b\n1,2\n1,2,3\n", "max_columns", 2, "line 3");
        assertExceeds("a,b,c\n", "max_columns", 2, "line 1");
        assertExceeds("a,b\n1,2\n123,4\n", "max_field_size", 2, "line 3");
        assertExceeds("a,b\n1,2\n12,34\n", "max_record_size", 3, "line 3");
        assertExceeds("a,b\n1,2\n3,4\n", "max_records", 1, "line 3");
        assertExceeds("a,b\n1,2\n\"" + "x\n".repeat(100_000) + "\",1\n", "max_field_size", 2, "line 3");
        assertThat(refusal("x".repeat(1001) + ",b\n1,2\n", Map.of("header", "present")))
                .hasMessageContaining("line 1")
                .returns(Reason.LIMIT_EXCEEDED, UnreadableSourceException::reason);
    }

    @Test
    void allowsWhatJustMeetsTheLimits() throws Exception {
        Map<String, Object> limits =
                Map.of("max_columns", 2, "max_field_size", 2, "max_record_size", 4, "max_records", 2);
        assertThat(harness.extract("a,b\n12,34\n56,\"\"\"\"\"\"\n", limits).data())
                .hasSize(2);
        Map<String, Object> none = Map.of("max_columns", 0, "max_field_size", 0, "max_record_size", 0);
        assertThat(harness.extract("a,b\n12,34\n", none).data()).hasSize(1);
    }

    private void assertExceeds(String file, String limit, int value, String place) {
        assertThat(refusal(file, Map.of(limit, value)))
                .hasMessageContaining(limit)
                .hasMessageContaining(place)
                .returns(Reason.LIMIT_EXCEEDED, UnreadableSourceException::reason);
    }

    private UnreadableSourceException refusal(String file, Map<String, ?> options) {
        return refusal(file.getBytes(StandardCharsets.UTF_8), options);
    }

    private UnreadableSourceException refusal(byte[] file, Map<String, ?> options) {
        return catchThrowableOfType(UnreadableSourceException.class, () -> harness.extract(file, options));
    }
}
