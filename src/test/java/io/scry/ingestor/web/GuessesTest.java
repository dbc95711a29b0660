package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who guesses keys. */
class GuessesTest {

    private static final RateLimitSettings LIMIT =
            new RateLimitSettings(true, 1000, Duration.ofHours(1), 1000, 3).ofUnknownKeys();

    private final Guesses guesses = new Guesses(new RateLimits());

    private boolean mayTry(String address, String secret, boolean isRight) {
        return guesses.delay(address, secret, isRight, LIMIT).isZero();
    }

    @Test
    void tellsNobodyAtTheAddressOfAGuesserWhetherANewKeyIsRight() {
        assertThat(mayTry("1.1.1.1", "in-use", true)).isTrue();
        for (int guess = 0; guess < 3; guess++) {
            assertThat(mayTry("1.1.1.1", "guess-" + guess, false)).isTrue();
        }
        assertThat(mayTry("1.1.1.1", "wrong", false)).isFalse();
        assertThat(mayTry("1.1.1.1", "right", true)).isFalse();
        assertThat(mayTry("1.1.1.1", "in-use", true)).isTrue();
        assertThat(mayTry("2.2.2.2", "right", true)).isTrue();
        assertThat(mayTry("2.2.2.2", "wrong", false)).isTrue();
    }

    @Test
    void takesNothingFromWhoseKeyIsRight() {
        for (int request = 0; request < 10; request++) {
            assertThat(mayTry("1.1.1.1", "right-" + request, true)).isTrue();
        }
    }
}
