package io.scry.ingestor.health;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The probes. They stand before almost everything else that a request passes, so that they depend on nothing and cost
 * next to nothing, and read what was sampled, whatever happens to what it was sampled from.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ProbeFilter implements Filter {

    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "1", true, "false", false, "0", false);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final ServiceHealth health;
    private final JsonMapper json;

    ProbeFilter(ServiceHealth health, JsonMapper json) {
        this.health = health;
        this.json = json;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        switch (http.getRequestURI()) {
            case "/health", "/ready", "/health/detailed" -> probe(http, answer);
            default -> chain.doFilter(request, response);
        }
    }

    private void probe(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        try {
            switch (request.getRequestURI()) {
                case "/ready" -> ready(response, flag(request, "detailed"), flag(request, "strict"));
                case "/health/detailed" -> send(response, HttpServletResponse.SC_OK, health.report(true));
                default -> send(response, HttpServletResponse.SC_OK, health.alive());
            }
        } catch (IllegalArgumentException e) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
            problem.setType(URI.create("urn:scry:problem:invalid-request"));
            problem.setTitle("The request is not well-formed");
            problem.setProperty("correlation_id", request.getAttribute("correlation_id"));
            response.setContentType("application/problem+json");
            send(response, problem.getStatus(), problem);
        }
    }

    private void ready(HttpServletResponse response, boolean detailed, boolean strict) throws IOException {
        ServiceHealth.Report report = health.report(detailed);
        boolean refuses = strict && report.status() == HealthStatus.UNHEALTHY;
        send(response, refuses ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK, report);
    }

    /** A misspelt flag must not pass for one that is off: a balancer would never see the service go. */
    private static boolean flag(HttpServletRequest request, String name) {
        if (request.getQueryString() == null) {
            return false;
        }
        String value = request.getParameter(name);
        Boolean flag = value == null ? Boolean.FALSE : FLAGS.get(value);
        if (flag == null) {
            throw new IllegalArgumentException("'" + name + "' is either true or false.");
        }
        return flag;
    }

    private void send(HttpServletResponse response, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        response.setStatus(status);
        if (response.getContentType() == null) {
            response.setContentType("application/json");
        }
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
