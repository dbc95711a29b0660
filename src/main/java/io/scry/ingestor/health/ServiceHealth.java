package io.scry.ingestor.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.scry.ingestor.settings.ActiveSettings;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** The service as a whole. It only puts together what samples say, so it never waits. */
@Component
class ServiceHealth {

    static final String SERVICE = "scry_ingestor";

    private final HealthChecks checks;
    private final ActiveSettings settings;
    private final ApplicationAvailability availability;
    private final List<StartCondition> conditions;
    private final String version;
    private volatile boolean started;

    ServiceHealth(
            HealthChecks checks,
            ActiveSettings settings,
            ApplicationAvailability availability,
            List<StartCondition> conditions,
            BuildProperties build) {
        this.checks = checks;
        this.settings = settings;
        this.availability = availability;
        this.conditions = conditions;
        this.version = String.valueOf(build.getVersion());
    }

    /**
     * What {@code /ready} says.
     *
     * @param reason why it is unhealthy, if that is not for a component: {@code starting} or {@code draining}
     * @param components by name; empty unless asked for
     */
    record Report(
            HealthStatus status,
            String service,
            String version,
            Instant checkedAt,
            double uptimeSeconds,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            Map<String, ComponentHealth> components) {}

    /** What {@code /health} says: that somebody is there to say it. */
    record Alive(HealthStatus status, String service, Instant checkedAt) {}

    Alive alive() {
        return new Alive(HealthStatus.HEALTHY, SERVICE, Instant.now());
    }

    Report report(boolean detailed) {
        HealthSettings current = settings.current().get(HealthSettings.class);
        Map<String, ComponentHealth> components = components(current);
        String reason = reason();
        return new Report(
                reason == null ? overall(components, current.required()) : HealthStatus.UNHEALTHY,
                SERVICE,
                version,
                Instant.now(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
                reason,
                detailed ? components : Map.of());
    }

    private Map<String, ComponentHealth> components(HealthSettings current) {
        Map<String, ComponentHealth> components = new LinkedHashMap<>();
        for (SampledComponent component : checks.all()) {
            components.put(component.name(), component.health());
        }
        for (String name : current.required()) {
            components.computeIfAbsent(name, ServiceHealth::unknown);
        }
        return components;
    }

    private static ComponentHealth unknown(String name) {
        return new ComponentHealth(
                name,
                HealthStatus.UNHEALTHY,
                "It is required (health.required), and there is no check of this name",
                Instant.now(),
                Map.of());
    }

    private static HealthStatus overall(Map<String, ComponentHealth> components, List<String> required) {
        HealthStatus worst = HealthStatus.HEALTHY;
        for (ComponentHealth component : components.values()) {
            if (component.status() == HealthStatus.UNHEALTHY && required.contains(component.name())) {
                return HealthStatus.UNHEALTHY;
            }
            if (component.status() != HealthStatus.HEALTHY) {
                worst = HealthStatus.DEGRADED;
            }
        }
        return worst;
    }

    /** Whether the service is about to stop. */
    boolean isDraining() {
        return started && !isAccepting();
    }

    private boolean isAccepting() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }

    private @Nullable String reason() {
        boolean accepting = isAccepting();
        if (started) {
            return accepting ? null : "draining";
        }
        started = accepting
                && checks.all().stream().allMatch(SampledComponent::isSampled)
                && conditions.stream().allMatch(StartCondition::isMet);
        return started ? null : "starting";
    }
}
