package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.fetch.ResponseCache;
import io.scry.ingestor.cluster.SharedCache;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.FeatureFlags;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps what servers answered in Redis, where every replica finds it. */
@Component
class SharedResponses implements ResponseCache {

    private static final String PREFIX = "response:";

    private final SharedCache cache;
    private final ActiveSettings settings;

    SharedResponses(SharedCache cache, ActiveSettings settings) {
        this.cache = cache;
        this.settings = settings;
    }

    /** The one place where it is decided whether there is a cache. */
    private boolean isOn() {
        return settings.current().get(FeatureFlags.class).restCache();
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
