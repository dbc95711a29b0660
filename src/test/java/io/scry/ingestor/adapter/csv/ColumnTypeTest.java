package io.scry.ingestor.adapter.csv;

import static io.scry.ingestor.adapter.csv.ColumnType.BOOLEAN;
import static io.scry.ingestor.adapter.csv.ColumnType.DATE;
import static io.scry.ingestor.adapter.csv.ColumnType.DATETIME;
import static io.scry.ingestor.adapter.csv.ColumnType.DECIMAL;
import static io.scry.ingestor.adapter.csv.ColumnType.INTEGER;
import static io.scry.ingestor.adapter.csv.ColumnType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnTypeTest {

    @Test
    void tellsIntegers() {
        assertAre(INTEGER, "0", "7", "-7", "-0", "12345678901234567890123", "9".repeat(1000));
        assertAre(
                TEXT,
                "",
                "-",
                "007",
                "-01",
                "+49",
                "1 ",
                " 1",
                "1e5",
                "1_000",
                "\u0661",
                "9".repeat(1001),
                "--1",
                "1-2");
    }

    @Test
    void tellsDecimals() {
        assertAre(DECIMAL, "0.5", "-0.50", "1.0", "123456789.123456789123456789");
        assertAre(TEXT, ".5", "5.", "00.5", "1.2.3", "1,5", "1.5e3", "NaN", "Infinity", "-Infinity", "-.5", "1.-5");
    }

    @Test
    void tellsBooleans() {
        assertAre(BOOLEAN, "true", "false", "TRUE", "False");
        assertAre(TEXT, "yes", "t", "truE ", "tru", "falsy", "TRUTH");
    }

    @Test
    void tellsDates() {
        assertAre(DATE, "2026-02-28", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31");
        assertAre(TEXT, "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00", "2026-1-1");
        assertAre(TEXT, "2026-01", "2026-", "26-01-01", "2026/01/01", "-2026-01-01", "2026-01-0x", "2026-01-011");
    }

    @Test
    void tellsDatetimes() {
        assertAre(DATETIME, "2026-02-28T23:59", "2026-02-28 23:59:59", "2026-02-28T00:00:00.123456789Z");
        assertAre(
                DATETIME,
                "2026-02-28T10:00+02:00",
                "2026-02-28T10:00:00-0500",
                "2026-02-28T10:00Z",
                "2026-02-28T10:00+02");
        assertAre(TEXT, "2026-02-28T24:00", "2026-02-28T10:60", "2026-02-28T10:00:60", "2026-02-28T", "2026-02-28T1");
        assertAre(
                TEXT,
                "2026-02-28T10",
                "2026-02-28T10:00:",
                "2026-02-28T10:00:00.",
                "2026-02-28T10:00+",
                "2026-02-28T10:00+2");
        assertAre(
                TEXT,
                "2026-02-28T10:00Zx",
                "2026-02-28x10:00",
                "2026-02-30T10:00",
                "2026-02-28T10:00+02:",
                "2026-02-28T10:0");
    }

    @Test
    void joinsNumbersAndNothingElse() {
        assertThat(INTEGER.and(INTEGER)).isEqualTo(INTEGER);
        assertThat(INTEGER.and(DECIMAL)).isEqualTo(DECIMAL);
        assertThat(DATE.and(DATETIME)).isEqualTo(TEXT);
        assertThat(BOOLEAN.and(INTEGER)).isEqualTo(TEXT);
    }

    /** The cell lies between others, as it does in the parser's buffer. */
    private static void assertAre(ColumnType expected, String... cells) {
        for (String cell : cells) {
            char[] buffer = ("9" + cell + "9").toCharArray();
            assertThat(ColumnType.of(buffer, 1, cell.length())).as(cell).isEqualTo(expected);
            assertThat(ColumnType.of(cell.toCharArray(), 0, cell.length()))
                    .as(cell)
                    .isEqualTo(expected);
        }
    }
}
