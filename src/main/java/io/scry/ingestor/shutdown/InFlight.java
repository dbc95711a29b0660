package io.scry.ingestor.shutdown;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A business request that has not been answered yet. */
public final class InFlight {

    private final String what;
    private final long begun = System.nanoTime();
    private volatile @Nullable Thread thread = Thread.currentThread();

    InFlight(String what) {
        this.what = what;
    }

    /** From now on it holds no thread: it is answered when something has happened. */
    public void waits() {
        thread = null;
    }

    /** From now on its answer is written, in the caller's thread. */
    public void runs() {
        thread = Thread.currentThread();
    }

    /** What it is, for how long, and where its thread is. */
    @Override
    public String toString() {
        Thread current = thread;
        return what + " for " + Shutdown.seconds(Duration.ofNanos(System.nanoTime() - begun))
                + (current == null ? ", waiting without a thread" : ", in " + Stacks.of(current));
    }
}
