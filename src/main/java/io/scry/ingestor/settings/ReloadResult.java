package io.scry.ingestor.settings;

import java.util.Locale;

/** What came of reading the settings again. */
public enum ReloadResult {
    /** Other settings hold now. */
    CHANGED,
    /** They are valid, and the same as before. */
    UNCHANGED,
    /** They are valid and would be taken: it was a dry run. */
    CHECKED,
    /** They are not valid. */
    INVALID,
    /** They are valid, and something in the service cannot follow them. */
    REFUSED,
    /** Another version is active than the one that was expected. */
    OUTDATED,
    /** The service has a fault. */
    FAILED;

    /** Whether nothing was wrong. */
    public boolean isSuccess() {
        return this == CHANGED || this == UNCHANGED || this == CHECKED;
    }

    /** Whether it says nothing about how well the service follows its files. */
    boolean isAside() {
        return this == CHECKED || this == OUTDATED;
    }

    /** As answers and metrics have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
