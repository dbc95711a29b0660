package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small files that ask for enormous results. */
class AmplificationTest {

    private final AdapterHarness<CsvOptions> csv = new AdapterHarness<>(new CsvAdapter());

    private static String columns(int count, String name) {
        return IntStream.range(0, count).mapToObj(i -> name + i).collect(Collectors.joining(",", "", "\n"));
    }

    @Test
    void areRefusedIfTheirRecordsLackAlmostAll() throws Exception {
        String header = columns(10_000, "c");
        assertThat(csv.extract(header + "x\n".repeat(10), Map.of()).data()).hasSize(10);
        assertRefused(header + "x\n".repeat(2001), "lack more than 20000000 cells of the 10000 columns");
    }

    @Test
    void areRefusedIfTheirNamesAreLong() throws Exception {
        assertThat(csv.extract(columns(1000, "x".repeat(900)) + "1\n", Map.of()).data())
                .hasSize(1);
        assertRefused(columns(1200, "x".repeat(900)) + "1\n", "names are longer than 1000000 characters together");
    }

    private void assertRefused(String content, String words) {
        assertThatThrownBy(() -> csv.extract(content, Map.of()))
                .isInstanceOfSatisfying(
                        UnreadableSourceException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                .hasMessageContaining(words);
    }
}
