package io.scry.ingestor.settings;

import java.time.Instant;

/**
 * Settings that hold, or held, in this process.
 *
 * @param generation 1 at the start, and one more with each change
 * @param since when they came to hold
 */
public record Snapshot(Settings settings, long generation, Instant since) {}
