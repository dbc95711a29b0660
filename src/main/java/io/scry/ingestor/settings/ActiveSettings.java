package io.scry.ingestor.settings;

/**
 * Knows which settings hold now.
 *
 * <p>Whoever needs settings asks once, at the start of what it does, and keeps that snapshot to the end, so that a change
 * in between is never seen by halves.
 */
@FunctionalInterface
public interface ActiveSettings {

    /** The snapshot that holds now. */
    Settings current();
}
