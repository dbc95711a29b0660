package io.scry.ingestor.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The probes as the API's description has them, and those that {@link ProbeFilter} leaves. A misspelt flag is refused: if it
 * passed for one that is off, a balancer would never see the service go.
 */
@RestController
@Tag(name = "operation")
class ProbeController {

    private final Probes probes;

    ProbeController(Probes probes) {
        this.probes = probes;
    }

    @Operation(summary = "Whether the process lives")
    @GetMapping("/health")
    void alive(HttpServletResponse response) throws IOException {
        probes.alive(response);
    }

    @Operation(summary = "Whether the service can take traffic: 200, or with strict=true 503 if it cannot")
    @GetMapping("/ready")
    void ready(
            HttpServletResponse response,
            @RequestParam(defaultValue = "false") boolean detailed,
            @RequestParam(defaultValue = "false") boolean strict)
            throws IOException {
        probes.ready(response, detailed, strict);
    }

    @Operation(summary = "Every component as last sampled")
    @GetMapping("/health/detailed")
    void detailed(HttpServletResponse response) throws IOException {
        probes.ready(response, true, false);
    }
}
