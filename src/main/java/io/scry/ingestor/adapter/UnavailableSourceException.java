package io.scry.ingestor.adapter;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A source that cannot be had now, and perhaps can later. The message is for the caller. */
public final class UnavailableSourceException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private final @Nullable Duration retryAfter;

    /**
     * @param message what is wrong, and what the sender of the source can do about it; it names no secret
     * @param retryAfter before which trying again is of no use, if that is known
     */
    public UnavailableSourceException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** Before which trying again is of no use, if that is known. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
