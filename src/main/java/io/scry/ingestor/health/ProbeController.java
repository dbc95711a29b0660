package io.scry.ingestor.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The probes. They read what was sampled, whatever happens to what it was sampled from. */
@RestController
@Tag(name = "operation")
class ProbeController {

    private final ServiceHealth health;

    ProbeController(ServiceHealth health) {
        this.health = health;
    }

    /** What {@code /health} says: that somebody is there to say it. */
    record Alive(HealthStatus status, String service, Instant checkedAt) {}

    @Operation(summary = "Whether the process lives")
    @GetMapping("/health")
    ResponseEntity<Alive> alive() {
        return answer(HttpStatus.OK, new Alive(HealthStatus.HEALTHY, ServiceHealth.SERVICE, Instant.now()));
    }

    @Operation(summary = "Whether the service can take traffic; 200 unless strict")
    @GetMapping("/ready")
    ResponseEntity<ServiceHealth.Report> ready(
            @RequestParam(defaultValue = "false") boolean detailed,
            @RequestParam(defaultValue = "false") boolean strict) {
        ServiceHealth.Report report = health.report(detailed);
        boolean refuse = strict && report.status() == HealthStatus.UNHEALTHY;
        return answer(refuse ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK, report);
    }

    @Operation(summary = "Every component as last sampled")
    @GetMapping("/health/detailed")
    ResponseEntity<ServiceHealth.Report> detailed() {
        return answer(HttpStatus.OK, health.report(true));
    }

    /** JSON whatever the caller accepts: a probe is not to fail for its headers. */
    private static <T> ResponseEntity<T> answer(HttpStatus status, T body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
