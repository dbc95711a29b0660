package io.scry.ingestor.adapter.fetch;

import java.time.Duration;
import java.util.Optional;

/** Keeps answers for a while, for all replicas. It may forget any of them at any time, and never fails. */
public interface ResponseCache {

    /** What is kept under a key; waits no longer than a moment. */
    Optional<String> find(String key);

    /** Keeps something for so long, if that can be done. Returns at once. */
    void keep(String key, String answer, Duration time);
}
