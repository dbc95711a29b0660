package io.scry.ingestor.shutdown;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way to the end: what is left of its time, what is being done, what was done, and what went wrong. */
public final class Shutdown {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    static final double HALF = 0.5;

    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

    private final List<Phase> phases = new ArrayList<>();
    private volatile Supplier<Duration> timeout = () -> DEFAULT_TIMEOUT;
    private volatile @Nullable Activity activity;
    private volatile Consumer<Phase> watcher = phase -> {};
    private ExitCode outcome = ExitCode.DRAINED;
    private long deadline;
    private long begun;
    private long lastEnd;
    private boolean isBegun;
    private int requestsDrained;
    private int jobsReleased;
    private int handlersRun;

    /** Something that is done on the way. */
    @FunctionalInterface
    public interface Step {
        /** Does it; whatever it throws is reported, and the shutdown goes on. */
        void run() throws Exception;
    }

    /** What is done at a time, and by which thread. */
    record Activity(String name, Thread thread) {}

    /** One phase, which may still go on. */
    static final class Phase {

        private final String name;
        private final long begun;
        private volatile @Nullable Duration taken;

        private Phase(String name, long begun) {
            this.name = name;
            this.begun = begun;
        }

        String name() {
            return name;
        }

        /** How long it took, or has taken so far. */
        Duration duration() {
            Duration whole = taken;
            return whole == null ? Duration.ofNanos(System.nanoTime() - begun) : whole;
        }
    }

    /** Where the total time limit stands, as soon as that is known. */
    public void limitBy(Supplier<Duration> total) {
        timeout = total;
    }

    /** Who wants to know of each phase when it begins; must be quick and must not fail. */
    void watch(Consumer<Phase> whoWatches) {
        watcher = whoWatches;
    }

    /** From here on time runs; the first call counts. */
    synchronized void begin() {
        if (!isBegun) {
            isBegun = true;
            begun = System.nanoTime();
            deadline = begun + timeout.get().toNanos();
        }
    }

    /** What is left of the total time; never negative. */
    public synchronized Duration remaining() {
        begin();
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** A limit that takes at most a share of what is left, so that something is left for what comes afterwards. */
    public Duration within(Duration limit, double share) {
        Duration most = Duration.ofNanos((long) (remaining().toNanos() * share));
        return limit.compareTo(most) < 0 ? limit : most;
    }

    /** A limit that leaves so much of what is left for what comes afterwards, or half of it if it is not twice as much. */
    public Duration leaving(Duration rest, Duration limit) {
        Duration left = remaining();
        Duration most = left.compareTo(rest.multipliedBy(2)) < 0 ? left.dividedBy(2) : left.minus(rest);
        return limit.compareTo(most) < 0 ? limit : most;
    }

    /**
     * Runs one phase in the caller's thread, and measures it. Boundary: whatever it throws, errors included, is logged and
     * keeps the process from ending with 0, and the next phase comes.
     */
    public void phase(String name, Runnable action) {
        begin();
        activity = new Activity(name, Thread.currentThread());
        Phase phase = new Phase(name, System.nanoTime());
        try {
            watcher.accept(phase);
            action.run();
        } catch (Throwable e) {
            incomplete(ExitCode.NOT_DRAINED);
            log.error("Shutdown: {} failed half-way", name, e);
        } finally {
            activity = null;
            end(phase);
        }
    }

    private void end(Phase phase) {
        synchronized (this) {
            lastEnd = System.nanoTime();
            phase.taken = Duration.ofNanos(lastEnd - phase.begun);
            phases.add(phase);
        }
        log.info("Shutdown: {} took {}", phase.name(), seconds(phase.duration()));
    }

    /** Everything has stopped: what came after the last phase was the web server. */
    void listenerClosed() {
        Phase listener = sinceLastPhase();
        if (listener != null) {
            end(listener);
        }
    }

    private synchronized @Nullable Phase sinceLastPhase() {
        return phases.isEmpty() ? null : new Phase("listener", lastEnd);
    }

    /**
     * Does something that may hang, in a thread of its own, and waits for it no longer than {@code limit} and than half of
     * the time that is left.
     *
     * @param what what it is, for the log
     * @return whether it has come to its end in time and without an exception
     */
    public boolean step(String what, Duration limit, Step step) {
        return await(TimeLimited.start(what, step), limit);
    }

    /** Waits for a thread to end, as {@link #step} does; one that does not is interrupted. */
    public boolean join(String what, Duration limit, Thread thread) {
        return await(new TimeLimited(what, thread), limit);
    }

    private boolean await(TimeLimited attempt, Duration limit) {
        Activity before = activity;
        String name = before == null ? attempt.what() : before.name() + ", " + attempt.what();
        activity = new Activity(name, attempt.thread());
        try {
            return attempt.await(within(limit, HALF));
        } finally {
            activity = before;
        }
    }

    /** Something went wrong: the process will not end with 0. */
    public synchronized void incomplete(ExitCode reason) {
        if (reason.compareTo(outcome) > 0) {
            outcome = reason;
        }
    }

    /** So many jobs went back to the queue. */
    public synchronized void released(int jobs) {
        jobsReleased += jobs;
    }

    synchronized void drained(int requests) {
        requestsDrained = requests;
    }

    synchronized void handled() {
        handlersRun++;
    }

    synchronized ExitCode outcome() {
        return outcome;
    }

    @Nullable
    Activity activity() {
        return activity;
    }

    /** All of it in one line. */
    synchronized String summary() {
        return "Shutdown took " + seconds(Duration.ofNanos(System.nanoTime() - begun)) + " ("
                + phases.stream()
                        .map(phase -> phase.name() + " " + seconds(phase.duration()))
                        .collect(Collectors.joining(", "))
                + "): " + requestsDrained + " request(s) drained, " + jobsReleased + " job(s) released, " + handlersRun
                + " handler(s) run; exit code " + outcome.code() + " ("
                + outcome.name().toLowerCase(Locale.ROOT) + ")";
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
    }
}
