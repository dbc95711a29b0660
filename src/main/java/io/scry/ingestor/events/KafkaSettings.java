package io.scry.ingestor.events;

import io.scry.ingestor.settings.RestartOnly;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Kafka, at {@code kafka}.
 *
 * @param bootstrapServers {@code host:port,host:port}; without it no events are made
 * @param topic where events go
 * @param batchSize the most events that are sent before their receipts are looked at
 * @param deliveryTimeout how long Kafka may take to acknowledge an event before the attempt counts as failed
 * @param maxLag with an event that has waited for longer, Kafka counts as degraded
 * @param maxBackOff the longest pause between attempts while Kafka is away
 */
public record KafkaSettings(
        @RestartOnly @Nullable String bootstrapServers,

        @RestartOnly @DefaultValue("scry.ingestion.complete") @NotBlank
        String topic,

        @RestartOnly @DefaultValue("500") @Min(1) @Max(10_000)
        int batchSize,

        @RestartOnly @DefaultValue("8s") @DurationMin(seconds = 2) @DurationMax(minutes = 2)
        Duration deliveryTimeout,

        @RestartOnly @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 24)
        Duration maxLag,

        @RestartOnly @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration maxBackOff) {

    /** Whether there is a Kafka to tell anything to. */
    public boolean isConfigured() {
        return bootstrapServers != null && !bootstrapServers.isBlank();
    }
}
