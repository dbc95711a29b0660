package io.scry.ingestor.pipeline;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often and when an ingestion is tried again after a failure that can pass by itself, at {@code retry}.
 *
 * @param maxAttempts how many attempts there are in all
 * @param initialDelay before the second attempt
 * @param maxDelay no pause is longer
 * @param multiplier each pause is so many times the one before
 * @param jitter the share (0 to 1) of a pause that is left to chance, so that many do not come back at once
 */
public record RetrySettings(
        @DefaultValue("8") @Min(1) @Max(100) int maxAttempts,

        @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(hours = 1)
        Duration initialDelay,

        @DefaultValue("5m") @DurationMin(millis = 10) @DurationMax(days = 1)
        Duration maxDelay,

        @DefaultValue("2") @DecimalMin("1") @DecimalMax("10")
        double multiplier,

        @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1")
        double jitter) {

    /** The pause after this many failed attempts, at least 1. */
    Duration delay(int failed, RandomGenerator random) {
        double full = initialDelay.toMillis() * Math.pow(multiplier, failed - 1.0);
        double capped = Math.min(full, (double) maxDelay.toMillis());
        return Duration.ofMillis(Math.round(capped * (1 - jitter * random.nextDouble())));
    }
}
