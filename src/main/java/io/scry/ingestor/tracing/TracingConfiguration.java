package io.scry.ingestor.tracing;

import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownPhase;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends the last steps before the process ends. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    private static final Duration LAST = Duration.ofSeconds(2);

    @Bean
    ShutdownPhase lastSteps(Traces traces, Shutdown shutdown) {
        return new ShutdownPhase(ShutdownPhases.CONNECTIONS, () -> {
            if (traces.isOn()) {
                shutdown.phase("traces", () -> shutdown.step("sending traces", LAST, () -> traces.close(LAST)));
            }
        });
    }
}
