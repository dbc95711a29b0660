package io.scry.ingestor.shutdown;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is to be done before the process ends, when no more requests and jobs run and while PostgreSQL, Redis and Kafka can
 * still be used: last registered first, each once, each in a thread and with a time limit of its own. One that fails or
 * hangs stops none of the others.
 */
@Component
public class ShutdownHandlers {

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

    /** Runs all there are; does nothing the next time. */
    void runAll() {
        for (Entry next = next(); next != null; next = next()) {
            run(next);
        }
    }

    private synchronized @Nullable Entry next() {
        Entry next = waiting.poll();
        isOver = next == null;
        return next;
    }

    private void run(Entry entry) {
        if (!shutdown.step("handler '" + entry.name() + "'", entry.limit(), entry.handler()::run)) {
            shutdown.incomplete(ExitCode.HANDLER_FAILED);
        }
        shutdown.handled();
    }
}
