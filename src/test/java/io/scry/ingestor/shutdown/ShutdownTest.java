package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownTest {

    private static final Duration REST = Duration.ofSeconds(4);

    @ParameterizedTest
    @CsvSource({"20, 10, 10", "15, 10, 10", "12, 10, 8", "6, 10, 3", "6, 1, 1"})
    void leavesTimeForWhatComesAfterwards(int total, int limit, int expected) {
        Shutdown shutdown = new Shutdown();
        shutdown.limitBy(() -> Duration.ofSeconds(total));
        Duration most = shutdown.leaving(REST, Duration.ofSeconds(limit));
        assertThat(most).isBetween(Duration.ofSeconds(expected).minusMillis(900), Duration.ofSeconds(expected));
    }

    @Test
    void hasTheTimeThatHoldsWhenItBegins() {
        Shutdown shutdown = new Shutdown();
        Duration[] total = {Duration.ofHours(1)};
        shutdown.limitBy(() -> total[0]);
        total[0] = Duration.ofSeconds(9);
        assertThat(shutdown.remaining()).isLessThanOrEqualTo(Duration.ofSeconds(9));
        total[0] = Duration.ofHours(1);
        assertThat(shutdown.remaining()).isLessThanOrEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void goesOnAfterAPhaseThatFailsAndIsNotDrained() {
        Shutdown shutdown = new Shutdown();
        shutdown.phase("first", () -> {
            throw new OutOfMemoryError("This phase always fails");
        });
        shutdown.phase("second", () -> {});
        assertThat(shutdown.outcome()).isEqualTo(ExitCode.NOT_DRAINED);
        assertThat(shutdown.summary()).contains("first", "second", "exit code 81 (not_drained)");
    }
}
