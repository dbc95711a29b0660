package io.scry.ingestor.shutdown;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that may hang, in a daemon thread of its own that is left behind if it does. */
final class TimeLimited {

    private static final Logger log = LoggerFactory.getLogger(TimeLimited.class);

    private final String what;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private TimeLimited(String what, Shutdown.Step step) {
        this.what = what;
        this.thread = Thread.ofPlatform().daemon().name("shutdown: " + what).unstarted(() -> run(step));
    }

    /** A thread that runs already. */
    TimeLimited(String what, Thread thread) {
        this.what = what;
        this.thread = thread;
    }

    static TimeLimited start(String what, Shutdown.Step step) {
        TimeLimited started = new TimeLimited(what, step);
        started.thread.start();
        return started;
    }

    String what() {
        return what;
    }

    Thread thread() {
        return thread;
    }

    /** Boundary: whatever a step throws, errors included, is reported by who waits for it. */
    private void run(Shutdown.Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Whether it has ended in time and without an exception; if not, the log says what happened. */
    boolean await(Duration limit) {
        try {
            if (!thread.join(limit)) {
                log.error(
                        "Shutdown: {} did not end within {} and is left behind; it hangs at\n{}",
                        what,
                        Shutdown.seconds(limit),
                        Stacks.of(thread));
                thread.interrupt();
                return false;
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            log.error("Shutdown: {} was not waited for, because the shutdown itself was interrupted", what);
            return false;
        }
        if (failure != null) {
            log.error("Shutdown: {} failed", what, failure);
        }
        return failure == null;
    }
}
