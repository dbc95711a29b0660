package io.scry.ingestor.cluster;

import io.lettuce.core.RedisURI;
import io.scry.ingestor.settings.RestartOnly;
import io.scry.ingestor.settings.Secret;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Redis, at {@code redis}.
 *
 * @param url {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS; without it, replicas do not
 *     see each other's progress
 * @param namespace replicas with the same one belong together, and hear each other's messages
 * @param timeout how long any answer of Redis is waited for
 */
public record RedisSettings(
        @RestartOnly @Secret @Nullable String url,

        @RestartOnly @DefaultValue("scry") @Pattern(regexp = "[A-Za-z0-9._-]{1,64}")
        String namespace,

        @RestartOnly @DefaultValue("500ms") @DurationMin(millis = 50) @DurationMax(seconds = 5)
        Duration timeout) {

    /** Refuses an address that the client would not understand, before anything is started. */
    public RedisSettings {
        if (url != null) {
            RedisURI.create(url);
        }
    }
}
