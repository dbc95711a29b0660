package io.scry.ingestor.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Texts that replicas keep for each other for a while. Any of them may be gone at any time. */
@Component
public class SharedCache {

    /** So many may be on their way: if Redis hangs, the rest is not kept, rather than piled up here. */
    private static final int ON_THEIR_WAY = 16;

    private final RedisLink redis;
    private final Semaphore free = new Semaphore(ON_THEIR_WAY);

    SharedCache(RedisLink redis) {
        this.redis = redis;
    }

    /** The text under a key; waits no longer than Redis' timeout. */
    public Optional<String> find(String key) {
        return redis.ask(commands -> commands.get(redis.shared(key)));
    }

    /** Keeps a text for so long, if Redis is there and keeps up. Returns at once. */
    public void keep(String key, String text, Duration time) {
        if (time.toMillis() > 0 && free.tryAcquire()) {
            boolean sent = redis.tell(commands -> commands.psetex(redis.shared(key), time.toMillis(), text)
                    .whenComplete((answer, failure) -> free.release()));
            if (!sent) {
                free.release();
            }
        }
    }
}
