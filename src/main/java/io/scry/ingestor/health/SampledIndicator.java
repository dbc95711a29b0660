package io.scry.ingestor.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** A component as Actuator sees it: its last sample. */
record SampledIndicator(SampledComponent component) implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    @Override
    public Health health() {
        ComponentHealth seen = component.health();
        return Health.status(status(seen.status()))
                .withDetail("message", seen.message())
                .withDetail("checked_at", seen.checkedAt())
                .withDetail("metadata", seen.metadata())
                .build();
    }

    static Status status(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> Status.UP;
            case DEGRADED -> DEGRADED;
            case UNHEALTHY -> Status.DOWN;
        };
    }
}
