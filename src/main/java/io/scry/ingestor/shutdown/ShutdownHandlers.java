package io.scry.ingestor.shutdown;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What is to be done before the process ends, when no more requests and jobs run and while PostgreSQL, Redis and Kafka can
 * still be used: last registered first, each once, each in a thread and with a time limit of its own. One that fails or
 * hangs stops none of the others.
 */
@Component
public class ShutdownHandlers {

    private static final Logger log = LoggerFactory.getLogger(ShutdownHandlers.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Shutdown shutdown;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private boolean isOver;

    ShutdownHandlers(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    /** Something to do before the process ends; may throw anything. */
    @FunctionalInterface
    public interface Handler {
        /** Does it. Interrupted when its time is up. */
        void run() throws Exception;
    }

    private record Entry(String name, Handler handler, Duration limit) {}

    /**
     * Registers a handler with 2 s to run.
     *
     * @param name what the log calls it
     * @throws IllegalStateException if all handlers have run: this one would never
     */
    public void register(String name, Handler handler) {
        register(name, handler, LIMIT);
    }

    /**
     * Registers a handler. One that is registered by another handler, or while others run, runs next.
     *
     * @param name what the log calls it
     * @param limit how long it may take
     * @throws IllegalStateException if all handlers have run: this one would never
     */
    public synchronized void register(String name, Handler handler, Duration limit) {
        if (isOver) {
            throw new IllegalStateException("The shutdown handler '" + name
                    + "' comes too late: this process is ending and all handlers have run. Register it earlier.");
        }
        waiting.push(new Entry(name, handler, limit));
    }

    /**
     * Runs all there are, inside half of the time that is left, and each inside half of what is left of that; does nothing
     * the next time.
     */
    void runAll() {
        Duration reserved = shutdown.remaining().dividedBy(2);
        for (Entry next = next(); next != null; next = next()) {
            Duration most = shutdown.remaining().minus(reserved).dividedBy(2);
            run(next, next.limit().compareTo(most) < 0 ? next.limit() : most);
        }
    }

    private synchronized @Nullable Entry next() {
        Entry next = waiting.poll();
        isOver = next == null;
        return next;
    }

    private void run(Entry entry, Duration limit) {
        if (!limit.isPositive()) {
            log.error("Shutdown: no time is left for handler '{}'; it is not run", entry.name());
            shutdown.incomplete(ExitCode.HANDLER_FAILED);
            return;
        }
        if (!shutdown.step("handler '" + entry.name() + "'", limit, entry.handler()::run)) {
            shutdown.incomplete(ExitCode.HANDLER_FAILED);
        }
        shutdown.handled();
    }
}
