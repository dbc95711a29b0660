package io.scry.ingestor.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What Prometheus is told of health. */
@Component
class HealthMeters {

    private static final String COMPONENT = "component";

    private final MeterRegistry meters;

    HealthMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder(
                        "scry_ingestor_uptime_seconds",
                        ManagementFactory.getRuntimeMXBean(),
                        runtime -> runtime.getUptime() / 1e3)
                .description("Service uptime in seconds")
                .register(meters);
    }

    /** Times a component's checks, and counts those that were not healthy by their reason. */
    SampledComponent.Observer observer(String name) {
        Timer checks = Timer.builder("scry_ingestor_health_check")
                .description("How long checks of a component took")
                .tag(COMPONENT, name)
                .register(meters);
        return (took, failure) -> {
            checks.record(took);
            if (failure != null) {
                meters.counter(
                                "scry_ingestor_health_check_failures",
                                COMPONENT,
                                name,
                                "reason",
                                failure.name().toLowerCase(Locale.ROOT))
                        .increment();
            }
        };
    }

    void add(SampledComponent component) {
        Gauge.builder(
                        "scry_ingestor_health_status",
                        component,
                        one -> one.health().status().metric())
                .description("Component health status (1=healthy, 0.5=degraded, 0=unhealthy)")
                .tag(COMPONENT, component.name())
                .register(meters);
    }

    void remove(SampledComponent component) {
        List.copyOf(meters.getMeters()).stream()
                .filter(meter -> meter.getId().getName().startsWith("scry_ingestor_health_"))
                .filter(meter -> component.name().equals(meter.getId().getTag(COMPONENT)))
                .forEach(meters::remove);
    }
}
