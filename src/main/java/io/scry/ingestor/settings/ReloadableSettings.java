package io.scry.ingestor.settings;

import java.time.Instant;

/** The settings of a process: one reference, exchanged as a whole. Reading it takes no lock. */
public final class ReloadableSettings implements ActiveSettings {

    private final ScopedValue<Snapshot> held = ScopedValue.newInstance();
    private volatile Snapshot latest;

    /** With those that hold from the start. */
    public ReloadableSettings(Settings first) {
        this.latest = new Snapshot(first, 1, Instant.now());
    }

    @Override
    public Settings current() {
        return snapshot().settings();
    }

    /** What {@link #current} belongs to. */
    public Snapshot snapshot() {
        return held.isBound() ? held.get() : latest;
    }

    /** What holds for whatever begins now, whatever the current thread sees. */
    public Snapshot latest() {
        return latest;
    }

    @Override
    public <T, X extends Throwable> T holding(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return holding(snapshot(), work);
    }

    /** Does something that sees a certain snapshot to its end. */
    public <T, X extends Throwable> T holding(Snapshot snapshot, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(held, snapshot).call(work);
    }

    /** Only for the one thread that changes them. */
    Snapshot swap(Settings next) {
        latest = new Snapshot(next, latest.generation() + 1, Instant.now());
        return latest;
    }
}
