package io.scry.ingestor.shutdown;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests come to their end, at {@code drain}.
 *
 * @param minDelay how long requests are served at least after the process says that it is not ready
 * @param quietPeriod requests are served until none has come for so long
 * @param acceptTimeout how long requests are served at most
 * @param timeout how long requests in flight are waited for when no more are taken
 */
public record DrainSettings(
        @DefaultValue("2s") @DurationMin(seconds = 0) @DurationMax(minutes = 5)
        Duration minDelay,

        @DefaultValue("1s") @DurationMin(seconds = 0) @DurationMax(minutes = 1)
        Duration quietPeriod,

        @DefaultValue("6s") @DurationMin(seconds = 0) @DurationMax(minutes = 10)
        Duration acceptTimeout,

        @DefaultValue("2s") @DurationMin(seconds = 0) @DurationMax(minutes = 10)
        Duration timeout) {

    /** Refuses limits that contradict each other. */
    public DrainSettings {
        if (minDelay.compareTo(acceptTimeout) > 0) {
            throw new IllegalArgumentException("min_delay must not be longer than accept_timeout");
        }
    }
}
