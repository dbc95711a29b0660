package io.scry.ingestor.settings;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The other replicas of this service, as far as there is a way to them. Nothing here waits for long, or fails. */
public interface OtherReplicas {

    /**
     * What is known of them.
     *
     * @param problem why they cannot be reached; null if they can
     * @param replicas sorted by name
     */
    record Known(@Nullable String problem, List<ReplicaState> replicas) {

        /** Takes a copy. */
        public Known {
            replicas = List.copyOf(replicas);
        }
    }

    /** Which versions they have active. */
    CompletableFuture<Known> versions();

    /** Asks all of them to reload, and waits some seconds for what comes of it. */
    CompletableFuture<Known> reload(ReloadRequest request);
}
