package io.scry.ingestor.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether a client keeps up, as far as it is waited for: time that the service itself takes does not count. One thread may
 * use it at a time.
 */
final class Pace {

    private static final Duration UNNOTICED = Duration.ofSeconds(1);
    /** So many times the least rate is what no client is called slow at, however long it goes on. */
    private static final int FAST = 64;

    private long bytesPerSecond;
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

    /** Beyond what the bytes may take at this rate. */
    private long tooLong(double rate) {
        return waited - (long) (moved / rate * TimeUnit.SECONDS.toNanos(1));
    }

    /** Whether it is a client for which a thread waits noticeably. */
    boolean isSlow() {
        return tooLong((double) FAST * bytesPerSecond) > UNNOTICED.toNanos();
    }

    /** Whether nobody waits for it any longer. */
    boolean isOver() {
        return tooLong((double) bytesPerSecond) > limit;
    }

    /** From now on there is only so much time, however much comes in it. */
    void endAfter(Duration time) {
        limit = time.toNanos();
        bytesPerSecond = Long.MAX_VALUE;
        waited = 0;
    }

    /** From now on there is no more than so much time, beyond what the bytes may take. */
    void hurry(Duration time) {
        limit = Math.min(limit, time.toNanos());
        waited = 0;
        moved = 0;
    }
}
