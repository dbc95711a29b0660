package io.scry.ingestor.submission;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is accepted, at {@code ingestion}.
 *
 * @param queueLimit with so many waiting, over all replicas, new ones are turned away with 429
 * @param maxSourceSize the largest upload or file
 * @param maxInlineSize the largest JSON request, inline text included; it is held in memory, so 1 KB to 256 MB
 * @param fileRoots the folders whose files may be ingested by path; none by default
 * @param waitTime how long a request waits for its ingestion if it does not say otherwise
 * @param maxWaitTime the longest that a request may ask to wait
 * @param maxStreams the most event streams that are open at once
 */
public record IngestionSettings(
        @DefaultValue("10000") @Min(1) @Max(10_000_000) int queueLimit,
        @DefaultValue("2GB") DataSize maxSourceSize,
        @DefaultValue("8MB") DataSize maxInlineSize,
        @DefaultValue List<String> fileRoots,

        @DefaultValue("30s") @DurationMin(seconds = 0) @DurationMax(minutes = 5)
        Duration waitTime,

        @DefaultValue("2m") @DurationMin(seconds = 0) @DurationMax(minutes = 10)
        Duration maxWaitTime,

        @DefaultValue("200") @Min(1) @Max(10_000) int maxStreams) {

    private static final DataSize LEAST = DataSize.ofKilobytes(1);
    private static final DataSize MOST_INLINE = DataSize.ofMegabytes(256);

    /** Refuses limits that could not be kept. */
    public IngestionSettings {
        if (maxInlineSize.compareTo(LEAST) < 0 || maxInlineSize.compareTo(MOST_INLINE) > 0) {
            throw new IllegalArgumentException("max_inline_size must be from 1KB to 256MB");
        }
        if (maxSourceSize.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("max_source_size must be at least 1KB");
        }
    }
}
