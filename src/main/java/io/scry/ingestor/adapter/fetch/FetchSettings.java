package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.Web;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How URLs are fetched, at {@code fetch}. No request can change any of it.
 *
 * @param allowedHosts servers that may be asked though their addresses are not public; {@code *.name} for all below a name
 * @param allowedNetworks networks whose addresses may be asked though they are not public
 * @param onlyHosts if there are any, no other servers are asked
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long a server may be silent
 * @param timeout how long one answer may take, to its last byte, where the adapter does not say otherwise
 * @param totalTimeout how long all answers of one ingestion may take
 * @param maxRedirects how many redirects are followed
 * @param maxWireSize the most bytes of an answer as they are sent
 * @param maxSize the most bytes of an answer when decompressed
 * @param maxAttempts how often an answer is asked for where the adapter does not say otherwise
 * @param initialDelay before the second attempt
 * @param maxDelay no pause between attempts is longer
 * @param maxCachedSize larger answers are not cached
 * @param breaker when a server is left alone
 */
public record FetchSettings(
        @DefaultValue List<@Pattern(regexp = HOST) String> allowedHosts,
        @DefaultValue List<String> allowedNetworks,
        @DefaultValue List<@Pattern(regexp = HOST) String> onlyHosts,

        @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration connectTimeout,

        @DefaultValue("20s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration readTimeout,

        @DefaultValue("60s") @DurationMin(millis = 10) @DurationMax(hours = 1)
        Duration timeout,

        @DefaultValue("30m") @DurationMin(millis = 10) @DurationMax(days = 1)
        Duration totalTimeout,

        @DefaultValue("5") @Min(0) @Max(50) int maxRedirects,
        @DefaultValue("256MB") DataSize maxWireSize,
        @DefaultValue("1GB") DataSize maxSize,
        @DefaultValue("3") @Min(1) @Max(20) int maxAttempts,

        @DefaultValue("500ms") @DurationMin(millis = 1) @DurationMax(minutes = 1)
        Duration initialDelay,

        @DefaultValue("10s") @DurationMin(millis = 1) @DurationMax(minutes = 5)
        Duration maxDelay,

        @DefaultValue("256KB") DataSize maxCachedSize,
        @DefaultValue BreakerSettings breaker) {

    static final String HOST = "(\\*\\.)?[a-z0-9_.-]+|\\[?[0-9a-f:.]+]?";

    private static final DataSize MOST_CACHED = DataSize.ofMegabytes(8);

    /** Refuses networks that are none, and limits that could not be kept. */
    public FetchSettings {
        allowedNetworks.forEach(Network::of);
        if (maxCachedSize.compareTo(MOST_CACHED) > 0) {
            throw new IllegalArgumentException("max_cached_size must be at most 8MB");
        }
    }

    /**
     * When a server is left alone, each by itself.
     *
     * @param window how many of its last answers are looked at
     * @param minimumCalls with fewer it is not judged
     * @param failureRate with this share of failures, in percent, it is left alone
     * @param openTime for how long; then a few requests try it again
     */
    public record BreakerSettings(
            @DefaultValue("20") @Min(1) @Max(1000) int window,
            @DefaultValue("10") @Min(1) @Max(1000) int minimumCalls,
            @DefaultValue("50") @Min(1) @Max(100) int failureRate,

            @DefaultValue("30s") @DurationMin(millis = 10) @DurationMax(hours = 1)
            Duration openTime) {}

    /** How a document is asked for. */
    public Web.Terms terms() {
        return new Web.Terms(timeout, maxAttempts, initialDelay, maxDelay, Duration.ZERO);
    }
}
