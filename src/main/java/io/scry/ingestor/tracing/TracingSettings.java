package io.scry.ingestor.tracing;

import io.scry.ingestor.settings.RestartOnly;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Traces, at {@code tracing}.
 *
 * @param endpoint where they go, by OTLP over HTTP: the collector's whole URL, as
 *     {@code http://collector:4318/v1/traces}; without it there are none; without a user
 *     or a query, since it is no secret
 * @param sampleRatio of the requests that belong to no trace yet, how many begin one, 0 to 1; others do as their caller
 *     does, who needs a key for that
 */
public record TracingSettings(
        @RestartOnly @Nullable @Pattern(regexp = "https?://[^\\s?#@]+")
        String endpoint,

        @RestartOnly @DefaultValue("1") @DecimalMin("0") @DecimalMax("1")
        double sampleRatio) {}
