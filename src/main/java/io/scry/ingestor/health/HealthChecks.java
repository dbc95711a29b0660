package io.scry.ingestor.health;

import io.micrometer.core.instrument.Clock;
import io.scry.ingestor.settings.ActiveSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.stereotype.Component;

/**
 * The components that are watched. A check becomes one by being a bean of {@link HealthCheck} or of Spring's
 * {@code HealthIndicator}, or by {@link #register}; however it came, it is sampled, and shown by probes, metrics and
 * Actuator alike.
 */
@Component
public class HealthChecks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private final Map<String, SampledComponent> byName = new ConcurrentSkipListMap<>();
    private final HealthContributorRegistry actuator;
    private final HealthMeters meters;
    private final ActiveSettings settings;
    private final Clock clock;
    private volatile Consumer<SampledComponent> whenAdded = component -> {};

    HealthChecks(HealthContributorRegistry actuator, HealthMeters meters, ActiveSettings settings, Clock clock) {
        this.actuator = actuator;
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Watches one more component from now on.
     *
     * @param name up to 64 letters, digits, underscores, dots and dashes, beginning with a letter
     * @param check see {@link HealthCheck}
     * @throws IllegalArgumentException if the name has another form
     * @throws IllegalStateException if a component of this name is watched already
     */
    public synchronized void register(String name, Callable<@Nullable CheckResult> check) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A component cannot be named '" + Redaction.of(name)
                    + "': use letters, digits, underscores, dots and dashes, beginning with a letter");
        }
        if (actuator.getContributor(name) != null) {
            throw new IllegalStateException("There are two health checks named '" + name
                    + "'; a component has one check, so give the second another name");
        }
        HealthSettings current = settings.current().get(HealthSettings.class);
        SampledComponent component = new SampledComponent(name, check, current, clock, meters.observer(name));
        actuator.registerContributor(name, new SampledIndicator(component));
        byName.put(name, component);
        meters.add(component);
        whenAdded.accept(component);
    }

    /** Stops watching a component; does nothing if it is not watched. */
    public synchronized void unregister(String name) {
        SampledComponent component = byName.remove(name);
        if (component != null) {
            component.abandon();
            meters.remove(component);
            actuator.unregisterContributor(name);
        }
    }

    /** From now on this one is told of every component that comes, and at once of those that are there. */
    synchronized void watch(Consumer<SampledComponent> watcher) {
        whenAdded = watcher;
        byName.values().forEach(watcher);
    }

    /** By name, in the order of names. */
    List<SampledComponent> all() {
        return List.copyOf(byName.values());
    }

    boolean has(SampledComponent component) {
        return component.equals(byName.get(component.name()));
    }
}
