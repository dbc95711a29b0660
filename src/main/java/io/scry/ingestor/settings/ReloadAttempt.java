package io.scry.ingestor.settings;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of the settings, with what came of it.
 *
 * @param at when it began
 */
record ReloadAttempt(Instant at, Duration duration, ReloadRequest request, ReloadOutcome outcome) {}
