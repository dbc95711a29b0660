package io.scry.ingestor.submission;

import java.io.Serial;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be served, with a reason that its sender can act on (RFC 9457). */
final class ProblemException extends ErrorResponseException {

    @Serial
    private static final long serialVersionUID = 1;

    ProblemException(HttpStatus status, String name, String title, String detail) {
        super(status, problem(status, name, title, detail), null);
    }

    /** Adds one entry of {@code errors[]} for each thing that is wrong. */
    ProblemException errors(List<Map<String, String>> errors) {
        getBody().setProperty("errors", errors);
        return this;
    }

    ProblemException retryAfter(int seconds) {
        getHeaders().set("Retry-After", Integer.toString(seconds));
        return this;
    }

    static ProblemException badRequest(String name, String title, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, name, title, detail);
    }

    static ProblemException unprocessable(String name, String title, String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, name, title, detail);
    }

    private static ProblemDetail problem(HttpStatus status, String name, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:scry:problem:" + name));
        problem.setTitle(title);
        return problem;
    }
}
