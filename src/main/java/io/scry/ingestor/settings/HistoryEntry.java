package io.scry.ingestor.settings;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reload, on whichever replica, as the history keeps it.
 *
 * @param id a UUIDv7: their order is that in which the attempts ended, as far as the replicas' clocks agree
 * @param at when it began
 * @param replica which process it was
 * @param cause the label of its {@link ReloadCause}
 * @param actor the name of the key or replica that asked for it; null if that is not known
 * @param outcome the label of its {@link ReloadResult}
 * @param version what was active afterwards, or would have been after a dry run
 * @param changes with values, secrets hidden
 */
public record HistoryEntry(
        UUID id,
        Instant at,
        String replica,
        String cause,
        @Nullable String actor,
        String outcome,
        String previousVersion,
        String version,
        long generation,
        long durationMs,
        List<ChangedSetting> changes,
        List<String> requiresRestart,
        List<String> warnings,
        List<SettingsError> errors) {

    static HistoryEntry of(UUID id, ReplicaName replica, ReloadAttempt attempt) {
        ReloadOutcome outcome = attempt.outcome();
        return new HistoryEntry(
                id,
                attempt.at(),
                replica.value(),
                attempt.request().cause().label(),
                attempt.request().actor(),
                outcome.result().label(),
                outcome.previousVersion(),
                outcome.version(),
                outcome.generation(),
                attempt.duration().toMillis(),
                outcome.changed(),
                outcome.requiresRestart(),
                outcome.warnings(),
                outcome.errors());
    }
}
