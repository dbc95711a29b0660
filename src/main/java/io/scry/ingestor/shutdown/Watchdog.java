package io.scry.ingestor.shutdown;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process at the deadline of its shutdown, whatever hangs: it uses nothing that the shutdown uses. */
final class Watchdog {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final Shutdown shutdown;
    private final Thread closing;

    private Watchdog(Shutdown shutdown, Thread closing) {
        this.shutdown = shutdown;
        this.closing = closing;
    }

    static void watch(Shutdown shutdown, Thread closing) {
        Watchdog watchdog = new Watchdog(shutdown, closing);
        Thread.ofPlatform().daemon().name("shutdown-watchdog").start(watchdog::watch);
    }

    private void watch() {
        try {
            Thread.sleep(shutdown.remaining());
        } catch (InterruptedException e) { // Nobody has a reason to; then it is time now.
            Thread.currentThread().interrupt();
        }
        Halt.now(ExitCode.DEADLINE_MISSED.code(), this::report);
    }

    private void report() {
        shutdown.incomplete(ExitCode.DEADLINE_MISSED);
        Shutdown.Activity activity = shutdown.activity();
        log.error(
                "Shutdown did not end within shutdown.timeout: the process ends now. It was busy with: {}; {}",
                activity == null ? "closing the rest" : activity.name(),
                Stacks.of(activity == null ? closing : activity.thread()));
        log.error(shutdown.summary());
    }
}
