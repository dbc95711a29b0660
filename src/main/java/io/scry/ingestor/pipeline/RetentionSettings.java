package io.scry.ingestor.pipeline;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things are kept, at {@code retention}.
 *
 * @param ingestions an ended ingestion with its data goes so long after it ended
 * @param sources the source of one that succeeded or was cancelled goes so long after it ended; that of a failed one stays
 *     as long as the ingestion, so that it can be retried
 */
public record RetentionSettings(
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration ingestions,
        @DefaultValue("1d") @DurationMin(seconds = 0) Duration sources) {}
