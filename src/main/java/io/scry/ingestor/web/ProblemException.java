package io.scry.ingestor.web;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be served, with a reason that its sender can act on (RFC 9457). */
public final class ProblemException extends ErrorResponseException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * A problem.
     *
     * @param name the last part of its stable type, for programs
     * @param title the same for all problems of the type
     * @param detail what is wrong here, and what its sender can do about it
     */
    public ProblemException(HttpStatus status, String name, String title, String detail) {
        super(status, Problems.of(status, name, title, detail), null);
    }

    /** Adds one entry of {@code errors[]} for each thing that is wrong. */
    public ProblemException errors(List<? extends Map<String, ?>> errors) {
        getBody().setProperty("errors", errors);
        return this;
    }

    /** Says when to try again. */
    public ProblemException retryAfter(int seconds) {
        getHeaders().set("Retry-After", Integer.toString(seconds));
        return this;
    }

    /** The request itself is not well-formed. */
    public static ProblemException badRequest(String name, String title, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, name, title, detail);
    }

    /** The request is well-formed, and cannot be served all the same. */
    public static ProblemException unprocessable(String name, String title, String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, name, title, detail);
    }
}
