package io.scry.ingestor.cluster;

import io.lettuce.core.KeyValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How far running ingestions have come: those of this replica at once, those of others as far as Redis is there. */
@Component
public class ProgressBoard {

    private static final long KEPT_SECONDS = 30;

    private final RedisLink redis;
    private final Map<UUID, Progress> here = new ConcurrentHashMap<>();

    ProgressBoard(RedisLink redis) {
        this.redis = redis;
    }

    /** Shows how far an ingestion of this replica has come. Returns at once, whatever Redis does. */
    public void show(UUID ingestion, Progress progress) {
        here.put(ingestion, progress);
        redis.tell(commands -> commands.setex(key(ingestion), KEPT_SECONDS, progress.text()));
    }

    /** Takes an ingestion of this replica off the board. Returns at once, whatever Redis does. */
    public void remove(UUID ingestion) {
        if (here.remove(ingestion) != null) {
            redis.tell(commands -> commands.del(key(ingestion)));
        }
    }

    /** How far an ingestion has come, if it runs and that is known; waits no longer than Redis' timeout. */
    public Optional<Progress> of(UUID ingestion) {
        return Optional.ofNullable(of(List.of(ingestion)).get(ingestion));
    }

    /** How far ingestions have come, as far as it is known; waits no longer than Redis' timeout for all of them together. */
    public Map<UUID, Progress> of(Collection<UUID> ingestions) {
        Map<UUID, Progress> known = new HashMap<>();
        Map<String, UUID> elsewhere = new HashMap<>();
        for (UUID ingestion : ingestions) {
            Progress local = here.get(ingestion);
            if (local == null) {
                elsewhere.put(key(ingestion), ingestion);
            } else {
                known.put(ingestion, local);
            }
        }
        if (!elsewhere.isEmpty()) {
            String[] keys = elsewhere.keySet().toArray(String[]::new);
            redis.ask(commands -> commands.mget(keys)).stream()
                    .flatMap(List::stream)
                    .filter(KeyValue::hasValue)
                    .forEach(found -> known.put(elsewhere.get(found.getKey()), Progress.of(found.getValue())));
        }
        return known;
    }

    private static String key(UUID ingestion) {
        return "scry:progress:" + ingestion;
    }
}
