package io.scry.ingestor.cluster;

import io.scry.ingestor.settings.ReplicaState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What replicas answer that were asked, until all have, or the time is over. */
final class PendingReplies {

    private final Map<String, ReplicaState> states = new TreeMap<>();
    private final CompletableFuture<Boolean> complete = new CompletableFuture<>();
    private int missing;

    /** From these, and from whoever else answers. */
    PendingReplies(Map<String, ReplicaState> asked) {
        asked.forEach((name, known) ->
                states.put(name, new ReplicaState(name, "no_answer", known.version(), known.generation(), List.of())));
        missing = asked.size();
        completeIfAll();
    }

    synchronized void add(ReplicaState state) {
        ReplicaState before = states.put(state.replica(), state);
        if (before != null && "no_answer".equals(before.outcome())) {
            missing--;
        }
        completeIfAll();
    }

    private void completeIfAll() {
        if (missing == 0) {
            complete.complete(true);
        }
    }

    CompletableFuture<List<ReplicaState>> await(Duration limit) {
        return complete.completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(_ -> all());
    }

    private synchronized List<ReplicaState> all() {
        return List.copyOf(states.values());
    }
}
