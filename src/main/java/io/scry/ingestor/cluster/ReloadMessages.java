package io.scry.ingestor.cluster;

import io.scry.ingestor.settings.ReplicaState;
import org.jspecify.annotations.Nullable;

/** What replicas tell each other about reloads, as JSON. */
final class ReloadMessages {

    private ReloadMessages() {}

    /**
     * Reload.
     *
     * @param id by which the answers are told apart
     * @param from the replica that wants the answers
     * @param actor the name of the key that it was asked with
     */
    record Request(String id, String from, @Nullable String actor, boolean isDryRun) {}

    /** What came of it. */
    record Reply(String id, ReplicaState state) {}
}
