package io.scry.ingestor.shutdown;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What Prometheus is told of the end of the process, for as long as scrapes are answered. */
@Component
class ShutdownMeters {

    /** In advance, so that each is 0 before it begins. */
    private static final List<String> PHASES = List.of(
            "accepting",
            "requests",
            "last answers",
            "workers",
            "handlers",
            "kafka",
            "job signals",
            "redis",
            "database");

    ShutdownMeters(Shutdown shutdown, Traffic traffic, MeterRegistry meters) {
        Gauge.builder("scry_ingestor_draining", traffic, one -> one.isDraining() ? 1 : 0)
                .description("1 from the beginning of the shutdown, 0 before")
                .register(meters);
        Gauge.builder(
                        "scry_ingestor_shutdown_exit_code",
                        shutdown,
                        one -> one.outcome().code())
                .description("What the process would exit with as things stand")
                .register(meters);
        Map<String, Shutdown.Phase> begun = new ConcurrentHashMap<>();
        shutdown.watch(phase -> begun.put(phase.name(), phase));
        for (String name : PHASES) {
            Gauge.builder("scry_ingestor_shutdown_phase_seconds", () -> seconds(begun.get(name)))
                    .description("How long a phase of the shutdown took, or has taken so far; 0 before it begins")
                    .tag("phase", name.replace(' ', '_'))
                    .register(meters);
        }
    }

    private static double seconds(Shutdown.@Nullable Phase phase) {
        return phase == null ? 0 : phase.duration().toNanos() / 1e9;
    }
}
