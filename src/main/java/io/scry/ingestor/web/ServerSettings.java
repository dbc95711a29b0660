package io.scry.ingestor.web;

import io.scry.ingestor.settings.RestartOnly;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The web server, at {@code server}.
 *
 * @param port where it listens; 0 is any free one
 * @param threads the most requests that are worked on at once
 * @param headTimeout how long the head of a request may take, from its first byte on
 * @param clientTimeout how long a client may be silent in the middle of a request, or take nothing of an answer
 * @param slowTimeout how long all of a request's body, and all of its answer, may wait for the client, beyond what
 *     {@code slowRate} allows
 * @param slowRate how much of a body or answer in a second is fast enough to go on for as long as there is more
 * @param slowShare the most threads that slow clients may hold, in percent of {@code threads}, and the most downloads at once
 * @param pidFile where the process writes its id, if anywhere
 */
public record ServerSettings(
        @RestartOnly(inVersion = false) @DefaultValue("8000") @Min(0) @Max(65535)
        int port,

        @RestartOnly @DefaultValue("64") @Min(8) @Max(1000) int threads,

        @RestartOnly @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration headTimeout,

        @RestartOnly @DefaultValue("20s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration clientTimeout,

        @RestartOnly @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 30)
        Duration slowTimeout,

        @RestartOnly @DefaultValue("16KB") DataSize slowRate,
        @RestartOnly @DefaultValue("50") @Min(1) @Max(100) int slowShare,
        @RestartOnly(inVersion = false) @Nullable String pidFile) {

    /** Refuses a rate that nobody could miss. */
    public ServerSettings {
        if (slowRate.toBytes() < 1) {
            throw new IllegalArgumentException("slow_rate must be at least 1B");
        }
    }

    /** All threads of the web server: those that work, as many that wait for them, and those kept for probes. */
    public int allThreads() {
        return 2 * threads + BusinessThreads.RESERVED;
    }

    /** The most threads that slow clients may hold, and the most downloads at once; at least one each. */
    public int slowThreads() {
        return Math.max(1, threads * slowShare / 100);
    }
}
