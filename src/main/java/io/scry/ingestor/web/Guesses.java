package io.scry.ingestor.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Holds back addresses from which too many unknown keys come. No key that comes from there is told from a right one then,
 * except those that were right before the guessing began: whoever shares the address with a guesser goes on.
 */
@Component
class Guesses {

    private static final int MOST = 10_000;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final RateLimits limits;
    private final Cache<String, Boolean> proven = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(REMEMBERED)
            .build();

    Guesses(RateLimits limits) {
        this.limits = limits;
    }

    /** Counts a wrong key, and says how long an address has to wait before it may try a key; zero if it may now. */
    Duration delay(String address, String secret, boolean isRight, RateLimitSettings limit) {
        String caller = "guesses " + address;
        if (!isRight) {
            return Duration.ofNanos(limits.use(caller, limit).getNanosToWaitForRefill());
        }
        String proof = address + ' ' + Base64.getEncoder().encodeToString(KeyTable.hash(secret));
        if (proven.getIfPresent(proof) != null) {
            return Duration.ZERO;
        }
        long wait = limits.look(caller, limit).getNanosToWaitForRefill();
        if (wait == 0) {
            proven.put(proof, true);
        }
        return Duration.ofNanos(wait);
    }
}
