package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class PaceTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static Pace pace() {
        return new Pace(new ServerSettings(8000, 64, TIMEOUT, TIMEOUT, TIMEOUT, DataSize.ofKilobytes(16), 50, null));
    }

    @ParameterizedTest(name = "{1} KB/s for {0} s: slow {2}, over {3}")
    @CsvSource({
        "1, 0, false, false",
        "2, 0, true, false",
        "31, 0, true, true",
        // At the least rate for as long as there is more, but never as one of the fast.
        "100000, 16, true, false",
        "100000, 1000, true, false",
        "100000, 1025, false, false",
        "40, 1, true, true"
    })
    void tellsWhoIsSlow(long seconds, long kilobytes, boolean slow, boolean over) {
        Pace pace = pace();
        pace.add(Duration.ofSeconds(seconds).toNanos(), seconds * kilobytes * 1024);
        assertThat(pace.isSlow()).isEqualTo(slow);
        assertThat(pace.isOver()).isEqualTo(over);
    }

    @Test
    void endsWhateverComesOnceThereIsOnlySoMuchTime() {
        Pace pace = pace();
        pace.endAfter(Duration.ofSeconds(1));
        pace.add(Duration.ofSeconds(2).toNanos(), 1L << 40);
        assertThat(pace.isOver()).isTrue();
    }
}
