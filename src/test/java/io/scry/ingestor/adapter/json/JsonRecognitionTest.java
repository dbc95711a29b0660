package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecognitionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " \n[1,2",
                "\uFEFF{\"a\":1}",
                "{\"a\":[",
                "{",
                "[\"cut of",
                "{\"a\":1}\n{\"a\":2}\n",
            })
    void knowsJsonByItsContent(String content) {
        assertThat(match(content, null, null)).isEqualTo(Match.YES);
    }

    @Test
    void knowsJsonInOtherEncodingsAndCutInACharacter() {
        byte[] head = Arrays.copyOf(("[\"" + "€".repeat(4000)).getBytes(StandardCharsets.UTF_8), Head.SIZE);

        assertThat(match(head, null, null)).isEqualTo(Match.YES);
        assertThat(match("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE), null, null))
                .isEqualTo(Match.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123",
                "\"x\"",
                "[INFO] started",
                "{ color: red }",
                "[1] a footnote",
                "id,name\n1,x",
                "<html>",
                "%PDF-1.4",
                "{\\rtf1",
                "[\u0000\u0001",
                "hello",
            })
    void leavesEverythingElse(String content) {
        assertThat(match(content, null, null)).isEqualTo(Match.NO);
    }

    @Test
    void trustsTheNameAndTypeOfATextOnly() {
        assertThat(match("{\"broken\" 1}", "A.JSON", null)).isEqualTo(Match.YES);
        assertThat(match("hello", "a.ndjson", null)).isEqualTo(Match.YES);
        assertThat(match("hello", null, "application/json; charset=utf-8")).isEqualTo(Match.YES);
        assertThat(match("123", "a.json", null)).isEqualTo(Match.MAYBE);
        assertThat(match("\"x\"", null, "application/json")).isEqualTo(Match.MAYBE);
        assertThat(match("PK\u0003\u0004", "a.json", null)).isEqualTo(Match.NO);
        assertThat(match("\u0001\u0002", "a.json", null)).isEqualTo(Match.NO);
    }

    private static Match match(String content, @Nullable String name, @Nullable String type) {
        return match(content.getBytes(StandardCharsets.UTF_8), name, type);
    }

    private static Match match(byte[] content, @Nullable String name, @Nullable String type) {
        return new JsonAdapter().recognise(new Head(content, name, type));
    }
}
