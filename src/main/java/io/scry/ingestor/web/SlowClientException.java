package io.scry.ingestor.web;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A client sends or takes too little for too long. */
final class SlowClientException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    SlowClientException(String message) {
        super(message);
    }

    /** Whether that is what is behind a failure. */
    static boolean isBehind(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SlowClientException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
