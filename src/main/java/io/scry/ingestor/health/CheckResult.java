package io.scry.ingestor.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a check has found. It is shown to everybody: it must hold no credentials, no job and no source.
 *
 * @param message one sentence for whoever is woken by it
 * @param metadata facts beside it, by names in snake_case; the order is kept
 */
public record CheckResult(HealthStatus status, String message, Map<String, ?> metadata) {

    /** Copies the metadata. */
    public CheckResult {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The component is well. */
    public static CheckResult healthy(String message) {
        return new CheckResult(HealthStatus.HEALTHY, message, Map.of());
    }

    /** The component is not configured, or works with a limp. */
    public static CheckResult degraded(String message) {
        return new CheckResult(HealthStatus.DEGRADED, message, Map.of());
    }

    /** The component is not there. */
    public static CheckResult unhealthy(String message) {
        return new CheckResult(HealthStatus.UNHEALTHY, message, Map.of());
    }

    /** The same with these facts instead. */
    public CheckResult with(Map<String, ?> facts) {
        return new CheckResult(status, message, facts);
    }
}
