package io.scry.ingestor.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects errors, each of them once. */
final class Problems {

    private static final int LIMIT = 100;
    private static final Comparator<SettingsError> BY_PLACE = Comparator.comparing(
                    SettingsError::file, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingInt(SettingsError::line)
            .thenComparingInt(SettingsError::column);

    private final Set<SettingsError> errors = new LinkedHashSet<>();
    private int more;

    void add(String path, String message, Origin origin) {
        if (errors.size() < LIMIT) {
            errors.add(new SettingsError(path, message, origin.file(), origin.line(), origin.column()));
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** All of them by file and line, and a last one that counts those which were too many to keep. */
    List<SettingsError> sorted() {
        List<SettingsError> sorted = new ArrayList<>(errors);
        sorted.sort(BY_PLACE);
        if (more > 0) {
            sorted.add(new SettingsError("", "and " + more + " more errors", null, 0, 0));
        }
        return sorted;
    }
}
