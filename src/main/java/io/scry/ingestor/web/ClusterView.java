package io.scry.ingestor.web;

import io.scry.ingestor.settings.OtherReplicas;
import io.scry.ingestor.settings.ReplicaState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All replicas, this one first.
 *
 * @param problem why the others cannot be reached; null if they can
 */
record ClusterView(@Nullable String problem, List<ReplicaState> replicas) {

    static ClusterView of(ReplicaState self, OtherReplicas.Known others) {
        List<ReplicaState> all = new ArrayList<>();
        all.add(self);
        all.addAll(others.replicas());
        return new ClusterView(others.problem(), all);
    }
}
