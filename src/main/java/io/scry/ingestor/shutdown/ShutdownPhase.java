package io.scry.ingestor.shutdown;

import org.springframework.context.SmartLifecycle;

/** Something to do in one of the {@link ShutdownPhases}, for who has nothing to start. */
public final class ShutdownPhase implements SmartLifecycle {

    private final int phase;
    private final Runnable action;
    private volatile boolean running;

    /**
     * A phase.
     *
     * @param action must come to its end by itself, in bounded time
     */
    public ShutdownPhase(int phase, Runnable action) {
        this.phase = phase;
        this.action = action;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        action.run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
