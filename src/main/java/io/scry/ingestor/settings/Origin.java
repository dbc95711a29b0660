package io.scry.ingestor.settings;

import org.jspecify.annotations.Nullable;

/** Where a value was written: a place in a file, an environment variable, or neither. */
record Origin(@Nullable String file, int line, int column) {

    static final Origin NONE = new Origin(null, 0, 0);

    static Origin of(String file) {
        return new Origin(file, 0, 0);
    }
}
