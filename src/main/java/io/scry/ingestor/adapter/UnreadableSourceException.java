package io.scry.ingestor.adapter;

import java.io.Serial;

/** A source that cannot be read, by its own fault: trying again will not help. The message is for the caller. */
public final class UnreadableSourceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /**
     * @param message what is wrong with the source and what its sender can do about it; it names no path of this machine
     */
    public UnreadableSourceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * @param message what is wrong with the source and what its sender can do about it; it names no path of this machine
     * @param cause for the log; callers never see it
     */
    public UnreadableSourceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Which kind of fault it is. */
    public Reason reason() {
        return reason;
    }

    /** The kinds of fault a source can have. */
    public enum Reason {
        /** There is nothing in it. */
        EMPTY,
        /** It is of another kind than the adapter reads. */
        WRONG_TYPE,
        /** It is of the right kind, but broken or cut off. */
        DAMAGED,
        /** Its bytes are not in the encoding that was named or found. */
        WRONG_ENCODING,
        /** It is protected, and no password, or a wrong one, was given. */
        PASSWORD_REQUIRED,
        /** It is larger, deeper or more than the limits allow. */
        LIMIT_EXCEEDED,
        /** It asks for something that is not supported. */
        UNSUPPORTED,
        /** It lies at an address that this service does not go to. */
        FORBIDDEN_ADDRESS,
        /** Its server does not exist, or cannot be trusted. */
        UNREACHABLE,
        /** Its server does not give it. */
        REFUSED_BY_SERVER
    }
}
