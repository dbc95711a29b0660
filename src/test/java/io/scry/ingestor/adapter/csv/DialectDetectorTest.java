package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.csv.DialectDetector.Hints;
import org.junit.jupiter.api.Test;

class DialectDetectorTest {

    @Test
    void findsEachDelimiter() {
        for (char delimiter : ",;\t|".toCharArray()) {
            assertThat(delimiterOf("a,b,c\n1,2,3\n4,5,6\n".replace(',', delimiter)))
                    .isEqualTo(String.valueOf(delimiter));
        }
    }

    @Test
    void countsNoDelimiterWithinQuotes() {
        assertThat(delimiterOf("a;b\n\"1,2,3\";4\n\"5,6,7\n8,9\";10\n")).isEqualTo(";");
    }

    @Test
    void takesDecimalCommasForNoDelimiter() {
        assertThat(delimiterOf("x;y\n1,5;2,5\n3,5;4,5\n")).isEqualTo(";");
        assertThat(delimiterOf("1,5;2,5;3,5\n3,5;4,5;-5,5\n")).isEqualTo(";");
    }

    @Test
    void takesCommasInTextForNoDelimiter() {
        assertThat(delimiterOf("name\tplace\nA, B\tX, Y\nC, D\tV, W\n")).isEqualTo("\t");
    }

    @Test
    void findsNoDelimiterInASingleColumn() {
        assertThat(delimiterOf("Industry\nBanking\nHealth, and so on\nSales\n")).isEqualTo("none");
        assertThat(delimiterOf("price\n1,5\n2,5\n")).isEqualTo("none");
        assertThat(delimiterOf("x")).isEqualTo("none");
    }

    @Test
    void findsTheDelimiterOfRaggedRows() {
        assertThat(delimiterOf("a,b,c\n1,2\n3,4,5,6\n7\n")).isEqualTo(",");
    }

    @Test
    void doesNotMindTheRecordThatIsCutOff() {
        Shape shape = new DialectDetector("a,b\n1,2\n3,\"4\n5", true, Hints.NONE).detect();
        assertThat(shape.dialect().delimiter()).isEqualTo(',');
        assertThat(shape.consistency()).isEqualTo(1);
    }

    @Test
    void findsSingleQuotesOnlyWhereMostCellsHaveThem() {
        assertThat(quoteOf("'a','b'\n'1,2','3'\n'it''s','5'\n")).isEqualTo("'");
        assertThat(quoteOf("a,b\n'tis,it's\n3,4\n")).isEqualTo("\"");
        assertThat(quoteOf("'a','b'\n\"1\",'2'\n")).isEqualTo("\"");
    }

    @Test
    void takesWhatIsGiven() {
        assertThat(new DialectDetector("a,b|c", false, new Hints("|", "none", "", 0))
                        .detect()
                        .dialect())
                .isEqualTo(new Dialect('|', Dialect.NONE, Dialect.NONE));
        assertThat(new DialectDetector("a,b", false, new Hints("tab", "'", "#", 0))
                        .detect()
                        .dialect())
                .isEqualTo(new Dialect('\t', '\'', '#'));
        assertThat(new DialectDetector("a,b", false, new Hints("\"", "auto", "", 0))
                        .detect()
                        .dialect())
                .isEqualTo(new Dialect('"', Dialect.NONE, Dialect.NONE));
    }

    private static String delimiterOf(String sample) {
        return new DialectDetector(sample, false, Hints.NONE).detect().dialect().delimiterOption();
    }

    private static String quoteOf(String sample) {
        return new DialectDetector(sample, false, Hints.NONE).detect().dialect().quoteOption();
    }
}
