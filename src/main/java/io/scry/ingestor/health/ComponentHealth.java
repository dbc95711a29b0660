package io.scry.ingestor.health;

import java.time.Instant;
import java.util.Map;

/**
 * A component as it was last seen.
 *
 * @param checkedAt when that was
 */
record ComponentHealth(String name, HealthStatus status, String message, Instant checkedAt, Map<String, ?> metadata) {

    ComponentHealth as(HealthStatus other, String why) {
        return new ComponentHealth(name, other, why, checkedAt, metadata);
    }
}
