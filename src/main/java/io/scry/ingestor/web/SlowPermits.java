package io.scry.ingestor.web;

import io.scry.ingestor.settings.ActiveSettings;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** How many slow clients threads may wait for at once, whether they send or take; the other threads serve the others. */
@Component
final class SlowPermits {

    private final Semaphore permits;

    SlowPermits(ActiveSettings settings) {
        this.permits =
                new Semaphore(settings.current().get(ServerSettings.class).slowThreads());
    }

    Semaphore permits() {
        return permits;
    }
}
