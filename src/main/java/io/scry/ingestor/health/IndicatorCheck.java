package io.scry.ingestor.health;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** A Spring indicator as a check; statuses that are unknown to us are degraded. */
record IndicatorCheck(HealthIndicator indicator) implements Callable<@Nullable CheckResult> {

    @Override
    public @Nullable CheckResult call() {
        Health health = indicator.health(true);
        if (health == null) {
            return null;
        }
        String code = health.getStatus().getCode();
        HealthStatus status = switch (code) {
            case "UP" -> HealthStatus.HEALTHY;
            case "DOWN", "OUT_OF_SERVICE" -> HealthStatus.UNHEALTHY;
            default -> HealthStatus.DEGRADED;
        };
        Map<String, Object> details = health.getDetails();
        Object said = details.getOrDefault("message", details.get("error"));
        return new CheckResult(status, said == null ? "The indicator says " + code : said.toString(), details);
    }
}
