package io.scry.ingestor.shutdown;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The business requests of this process: how many are in flight, when the last one came, and whether more are taken. */
@Component
public class Traffic {

    private enum State {
        OPEN,
        DRAINING,
        REFUSING
    }

    private volatile State state = State.OPEN;
    private long lastArrival = System.nanoTime();
    private final Set<InFlight> inFlight = new HashSet<>();
    private int drained;

    /** Whether clients are to look for another replica: every answer then closes its connection. */
    public boolean isDraining() {
        return state != State.OPEN;
    }

    /**
     * A request has come, in the caller's thread.
     *
     * @param what it is, for the log
     * @return null if no more are taken; otherwise {@link #leave} has to follow
     */
    public synchronized @Nullable InFlight enter(String what) {
        if (state == State.REFUSING) {
            return null;
        }
        lastArrival = System.nanoTime();
        InFlight entered = new InFlight(what);
        inFlight.add(entered);
        return entered;
    }

    /** A request has been answered in full, or was given up by its client. */
    public synchronized void leave(InFlight request) {
        inFlight.remove(request);
        if (state != State.OPEN) {
            drained++;
        }
        if (inFlight.isEmpty()) {
            notifyAll();
        }
    }

    synchronized void drain() {
        state = State.DRAINING;
    }

    synchronized void refuse() {
        state = State.REFUSING;
    }

    /** How many requests are not answered yet, those included that wait without a thread. */
    public synchronized int count() {
        return inFlight.size();
    }

    synchronized List<InFlight> inFlight() {
        return List.copyOf(inFlight);
    }

    /** How many were answered since draining began. */
    synchronized int drained() {
        return drained;
    }

    /** How long ago the last request came. */
    synchronized Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastArrival);
    }

    /** Waits until no request is in flight; false if some are after {@code limit}. */
    synchronized boolean awaitNone(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!inFlight.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }
}
