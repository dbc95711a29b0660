package io.scry.ingestor.shutdown;

import java.io.Serial;
import org.springframework.core.NestedExceptionUtils;

/** The process is to end, and has only begun. */
final class StartGivenUpException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    StartGivenUpException() {
        super("The start was given up because a signal came");
    }

    static boolean isBehind(Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof StartGivenUpException;
    }
}
