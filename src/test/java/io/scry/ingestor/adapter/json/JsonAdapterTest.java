package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.adapter.Document;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAdapterTest {

    @Test
    void copiesADocumentAsItIs() throws Exception {
        JsonRun run = JsonRun.of(" {\"a\": [1, {\"b\": null}, []], \"c\": {\"d\": true}} ", Map.of());

        assertThat(run.records()).isFalse();
        assertThat(run.text()).isEqualTo("{\"a\":[1,{\"b\":null},[]],\"c\":{\"d\":true}}");
        assertThat(run.metadata())
                .containsEntry("format", "document")
                .containsEntry("encoding", "UTF-8")
                .containsEntry("root_type", "object")
                .containsEntry("record_count", 1L)
                .containsEntry("columns", List.of("a", "c"))
                .containsEntry("max_depth", 3)
                .doesNotContainKey("envelope");
        assertThat(run.validation().isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "true", "false", "null", "{}", "-0.0"})
    void readsADocumentOfAnyType(String source) throws Exception {
        JsonRun run = JsonRun.of(source, Map.of());

        assertThat(run.records()).isFalse();
        assertThat(run.text()).isEqualTo(source);
    }

    @Test
    void streamsTheElementsOfAnArrayAsRecords() throws Exception {
        JsonRun run = JsonRun.of("[{\"a\":1},2,[3],null]", Map.of());

        assertThat(run.records()).isTrue();
        assertThat(run.text()).isEqualTo("{\"a\":1}\n2\n[3]\nnull");
        assertThat(run.metadata())
                .containsEntry("format", "records")
                .containsEntry("root_type", "array")
                .containsEntry("record_count", 4L);
    }

    @Test
    void readsAnEmptyArrayAsNoRecords() throws Exception {
        JsonRun run = JsonRun.of("[]", Map.of());

        assertThat(run.records()).isTrue();
        assertThat(run.text()).isEmpty();
        assertThat(run.validation().metrics()).containsEntry("completeness", 1.0);
    }

    @Test
    void keepsAnArrayWholeIfItIsToBeADocument() throws Exception {
        JsonRun run = JsonRun.of("[1,2]", Map.of("format", "document"));

        assertThat(run.records()).isFalse();
        assertThat(run.text()).isEqualTo("[1,2]");
    }

    @Test
    void readsObjectsOnLinesOfTheirOwnAsJsonLines() throws Exception {
        JsonRun run = JsonRun.of("{\"a\":1}\r\n\n[2]\n{\"b\":3}\n", Map.of());

        assertThat(run.records()).isTrue();
        assertThat(run.text()).isEqualTo("{\"a\":1}\n[2]\n{\"b\":3}");
        assertThat(run.metadata()).containsEntry("format", "ndjson").containsEntry("record_count", 3L);
    }

    @Test
    void readsScalarLinesOnlyWhenAsked() throws Exception {
        assertThat(JsonRun.of("1\n\"x\"\n", Map.of("format", "ndjson")).text()).isEqualTo("1\n\"x\"");
        assertThat(JsonRun.refusal("1\n2\n", Map.of())).hasMessageContaining("line 2, column 1");
        assertThat(JsonRun.refusal("{}\n{}\n3\n", Map.of()))
                .hasMessageContaining("line 3, column 1 begins with a number");
    }

    @Test
    void readsASingleLineAsJsonLinesOnlyByItsName() throws Exception {
        byte[] line = "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8);

        assertThat(JsonRun.of(line, "day.NDJSON", Map.of()).records()).isTrue();
        assertThat(JsonRun.of(line, "day.json", Map.of()).records()).isFalse();
    }

    @Test
    void streamsTheArrayAtRecordsPathAndKeepsItsEnvelope() throws Exception {
        JsonRun run = JsonRun.of(
                "{\"total\":2,\"big\":12345678901234567890,\"result\":{\"items\":[{\"id\":1},{\"id\":2}],\"next\":null},"
                        + "\"items\":[9],\"a/b\":\"" + "x".repeat(300) + "\",\"ratio\":0.10}",
                Map.of("records_path", "/result/items"));

        assertThat(run.text()).isEqualTo("{\"id\":1}\n{\"id\":2}");
        assertThat(run.metadata())
                .containsEntry("format", "records")
                .containsEntry("root_type", "object")
                .containsEntry("records_path", "/result/items")
                .containsEntry("envelope_truncated", false)
                .containsEntry("columns", List.of("id"));
        assertThat(run.metadata().get("envelope"))
                .hasToString("{/total=2, /big=12345678901234567890, /result/next=null, /items/0=9, /a~1b="
                        + "x".repeat(200) + "..., /ratio=0.10}");
    }

    @Test
    void goesThroughIndexesAndKeepsOnlySoMuchOfTheEnvelope() throws Exception {
        String many = "1,".repeat(150) + "1";
        JsonRun run = JsonRun.of("[[" + many + "],[[5],[6,7]]]", Map.of("records_path", "/1/1"));

        assertThat(run.text()).isEqualTo("6\n7");
        assertThat((Map<?, ?>) run.metadata().get("envelope")).hasSize(100);
        assertThat(run.metadata()).containsEntry("envelope_truncated", true);
    }

    @Test
    void keepsEveryDigitOfANumber() throws Exception {
        String numbers = "[123456789012345678901234567890,0.1000,1e999999999,-1E-400,1.7976931348623157e+309,-0,1.0]";

        assertThat(JsonRun.of(numbers, Map.of("format", "document")).text()).isEqualTo(numbers);
    }

    @Test
    void keepsStringsOfEveryLengthAndKind() throws Exception {
        String text = "\"" + "a\\u0000\\\"\\\\ü€😀\u2028".repeat(20_000) + "\"";

        JsonRun run = JsonRun.of("[" + text + "]", Map.of());

        assertThat(run.text()).isEqualTo(text);
        assertThat(run.warnings()).isEmpty();
    }

    @Test
    void replacesHalvesOfSurrogatePairs() throws Exception {
        JsonRun run = JsonRun.of("{\"\\uDC00k\":\"\\ud800 \\ud83d\\ude00 \\ud83d\"}", Map.of());

        assertThat(run.text()).isEqualTo("{\"\uFFFDk\":\"\uFFFD 😀 \uFFFD\"}");
        assertThat(run.warnings())
                .containsExactly("lone_surrogates: 3 escaped halves of surrogate pairs are no characters; each became"
                        + " U+FFFD [null] x1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsEveryUnicodeEncodingWithAndWithoutMark(String name) throws Exception {
        Charset charset = Charset.forName(name);
        String source = "{\"ü\":\"€😀\"}";

        JsonRun plain = JsonRun.of(source.getBytes(charset), null, Map.of());
        JsonRun marked = JsonRun.of(("\uFEFF" + source).getBytes(charset), null, Map.of());

        assertThat(plain.text()).isEqualTo(source);
        assertThat(marked.text()).isEqualTo(source);
        assertThat(marked.metadata()).containsEntry("encoding", name);
    }

    @Test
    void decodesCharactersThatStraddleItsBuffers() throws Exception {
        String source = "[\"" + "x€😀".repeat(50_000) + "\"]";

        assertThat("[" + JsonRun.of("  " + source, Map.of()).text() + "]").isEqualTo(source);
    }

    @Test
    void saysHowFarItIsAndStopsWhenInterrupted(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("many.json"), "[" + "{\"a\":1},".repeat(10_000) + "1]");
        JsonAdapter adapter = new JsonAdapter();
        TextOutput output = new TextOutput();

        adapter.extract(new Document(file, null, null), JsonRun.options(Map.of()), output);

        assertThat(output.reports).isGreaterThan(40_000 / 256);
        assertThat(output.lastDone).isEqualTo(Files.size(file));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() ->
                        adapter.extract(new Document(file, null, null), JsonRun.options(Map.of()), new TextOutput()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void readsTheSamples() throws Exception {
        JsonRun orders = sample("orders.json", Map.of("unique_fields", List.of("order_id"), "min_records", 20));
        JsonRun events = sample("events.ndjson", Map.of("required_fields", List.of("event_id", "type", "at")));
        JsonRun product = sample("product.json", Map.of("flatten", true));

        assertThat(orders.metadata()).containsEntry("record_count", 20L).containsEntry("format", "records");
        assertThat(events.metadata()).containsEntry("record_count", 24L).containsEntry("format", "ndjson");
        assertThat(product.text()).contains("\"name.de\":\"27-Zoll-Monitor\"", "\"panel.contrast\":1.0E+3");
        assertThat(List.of(orders, events, product))
                .allMatch(run -> run.validation().isValid());
    }

    private static JsonRun sample(String name, Map<String, ?> options) throws Exception {
        return JsonRun.of(Files.readAllBytes(Path.of("samples", name)), name, options);
    }
}
