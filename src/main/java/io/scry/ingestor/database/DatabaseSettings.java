package io.scry.ingestor.database;

import io.scry.ingestor.settings.RestartOnly;
import io.scry.ingestor.settings.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * PostgreSQL, at {@code database}.
 *
 * @param url {@code postgresql://user:password@host:port/name} or {@code jdbc:postgresql://…}
 * @param poolSize the most connections that this replica holds
 * @param connectionTimeout how long anybody waits for a free connection
 * @param requestTimeout how long a request waits for a connection and one answer of the server together
 * @param socketTimeout how long workers and others in the background wait for one answer of the server
 */
public record DatabaseSettings(
        @RestartOnly @Secret @NotBlank String url,
        @RestartOnly @DefaultValue("20") @Min(4) @Max(500) int poolSize,

        @RestartOnly @DefaultValue("2s") @DurationMin(millis = 250) @DurationMax(seconds = 30)
        Duration connectionTimeout,

        @RestartOnly @DefaultValue("2500ms") @DurationMin(millis = 250) @DurationMax(minutes = 1)
        Duration requestTimeout,

        @RestartOnly @DefaultValue("20s") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration socketTimeout) {

    /** Refuses an address that the driver would not understand, before anything is started. */
    public DatabaseSettings {
        DatabaseUrl.parse(url);
    }
}
