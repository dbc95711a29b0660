package io.scry.ingestor.shutdown;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/**
 * Starts the service, and ends it and the process on SIGTERM or SIGINT. Signals that come within a second of the first are
 * taken for the same request, since a terminal and a wrapper may both send theirs; a later one ends the process at once.
 */
public final class Termination {

    private static final Logger log = LoggerFactory.getLogger(Termination.class);
    private static final Duration SAME_REQUEST = Duration.ofSeconds(1);
    /** Of the total time: between two beans a start can be given up, and a slow machine may take long over one. */
    private static final double START = 0.9;

    private final Shutdown shutdown = new Shutdown();
    private final CompletableFuture<ConfigurableApplicationContext> started = new CompletableFuture<>();
    private final AtomicLong requested = new AtomicLong();
    private final Thread starting = Thread.currentThread();
    private volatile boolean isExiting;
    /** Last: a signal may come as soon as it is there. */
    private final ProcessSignals signals = ProcessSignals.handle(this::terminate);

    /** From now on signals are handled. */
    public Termination() {}

    /** The shutdown that a signal begins. */
    public Shutdown shutdown() {
        return shutdown;
    }

    /** The handlers that were installed. */
    public ProcessSignals signals() {
        return signals;
    }

    /** Makes a context give up its start, before its next bean, when a signal has come. */
    public BeanPostProcessor givingUp() {
        return new BeanPostProcessor() {
            @Override
            public @Nullable Object postProcessBeforeInitialization(Object bean, String name) {
                if (isRequested() && !started.isDone()) {
                    throw new StartGivenUpException();
                }
                return bean;
            }
        };
    }

    private boolean isRequested() {
        return requested.get() != 0;
    }

    /** Starts the service; a start that fails ends the process. */
    public void start(Supplier<ConfigurableApplicationContext> start) {
        try {
            started.complete(start.get());
        } catch (RuntimeException e) { // Boundary: Boot has said what is wrong.
            started.completeExceptionally(e);
            if (!isRequested()) {
                System.exit(ExitCode.START_FAILED.code());
            }
        }
    }

    private void terminate(Signal signal) {
        if (!requested.compareAndSet(0, System.nanoTime() | 1)) {
            repeat(signal);
            return;
        }
        shutdown.begin();
        // Not in the signal's own thread, a daemon: with the last other thread the JVM would end, and say 0.
        Thread ending = Thread.ofPlatform().daemon(false).name("shutdown").start(this::end);
        Watchdog.watch(shutdown, ending);
        // Not before: whoever reads the log may hang.
        log.info("Received SIG{}, initiating graceful shutdown...", signal.getName());
    }

    private void end() {
        close();
        shutdown.listenerClosed();
        isExiting = true;
        log.info(shutdown.summary());
        System.exit(shutdown.outcome().code());
    }

    private void repeat(Signal signal) {
        boolean same = System.nanoTime() - requested.get() < SAME_REQUEST.toNanos();
        if (isExiting || same) {
            log.info("Received SIG{} again; the shutdown goes on", signal.getName());
            return;
        }
        Halt.now(
                ExitCode.of(signal.getNumber()),
                () -> log.error(
                        "Received SIG{} again: the process ends at once. Jobs that ran go on when their worker counts as"
                                + " dead",
                        signal.getName()));
    }

    /** Boundary: whatever goes wrong with closing, the process ends. */
    private void close() {
        try {
            Duration patience = shutdown.within(shutdown.remaining(), START);
            started.get(patience.toMillis(), TimeUnit.MILLISECONDS).close();
        } catch (ExecutionException e) {
            log.info("The service had not started yet; nothing was accepted");
            if (!StartGivenUpException.isBehind(e)) {
                shutdown.incomplete(ExitCode.START_FAILED);
            }
        } catch (TimeoutException e) {
            Halt.now(
                    ExitCode.DEADLINE_MISSED.code(),
                    () -> log.error(
                            "The service had not started yet and does not stop starting; nothing was accepted. It hangs"
                                    + " at\n{}",
                            Stacks.of(starting)));
        } catch (InterruptedException | RuntimeException e) {
            log.error("The service could not be closed", e);
            shutdown.incomplete(ExitCode.NOT_DRAINED);
        }
    }
}
