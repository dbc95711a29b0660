package io.scry.ingestor.shutdown;

import io.scry.ingestor.settings.ReloadCause;
import io.scry.ingestor.settings.Reloader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes SIGHUP reload the settings, until the service stops. */
@Component
class ReloadOnHangup {

    private static final Logger log = LoggerFactory.getLogger(ReloadOnHangup.class);

    private final ProcessSignals signals;
    private final Reloader reloader;
    private final Traffic traffic;

    ReloadOnHangup(ProcessSignals signals, Reloader reloader, Traffic traffic) {
        this.signals = signals;
        this.reloader = reloader;
        this.traffic = traffic;
    }

    @EventListener(ApplicationStartedEvent.class)
    void started() {
        signals.onHangup(this::reload);
    }

    private void reload() {
        if (traffic.isDraining()) {
            log.info("Received SIGHUP while the service stops; nothing is reloaded any more");
        } else {
            log.info("Received SIGHUP, reloading the configuration");
            reloader.trigger(ReloadCause.SIGNAL);
        }
    }
}
