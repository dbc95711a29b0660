package io.scry.ingestor.health;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How components are watched, at {@code health}.
 *
 * @param interval from the beginning of one check of a component to the next
 * @param timeout how long a check may take
 * @param failureThreshold after so many worse results in a row the status gets worse
 * @param recoveryThreshold after so many better results in a row it gets better
 * @param required the components without which the service is unhealthy
 */
public record HealthSettings(
        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration interval,

        @DefaultValue("3s") @DurationMin(millis = 100) @DurationMax(seconds = 30)
        Duration timeout,

        @DefaultValue("1") @Min(1) @Max(20) int failureThreshold,
        @DefaultValue("1") @Min(1) @Max(20) int recoveryThreshold,
        @DefaultValue("database") List<@NotBlank String> required) {

    /** No sample of a component that is watched can be older. */
    Duration stale() {
        return interval.multipliedBy(2).plus(timeout);
    }
}
