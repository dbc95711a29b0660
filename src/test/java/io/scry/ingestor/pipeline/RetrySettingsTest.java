package io.scry.ingestor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetrySettingsTest {

    private static final RetrySettings EXACT =
            new RetrySettings(5, Duration.ofSeconds(1), Duration.ofSeconds(10), 2, 0);

    @Test
    void doublesThePauseUpToTheLongest() {
        Random random = new Random(1);
        assertThat(EXACT.delay(1, random)).isEqualTo(Duration.ofSeconds(1));
        assertThat(EXACT.delay(2, random)).isEqualTo(Duration.ofSeconds(2));
        assertThat(EXACT.delay(4, random)).isEqualTo(Duration.ofSeconds(8));
        assertThat(EXACT.delay(5, random)).isEqualTo(Duration.ofSeconds(10));
        assertThat(EXACT.delay(2000, random)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void leavesAShareOfThePauseToChance() {
        RetrySettings jittered = new RetrySettings(5, Duration.ofSeconds(1), Duration.ofSeconds(10), 2, 0.5);
        Random random = new Random(1);
        assertThat(java.util.stream.Stream.generate(() -> jittered.delay(1, random))
                        .limit(200))
                .allMatch(delay -> delay.toMillis() >= 500 && delay.toMillis() <= 1000)
                .anyMatch(delay -> delay.toMillis() < 600)
                .anyMatch(delay -> delay.toMillis() > 900);
    }
}
