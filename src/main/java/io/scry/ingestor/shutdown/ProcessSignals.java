package io.scry.ingestor.shutdown;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals of this process. Each that comes is handled in a new thread, several at once if several come; of those that
 * come faster than they are delivered the system keeps one.
 */
public final class ProcessSignals {

    private static final Logger log = LoggerFactory.getLogger(ProcessSignals.class);
    private static final String HANGUP = "HUP";

    private final List<String> handled = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private @Nullable Runnable onHangup;
    private boolean isHangupWaiting;

    /** Handles none of them: for a service that is not the whole process. */
    public ProcessSignals() {}

    /** Handles SIGTERM and SIGINT as {@code terminate} does; from now on SIGHUP does not end the process any more. */
    static ProcessSignals handle(Consumer<Signal> terminate) {
        ProcessSignals signals = new ProcessSignals();
        signals.handle("TERM", terminate::accept);
        signals.handle("INT", terminate::accept);
        signals.handle(HANGUP, signal -> signals.hangup());
        return signals;
    }

    private void handle(String name, SignalHandler handler) {
        try {
            Signal signal = new Signal(name);
            SignalHandler old = Signal.handle(signal, handler);
            if (old.equals(SignalHandler.SIG_IGN)) {
                // Whoever started this process wants it ignored (nohup, or a shell's background): ours would never be
                // called.
                Signal.handle(signal, old);
                missing.add("SIG" + name);
            } else {
                handled.add("SIG" + name);
            }
        } catch (IllegalArgumentException e) { // The JVM runs with -Xrs, or the system has no such signal.
            missing.add("SIG" + name);
        }
    }

    /** Says what is handled and what is not: later than it is known, when there is a log. */
    public void report() {
        handled.forEach(signal -> log.info("Installed signal handler for {}", signal));
        missing.forEach(signal -> log.warn(
                "No signal handler for {} could be installed: the JVM runs with -Xrs, or the signal was ignored when the"
                        + " process was started (nohup, a shell's background)",
                signal));
        if (missing.contains("SIG" + HANGUP)) {
            log.warn("SIGHUP does not reload the configuration; POST /api/v1/config/reload does");
        }
    }

    /** What was installed. */
    public InstalledSignals installed() {
        return new InstalledSignals(missing);
    }

    private void hangup() {
        Runnable action = onHangup();
        if (action == null) {
            log.info(
                    "Received SIGHUP while the service starts; it reloads the configuration as soon as it has started");
        } else {
            action.run();
        }
    }

    private synchronized @Nullable Runnable onHangup() {
        isHangupWaiting = onHangup == null;
        return onHangup;
    }

    /** What is to be done on SIGHUP from now on, and now if one has come before; several threads may do it at once. */
    public void onHangup(Runnable action) {
        if (setOnHangup(action)) {
            action.run();
        }
    }

    private synchronized boolean setOnHangup(Runnable action) {
        onHangup = action;
        return isHangupWaiting;
    }
}
