package io.scry.ingestor.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that a spreadsheet would calculate. */
class CsvExportTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-1+1",
                "-2+3+cmd|' /C calc'!D2",
                "@SUM(1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "=",
                "-",
                "+49 30 123",
                "-5 €",
                "-1e",
                "--5",
                "-0x10",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF201"
            })
    void becomeText(String cell) {
        assertThat(CsvExport.neutral(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", " =1", "'=1", "-5", "+5", "-5.25", "-1e10", "+1.5E-7", "1", "x-y", "\u20135"})
    void stayWhatTheyAreIfTheyAreNone(String cell) {
        assertThat(CsvExport.neutral(cell)).isEqualTo(cell);
    }
}
