package io.scry.ingestor.shutdown;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What Prometheus is told of the end of the process, for as long as scrapes are answered. */
@Component
class ShutdownMeters {

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
        shutdown.watch(phase -> Gauge.builder(
                        "scry_ingestor_shutdown_phase_seconds",
                        phase,
                        one -> one.duration().toNanos() / 1e9)
                .description("How long a phase of the shutdown took, or has taken so far")
                .tag("phase", phase.name().replace(' ', '_'))
                .strongReference(true)
                .register(meters));
    }
}
