package io.scry.ingestor.cluster;

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
        Progress local = here.get(ingestion);
        return local != null
                ? Optional.of(local)
                : redis.ask(commands -> commands.get(key(ingestion))).map(Progress::of);
    }

    private static String key(UUID ingestion) {
        return "scry:progress:" + ingestion;
    }
}
