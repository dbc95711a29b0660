package io.scry.ingestor.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes problem details (RFC 9457) whole: each has a stable type and the request's correlation id. */
@Component
class Problems {

    private static final String TYPE = "urn:scry:problem:";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    static ProblemDetail of(HttpStatus status, String name, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE + name));
        problem.setTitle(title);
        return problem;
    }

    /** What a problem is called that is no more than its status. */
    static String name(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Adds what every problem has. */
    static ProblemDetail whole(ProblemDetail problem, HttpServletRequest request) {
        if (problem.getType() == null || problem.getType().toString().equals("about:blank")) {
            HttpStatus status = HttpStatus.resolve(problem.getStatus());
            problem.setType(URI.create(TYPE + (status == null ? "error" : name(status))));
        }
        problem.setInstance(URI.create(request.getRequestURI()));
        problem.setProperty(CorrelationId.NAME, CorrelationId.of(request));
        return problem;
    }

    /** Answers outside of the controllers' reach. */
    void send(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.getStatus());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(json.writeValueAsBytes(whole(problem, request)));
    }
}
