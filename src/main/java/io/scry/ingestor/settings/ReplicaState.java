package io.scry.ingestor.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica has active, or what came of its reload, or what came of its reload.
 *
 * @param replica its name
 * @param outcome the label of a {@link ReloadResult}; {@code rejected} if it did not begin; {@code no_answer} if it did not
 *     answer in time; null if it was not asked to reload
 * @param version as far as it is known
 * @param generation as far as it is known
 * @param errors why it changed nothing
 */
public record ReplicaState(
        String replica,
        @Nullable String outcome,
        @Nullable String version,
        @Nullable Long generation,
        List<SettingsError> errors) {

    /** Takes a copy. */
    public ReplicaState {
        errors = List.copyOf(errors);
    }
}
