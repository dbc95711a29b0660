package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.fetch.ResponseCache;
import io.scry.ingestor.cluster.SharedCache;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps what servers answered in Redis, where every replica finds it. */
@Component
class SharedResponses implements ResponseCache {

    private static final String PREFIX = "scry:response:";

    private final SharedCache cache;

    SharedResponses(SharedCache cache) {
        this.cache = cache;
    }

    /** The one place where it is decided whether there is a cache. */
    private boolean isOn() {
        return true;
    }

    @Override
    public Optional<String> find(String key) {
        return isOn() ? cache.find(PREFIX + key) : Optional.empty();
    }

    @Override
    public void keep(String key, String answer, Duration time) {
        if (isOn()) {
            cache.keep(PREFIX + key, answer, time);
        }
    }
}
