package io.scry.ingestor.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether a client keeps up, as far as it is waited for: time that the service itself takes does not count. One thread may
 * use it at a time.
 */
final class Pace {

    private static final Duration UNNOTICED = Duration.ofSeconds(1);
    private static final Duration TO_THE_END = Duration.ofSeconds(2);

    private final long bytesPerSecond;
    private long limit;
    private long waited;
    private long moved;

    Pace(ServerSettings settings) {
        this.bytesPerSecond = settings.slowRate().toBytes();
        this.limit = settings.slowTimeout().toNanos();
    }

    /** So long it was waited for, and so many bytes came or went. */
    void add(long nanos, long bytes) {
        waited += nanos;
        moved += bytes;
    }

    /** Beyond what the bytes may take. */
    private long tooLong() {
        return waited - (long) ((double) moved / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
    }

    /** Whether it is a client for which a thread waits noticeably. */
    boolean isSlow() {
        return tooLong() > UNNOTICED.toNanos();
    }

    /** Whether nobody waits for it any longer. */
    boolean isOver() {
        return tooLong() > limit;
    }

    /** From now on there is little time: nobody is interested in the rest. */
    void hurry() {
        limit = Math.min(limit, TO_THE_END.toNanos());
        waited = 0;
        moved = 0;
    }
}
