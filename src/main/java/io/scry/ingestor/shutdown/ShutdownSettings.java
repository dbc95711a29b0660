package io.scry.ingestor.shutdown;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The end of the process, at {@code shutdown}.
 *
 * @param timeout after so long the process ends whatever it still does
 */
public record ShutdownSettings(
        @DefaultValue("20s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration timeout) {}
