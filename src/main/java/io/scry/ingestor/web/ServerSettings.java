package io.scry.ingestor.web;

import io.scry.ingestor.settings.RestartOnly;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web server, at {@code server}.
 *
 * @param port where it listens; 0 is any free one
 * @param threads the most requests that are worked on at once
 * @param pidFile where the process writes its id, if anywhere
 */
public record ServerSettings(
        @RestartOnly(inVersion = false) @DefaultValue("8000") @Min(0) @Max(65535)
        int port,

        @RestartOnly @DefaultValue("64") @Min(8) @Max(1000) int threads,
        @RestartOnly(inVersion = false) @Nullable String pidFile) {

    /** All threads of the web server: those that work, as many that wait for them, and those kept for probes. */
    public int allThreads() {
        return 2 * threads + BusinessThreads.RESERVED;
    }
}
