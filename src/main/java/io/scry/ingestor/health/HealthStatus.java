package io.scry.ingestor.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a component, or the service as a whole, is; from best to worst. */
public enum HealthStatus {
    /** All is well. */
    HEALTHY(1),
    /** Not configured, or working with a limp. */
    DEGRADED(0.5),
    /** Not there. */
    UNHEALTHY(0);

    private final double metric;

    HealthStatus(double metric) {
        this.metric = metric;
    }

    /** The value of the gauge {@code scry_ingestor_health_status}. */
    double metric() {
        return metric;
    }

    /** As JSON has it. */
    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
