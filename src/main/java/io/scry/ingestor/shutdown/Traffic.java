package io.scry.ingestor.shutdown;

import java.time.Duration;
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
    private int inFlight;
    private int drained;

    /** Whether clients are to look for another replica: every answer then closes its connection. */
    public boolean isDraining() {
        return state != State.OPEN;
    }

    /**
     * A request has come.
     *
     * @return false if no more are taken; if true, {@link #leave} has to follow
     */
    public synchronized boolean enter() {
        if (state == State.REFUSING) {
            return false;
        }
        lastArrival = System.nanoTime();
        inFlight++;
        return true;
    }

    /** A request has been answered in full, or was given up by its client. */
    public synchronized void leave() {
        inFlight--;
        if (state != State.OPEN) {
            drained++;
        }
        if (inFlight == 0) {
            notifyAll();
        }
    }

    synchronized void drain() {
        state = State.DRAINING;
    }

    synchronized void refuse() {
        state = State.REFUSING;
    }

    synchronized int inFlight() {
        return inFlight;
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
        while (inFlight > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }
}
