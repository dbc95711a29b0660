package io.scry.ingestor.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants the settings to be read again.
 *
 * @param actor who it is: the name of a key, or of a replica; null if that is not known
 * @param isDryRun whether only to find out what would come of it
 * @param expected do it only if one of these versions is active; empty for any
 */
public record ReloadRequest(ReloadCause cause, @Nullable String actor, boolean isDryRun, List<String> expected) {

    /** Takes a copy. */
    public ReloadRequest {
        expected = List.copyOf(expected);
    }

    /** Without conditions. */
    public ReloadRequest(ReloadCause cause, @Nullable String actor) {
        this(cause, actor, false, List.of());
    }

    boolean accepts(String version) {
        return expected.isEmpty() || expected.contains(version);
    }
}
