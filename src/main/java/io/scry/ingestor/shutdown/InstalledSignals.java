package io.scry.ingestor.shutdown;

import java.util.List;

/**
 * What became of the handlers for the process's signals.
 *
 * @param missing the signals that are not handled, by name; empty if all are, or if none was to be
 */
public record InstalledSignals(List<String> missing) {

    /** Takes a copy. */
    public InstalledSignals {
        missing = List.copyOf(missing);
    }
}
