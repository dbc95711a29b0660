package io.scry.ingestor.health;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What probes are answered with. */
@Component
final class Probes {

    private final Rendered alive;
    private final Rendered brief;
    private final Rendered detailed;

    Probes(ServiceHealth health, JsonMapper json) {
        this.alive = new Rendered(() -> {
            ServiceHealth.Alive answer = health.alive();
            return new Rendered.Body(
                    answer.checkedAt(), answer.status(), json.writeValueAsBytes(answer), health.isDraining());
        });
        this.brief = new Rendered(() -> report(health, false, json));
        this.detailed = new Rendered(() -> report(health, true, json));
    }

    private static Rendered.Body report(ServiceHealth health, boolean detail, JsonMapper json) {
        ServiceHealth.Report report = health.report(detail);
        return new Rendered.Body(
                report.checkedAt(), report.status(), json.writeValueAsBytes(report), health.isDraining());
    }

    void alive(HttpServletResponse response) throws IOException {
        send(response, HttpServletResponse.SC_OK, alive.now());
    }

    void ready(HttpServletResponse response, boolean detail, boolean strict) throws IOException {
        Rendered.Body body = (detail ? detailed : brief).now();
        boolean refuses = strict && body.status() == HealthStatus.UNHEALTHY;
        send(response, refuses ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK, body);
    }

    /** JSON whatever the caller accepts: a probe is not to fail for its headers. */
    private static void send(HttpServletResponse response, int status, Rendered.Body body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (body.isLast()) {
            response.setHeader("Connection", "close");
        }
        response.setContentLength(body.json().length);
        response.getOutputStream().write(body.json());
    }
}
