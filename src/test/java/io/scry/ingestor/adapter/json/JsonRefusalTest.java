package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;

class JsonRefusalTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\r ", "\uFEFF", "\uFEFF \n"})
    void saysThatThereIsNothing(String source) {
        assertThat(JsonRun.refusal(source, Map.of())).hasFieldOrPropertyWithValue("reason", Reason.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1,]                   | line 1, column 4: Unexpected character (']'): expected a valid value.",
                "{\"a\" 1}              | line 1, column 6: Unexpected character ('1'): was expecting a colon",
                "{'a':1}                | line 1, column 2: Unexpected character (''')",
                "[NaN]                  | Non-standard token 'NaN'.",
                "[+1]                   | JSON spec does not allow numbers to have plus signs.",
                "[1 /* x */]            | line 1, column 4: Unexpected character ('/'); comments are no part of JSON.",
                "# x                    | ('#'): expected a valid value; comments are no part of JSON.",
                "{\"a\":[1}             | line 1, column 8: Unexpected close marker '}': expected ']'.",
                "[1]]                   | line 1, column 4: Unexpected close marker ']'",
                "[1] 2                  | The JSON value is complete, but at line 1, column 5 something else follows.",
                "hello                  | line 1, column 1: Unrecognized token 'hello'.",
                "[01]                   | Leading zeroes not allowed.",
            })
    void saysWhatIsWrongAndWhere(String source, String message) {
        UnreadableSourceException refusal = JsonRun.refusal(source, Map.of());

        assertThat(refusal.reason()).isEqualTo(Reason.DAMAGED);
        assertThat(refusal).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,", "[\"x", "{\"a\":", "{\"a", "{", "[{},", "{\"a\":-", "[\"\\u12"})
    void saysThatTheSourceWasCutOff(String source) {
        UnreadableSourceException refusal = JsonRun.refusal("\n " + source, Map.of());

        assertThat(refusal.reason()).isEqualTo(Reason.DAMAGED);
        assertThat(refusal)
                .hasMessageMatching("The JSON ends at line 2, column \\d+ in the middle of an (object|array) that opens"
                        + " at line 2, column 2: it was cut off\\. Send it again, whole\\.");
    }

    @Test
    void showsControlCharactersEscapedAndTokensCut() {
        assertThat(JsonRun.refusal("[\u0007]", Map.of()).getMessage()).doesNotContain("\u0007");
        assertThat(JsonRun.refusal("[\u202Ex]", Map.of())).hasMessageContaining("\\u202e");
        assertThat(JsonRun.refusal("[" + "y".repeat(5000) + "]", Map.of()).getMessage())
                .hasSizeLessThan(160)
                .contains("yyyy");
    }

    @Test
    void refusesTwoValuesInALineAndAValueInTwoLines() {
        Map<String, ?> lines = Map.of("format", "ndjson");

        assertThat(JsonRun.refusal("{} {}\n", lines)).hasMessageContaining("A second value begins at line 1, column 4");
        assertThat(JsonRun.refusal("{}\n{\n}\n", lines)).hasMessageContaining("value of line 2 goes on to line 3");
        assertThat(JsonRun.refusal("{}{}", Map.of())).hasMessageContaining("line 1, column 3 something else follows");
        assertThat(JsonRun.refusal("{}\n{\"a\":", Map.of())).hasMessageContaining("opens at line 2, column 1");
    }

    @Test
    void refusesOptionsThatDoNotFitTheDocument() {
        assertThat(JsonRun.refusal("{\"a\":[]}", Map.of("format", "records")))
                .hasMessageContaining("begins with an object")
                .hasFieldOrPropertyWithValue("reason", Reason.WRONG_TYPE);
        assertThat(JsonRun.refusal("{\"a\":{}}", Map.of("records_path", "/a")))
                .hasMessageContaining("no array at records_path (/a)")
                .hasFieldOrPropertyWithValue("reason", Reason.WRONG_TYPE);
        assertThat(JsonRun.refusal("[]", Map.of("records_path", "/a", "format", "ndjson")))
                .hasFieldOrPropertyWithValue("reason", Reason.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "max_depth         | [\\n[[1]]]           | max_depth (2) allows, line 2, column",
                "max_string_length | {\"abcd\":\\n\"abc\"}  | max_string_length (2 characters) allows, line 2, column",
                "max_number_length | {\\n\"a\":1234}       | max_number_length (2 characters) allows, line 2, column",
                "max_name_length   | [\\n{\"abc\":1}]      | max_name_length (2 characters) allows, line 2, column",
            })
    void refusesWhatIsBeyondALimit(String limit, String source, String message) throws Exception {
        String text = source.replace("\\n", "\n");

        assertThat(JsonRun.of(text, Map.of(limit, 10)).validation().isValid()).isTrue();
        assertThat(JsonRun.refusal(text, Map.of(limit, 2)))
                .hasMessageContaining(message)
                .hasFieldOrPropertyWithValue("reason", Reason.LIMIT_EXCEEDED);
    }

    @Test
    void refusesDocumentsThatAreTooLarge() throws Exception {
        Map<String, ?> limit = Map.of("max_document_size", "8B");

        assertThat(JsonRun.of("[1,2,34]", limit).records()).isTrue();
        assertThat(JsonRun.refusal("[1,2,345]", limit))
                .hasMessage("The source has 9 bytes, more than max_document_size (8 bytes) allows.")
                .hasFieldOrPropertyWithValue("reason", Reason.LIMIT_EXCEEDED);
    }

    @Test
    void readsTheDeepestDocumentThatCanBeWrittenAndRefusesAnyDeeper() throws Exception {
        String deepest = "[".repeat(500) + "]".repeat(500);

        assertThat(JsonRun.of(deepest, Map.of("format", "document")).text()).isEqualTo(deepest);
        assertThat(JsonRun.of(deepest, Map.of("flatten", true)).metadata()).containsEntry("max_depth", 500);
        assertThat(JsonRun.refusal("[".repeat(100_000), Map.of()))
                .hasMessageContaining("max_depth (500)")
                .hasFieldOrPropertyWithValue("reason", Reason.LIMIT_EXCEEDED);
        assertThat(JsonRun.refusal("{\"a\":".repeat(100_000), Map.of("flatten", true))
                        .reason())
                .isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void refusesBytesThatAreNotInTheEncoding() {
        byte[] utf8 = "[\"abc\u00e9\"]".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = "\uFEFF[\"a\"]x".getBytes(StandardCharsets.UTF_16LE);

        assertThat(JsonRun.refusal(utf8, Map.of()))
                .hasMessageContaining("Byte 6 of the source is not valid UTF-8")
                .hasFieldOrPropertyWithValue("reason", Reason.WRONG_ENCODING);
        assertThat(JsonRun.refusal(java.util.Arrays.copyOf(utf16, utf16.length - 1), Map.of()))
                .hasMessageContaining("not valid UTF-16LE")
                .hasFieldOrPropertyWithValue("reason", Reason.WRONG_ENCODING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC0, 0xED, 0xF5, 0xFF, 0x80})
    void refusesOverlongFormsSurrogatesAndStrayBytes(int first) {
        byte[] source = {'[', '"', (byte) first, (byte) 0xA0, (byte) 0x80, '"', ']'};

        assertThat(JsonRun.refusal(source, Map.of())).hasMessageContaining("Byte 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%PDF-1.7           | adapter_type pdf",
                "PK\u0003\u0004abc  | adapter_type word or excel",
                "<!doctype html><p> | adapter_type soup",
                "\uFEFF <a/>        | adapter_type soup",
                "{\\\\rtf1 x}       | adapter_type word",
                "id,name            | adapter_type csv",
                "\"id\";\"name\"    | adapter_type csv",
                "1,2,3              | adapter_type csv",
            })
    void saysWhichAdapterIsTheRightOne(String source, String advice) {
        assertThat(JsonRun.refusal(source.replace("\\\\", "\\"), Map.of()))
                .hasMessageContaining(advice)
                .hasFieldOrPropertyWithValue("reason", Reason.WRONG_TYPE);
    }

    @Test
    void doesNotBlameTheSourceForAFailedOutput(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.json"), "[" + "\"" + "x".repeat(50_000) + "\",1]");

        assertThatThrownBy(() -> extract(file, new IOException("disk full")))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThatThrownBy(() -> extract(file, new IllegalStateException("store closed")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("store closed");
    }

    private static void extract(Path file, Exception failure) throws Exception {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (failure instanceof IOException e) {
                    throw e;
                }
                throw (RuntimeException) failure;
            }
        };
        JsonGenerator generator = TextOutput.generator(broken);
        Output output = new Output() {
            @Override
            public JsonGenerator records() {
                return generator;
            }

            @Override
            public JsonGenerator document() {
                return generator;
            }

            @Override
            public void progress(long done, long total) {}
        };
        new JsonAdapter().extract(new Document(file, null, null), JsonRun.options(Map.of()), output);
    }
}
