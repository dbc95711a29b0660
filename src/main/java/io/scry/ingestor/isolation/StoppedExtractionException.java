package io.scry.ingestor.isolation;

import java.io.Serial;
import java.time.Duration;

/** The reading of a document was ended before it came to its end. The message is for the caller. */
public final class StoppedExtractionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /**
     * @param why what the document did, after "because"
     */
    StoppedExtractionException(Reason reason, String why) {
        super("The reading of the document was stopped because " + why + ".");
        this.reason = reason;
    }

    static StoppedExtractionException late(Duration limit) {
        return new StoppedExtractionException(
                Reason.TIME_LIMIT_EXCEEDED,
                "it was not read within " + limit.toMillis() / 1000.0
                        + " s, which is what a document of its size gets (extraction.time_limit, time_per_megabyte)");
    }

    /** Why it was ended. */
    public Reason reason() {
        return reason;
    }

    /** Why an extraction was ended. */
    public enum Reason {
        /** It took too long. */
        TIME_LIMIT_EXCEEDED,
        /** It took too much memory. */
        MEMORY_LIMIT_EXCEEDED,
        /** The process that read it died. */
        PARSER_DIED
    }
}
