package io.scry.ingestor.settings;

import org.jspecify.annotations.Nullable;

/**
 * One value that is another than before.
 *
 * @param path its dotted path, such as {@code health.timeout} or {@code adapters.csv.delimiter}
 * @param from what it was, as a file would have it; hidden if it is secret, cut off if it is very long, null if there was none
 * @param to what it is now, likewise
 */
public record ChangedSetting(
        String path, @Nullable Object from, @Nullable Object to) {}
