package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShutdownMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Shutdown shutdown = new Shutdown();
    private final Traffic traffic = new Traffic();

    @BeforeEach
    void observe() {
        assertThat(new ShutdownMeters(shutdown, traffic, registry)).isNotNull();
    }

    @Test
    void tellHowLongAPhaseHasTakenSoFarAndInTheEnd() {
        assertThat(gauge("last_answers")).isZero();
        List<Double> seen = new ArrayList<>();
        shutdown.phase("last answers", () -> {
            seen.add(gauge("last_answers"));
            seen.add(gauge("last_answers"));
        });
        assertThat(seen.get(0)).isPositive().isLessThan(seen.get(1));
        double whole = gauge("last_answers");
        assertThat(whole).isGreaterThan(seen.get(1));
        assertThat(gauge("last_answers")).isEqualTo(whole);
    }

    private double gauge(String phase) {
        return registry.get("scry_ingestor_shutdown_phase_seconds")
                .tag("phase", phase)
                .gauge()
                .value();
    }

    @Test
    void tellThatItDrainsAndWhatItWouldExitWith() {
        assertThat(registry.get("scry_ingestor_draining").gauge().value()).isZero();
        assertThat(registry.get("scry_ingestor_shutdown_exit_code").gauge().value())
                .isZero();
        traffic.drain();
        shutdown.incomplete(ExitCode.HANDLER_FAILED);
        assertThat(registry.get("scry_ingestor_draining").gauge().value()).isEqualTo(1);
        assertThat(registry.get("scry_ingestor_shutdown_exit_code").gauge().value())
                .isEqualTo(80);
    }
}
