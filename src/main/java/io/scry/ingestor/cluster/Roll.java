package io.scry.ingestor.cluster;

import io.scry.ingestor.settings.ReloadableSettings;
import io.scry.ingestor.settings.ReplicaName;
import io.scry.ingestor.settings.ReplicaState;
import io.scry.ingestor.settings.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** The roll of replicas in Redis: each writes itself into it again and again, with the version that it has active. */
@Component
class Roll {

    /** Between two entries of one replica. */
    static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Duration GONE = Duration.ofSeconds(30);

    private final RedisLink redis;
    private final String key;
    private final ReplicaName self;
    private final ReloadableSettings settings;

    Roll(RedisLink redis, ReplicaName self, ReloadableSettings settings) {
        this.redis = redis;
        this.key = redis.shared("replicas");
        this.self = self;
        this.settings = settings;
    }

    /** Returns at once, whatever Redis does. */
    void enter() {
        Snapshot active = settings.latest();
        String entry = active.settings().version() + " " + active.generation() + " "
                + Instant.now().toEpochMilli();
        redis.tell(commands -> commands.hset(key, self.value(), entry));
    }

    /** Returns at once, whatever Redis does. */
    void leave() {
        redis.tell(commands -> commands.hdel(key, self.value()));
    }

    /** The others that were there lately, by name. */
    CompletableFuture<Map<String, ReplicaState>> others() {
        return redis.request(commands -> commands.hgetall(key)).thenApply(this::others);
    }

    private Map<String, ReplicaState> others(Map<String, String> entries) {
        long oldest = Instant.now().minus(GONE).toEpochMilli();
        Map<String, ReplicaState> others = new TreeMap<>();
        entries.forEach((name, entry) -> {
            String[] parts = entry.split(" ", 3);
            if (Long.parseLong(parts[2]) < oldest) {
                redis.tell(commands -> commands.hdel(key, name));
            } else if (!name.equals(self.value())) {
                others.put(name, new ReplicaState(name, null, parts[0], Long.valueOf(parts[1]), List.of()));
            }
        });
        return others;
    }
}
