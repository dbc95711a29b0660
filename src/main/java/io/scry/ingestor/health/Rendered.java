package io.scry.ingestor.health;

import java.time.Instant;
import java.util.function.Supplier;

/** An answer that is made at most once a millisecond: within one, two probes could not be told apart anyway. */
final class Rendered {

    private final Supplier<Body> maker;
    private volatile Body last;

    Rendered(Supplier<Body> maker) {
        this.maker = maker;
        this.last = new Body(Instant.EPOCH, HealthStatus.UNHEALTHY, new byte[0], false);
    }

    /**
     * An answer as it goes over the wire.
     *
     * @param at when it was made
     * @param isLast whether the connection is to be closed behind it
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes it
    record Body(Instant at, HealthStatus status, byte[] json, boolean isLast) {}

    Body now() {
        Body body = last;
        if (body.at().toEpochMilli() != System.currentTimeMillis()) {
            body = maker.get();
            last = body;
        }
        return body;
    }
}
