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

    @Bean
    ShutdownPhase stuck(Shutdown shutdown) {
        return new ShutdownPhase(ShutdownPhases.HANDLERS, () -> shutdown.phase("stuck phase", StuckPhase::hang));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
