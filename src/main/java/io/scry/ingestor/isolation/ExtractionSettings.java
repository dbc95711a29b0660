package io.scry.ingestor.isolation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How documents are read, at {@code extraction}.
 *
 * @param isolation where adapters run that can be made to run away
 * @param processes how many parsers there are, each a process that reads one document at a time
 * @param heap how much memory the Java heap of each may take, 32 MB to 64 GB; a process takes some 110 MB beside it
 * @param timeLimit how long the reading of a document may take
 * @param timePerMegabyte how much longer for each megabyte that it has
 * @param waitTime how long a document waits for a parser before it goes back to the queue
 */
public record ExtractionSettings(
        @DefaultValue("process") Isolation isolation,
        @DefaultValue("2") @Min(1) @Max(256) int processes,
        @DefaultValue("128MB") DataSize heap,

        @DefaultValue("1m") @DurationMin(millis = 100) @DurationMax(days = 1)
        Duration timeLimit,

        @DefaultValue("3s") @DurationMin(seconds = 0) @DurationMax(hours = 1)
        Duration timePerMegabyte,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration waitTime) {

    private static final DataSize LEAST = DataSize.ofMegabytes(32);
    private static final DataSize MOST = DataSize.ofGigabytes(64);

    /** Refuses a heap that is of no use. */
    public ExtractionSettings {
        if (heap.compareTo(LEAST) < 0 || heap.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("heap must be from 32MB to 64GB");
        }
    }

    /** Where adapters run that can be made to run away. */
    public enum Isolation {
        /** In processes of their own, which are killed at a limit. */
        PROCESS,
        /** In the worker's own thread: faster to start, and for documents that are trusted. */
        THREAD
    }

    /** How long the reading of a document of this size may take. */
    Duration limit(long bytes) {
        return timeLimit.plus(
                timePerMegabyte.multipliedBy(bytes / DataSize.ofMegabytes(1).toBytes()));
    }
}
