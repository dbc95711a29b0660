package io.scry.ingestor.settings;

/**
 * Knows which settings hold now.
 *
 * <p>Whoever needs settings asks when it does something, and keeps no part of the answer longer than that. A request, and
 * an ingestion, see one snapshot from their beginning to their end, however often they ask.
 */
@FunctionalInterface
public interface ActiveSettings {

    /** The snapshot that holds now, or that held when the work began that the current thread does. */
    Settings current();

    /** Does something that sees one snapshot to its end: the one that the current thread sees now. */
    default <T, X extends Throwable> T holding(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return work.call();
    }
}
