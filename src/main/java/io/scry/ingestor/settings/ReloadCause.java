package io.scry.ingestor.settings;

import java.util.Locale;

/** What made the settings be read again. */
public enum ReloadCause {
    /** SIGHUP. */
    SIGNAL,
    /** A request. */
    API,
    /** A file has changed. */
    FILE,
    /** Code of this process. */
    CODE,
    /** A request to another replica. */
    CLUSTER;

    /** As answers and metrics have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
