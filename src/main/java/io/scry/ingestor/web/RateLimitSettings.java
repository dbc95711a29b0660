package io.scry.ingestor.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often callers may call each replica, at {@code rate_limit}.
 *
 * @param enabled whether anybody is held back
 * @param requests how many requests each caller may send in a period
 * @param period whole seconds; what was used comes back evenly over it
 * @param burst how many of them may come at once
 * @param unknownKeys how many requests with a key that is not known each address may send in a period
 */
public record RateLimitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("60000") @Min(1) @Max(100_000_000) long requests,

        @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration period,

        @DefaultValue("6000") @Min(1) @Max(100_000_000) long burst,

        @DefaultValue("100") @Min(1) @Max(100_000_000) long unknownKeys) {

    /** Refuses a limit that could not be told to clients. */
    public RateLimitSettings {
        if (burst > requests) {
            throw new IllegalArgumentException("burst must not be larger than requests");
        }
        if (!period.equals(Duration.ofSeconds(period.toSeconds()))) {
            throw new IllegalArgumentException("period must be whole seconds");
        }
    }

    /** The same as a limit of its own. */
    RateLimitSettings ofUnknownKeys() {
        return new RateLimitSettings(enabled, unknownKeys, period, unknownKeys, unknownKeys);
    }
}
