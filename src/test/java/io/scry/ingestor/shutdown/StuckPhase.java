package io.scry.ingestor.shutdown;

import java.util.concurrent.CountDownLatch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Stops for ever, and keeps no limit: what the watchdog is for. */
@Configuration(proxyBeanMethods = false)
@Profile(StuckPhase.PROFILE)
class StuckPhase {

    static final String PROFILE = "stuck-phase";

    /** System property: where it is stuck, if not among the handlers. */
    static final String PHASE = "stuck-phase";

    @Bean
    ShutdownPhase stuck(Shutdown shutdown) {
        int phase = Integer.getInteger(PHASE, ShutdownPhases.HANDLERS);
        return new ShutdownPhase(phase, () -> shutdown.phase("stuck phase", StuckPhase::hang));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
