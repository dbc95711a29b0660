package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void tellsCodesOfFontsFromLetters() {
        assertThat(List.of("", "\uFFFD", "\uE001", "\u0007")).allMatch(CleanText::isUnmapped);
        assertThat(List.of("a", "fi", "\t", "\u00E9")).noneMatch(CleanText::isUnmapped);
    }

    @Test
    void endsLinesPlainlyAndWithoutBlanks() {
        assertThat(CleanText.page("\r\n\none  \r\n\rtwo\t\n  three \n\n ")).isEqualTo("one\n\ntwo\n  three");
    }

    @Test
    void keepsWholeCharactersAndDropsHalvesAndNuls() {
        assertThat(CleanText.page("a\u0000\uD83D\uDE00\uD83Db\uDE00\uD83D")).isEqualTo("a\uD83D\uDE00b");
    }
}
