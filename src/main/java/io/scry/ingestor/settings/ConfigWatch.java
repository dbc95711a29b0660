package io.scry.ingestor.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reloads when the files are others than those that were loaded last, and have been the same for a while: whoever writes
 * them is done then. It reads them again and again and asks no operating system for events, which do not come on every file
 * system, nor for what is behind a link.
 */
@Component
class ConfigWatch implements SmartLifecycle {

    static final Duration SETTLED = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(ConfigWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration STOP = Duration.ofSeconds(1);

    private final ActiveSettings settings;
    private final SettingsSource source;
    private final Reloader reloader;
    private @Nullable ConfigFiles seen;
    private long seenSince;
    private volatile @Nullable Thread watcher;

    ConfigWatch(ActiveSettings settings, SettingsSource source, Reloader reloader) {
        this.settings = settings;
        this.source = source;
        this.reloader = reloader;
    }

    @Override
    public void start() {
        watcher = Thread.ofPlatform().daemon().name("config-watch").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                lookIfWanted();
            }
        } catch (InterruptedException e) {
            log.debug("The watch is to stop", e);
        }
    }

    /** Boundary: a look that fails must not be the last. */
    private void lookIfWanted() {
        try {
            if (settings.current().get(ConfigSettings.class).watch()) {
                look();
            } else {
                seen = null;
            }
        } catch (RuntimeException e) {
            log.error("The configuration's files could not be looked at", e);
        }
    }

    private void look() {
        ConfigFiles now = source.read();
        if (now.equals(source.lastLoaded())) {
            seen = null;
        } else if (!now.isSettled() || !now.equals(seen)) {
            seen = now;
            seenSince = System.nanoTime();
        } else if (System.nanoTime() - seenSince >= SETTLED.toNanos()) {
            log.info("The configuration's files have changed, reloading the configuration");
            reloader.trigger(ReloadCause.FILE);
            seen = null;
        }
    }

    @Override
    public void stop() {
        Thread running = watcher;
        watcher = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return watcher != null;
    }
}
