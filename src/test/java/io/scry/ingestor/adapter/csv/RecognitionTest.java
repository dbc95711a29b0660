package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecognitionTest {

    @Test
    void isSureOfTextWithItsNameOrType() {
        assertThat(match("a,b\n1,2\n", "Orders.CSV", null)).isEqualTo(Match.YES);
        assertThat(match("one column", "x.tsv", null)).isEqualTo(Match.YES);
        assertThat(match("a,b\n", null, "text/csv; charset=utf-8")).isEqualTo(Match.YES);
    }

    @Test
    void holdsEvenTablesOfTextForPossible() {
        assertThat(match("a,b\n1,2\n3,4\n", null, null)).isEqualTo(Match.MAYBE);
        assertThat(match("a;b\n1;2\n3;4\n", "x.txt", "text/plain")).isEqualTo(Match.MAYBE);
        assertThat(match("[id],[name]\n1,x\n2,y\n", null, null)).isEqualTo(Match.MAYBE);
    }

    @Test
    void holdsOtherTextForNone() {
        assertThat(match("Dear Sir,\nI write to you, as I did before, of late.\nYours\n", "x.txt", null))
                .isEqualTo(Match.NO);
        assertThat(match("a,b\n1,2\n", null, null)).isEqualTo(Match.NO);
        assertThat(match(" \n", "x.csv", null)).isEqualTo(Match.NO);
    }

    @Test
    void knowsOtherKindsWhateverTheirName() {
        for (String other : new String[] {
            "{\"a\": 1,\n\"b\": 2,\n\"c\": 3\n}",
            " [1, 2]",
            "{}",
            "%PDF-1.7",
            "PK\u0003\u0004",
            "<html>\n",
            "<?xml ?>",
            "a,\0",
            "a,b\n\u0001,\u0002\n"
        }) {
            assertThat(match(other, "x.csv", "text/csv")).as(other).isEqualTo(Match.NO);
        }
    }

    @Test
    void readsUtf16() {
        byte[] bytes = "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(new CsvAdapter().recognise(new Head(bytes, null, null))).isEqualTo(Match.MAYBE);
    }

    private static Match match(String text, @Nullable String fileName, @Nullable String contentType) {
        return new CsvAdapter().recognise(new Head(text.getBytes(StandardCharsets.UTF_8), fileName, contentType));
    }
}
