package io.scry.ingestor.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much each caller has left, in this replica. Of a caller that was silent for the longest period there can be nothing has
 * to be known. No more than 10,000 are known; beyond that, who comes least starts afresh.
 */
@Component
class RateLimits {

    private static final int MOST = 10_000;
    private static final Duration LONGEST_PERIOD = Duration.ofHours(1);

    private final Cache<String, Account> accounts = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(LONGEST_PERIOD)
            .build();
    private final TimeMeter time;

    @Autowired
    RateLimits() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(TimeMeter time) {
        this.time = time;
    }

    private record Account(RateLimitSettings limit, Bucket bucket) {}

    /** Takes one request from what a caller has, if there is one. */
    ConsumptionProbe use(String caller, RateLimitSettings limit) {
        return bucket(caller, limit).tryConsumeAndReturnRemaining(1);
    }

    /** As {@link #use}, and takes nothing. */
    EstimationProbe look(String caller, RateLimitSettings limit) {
        return bucket(caller, limit).estimateAbilityToConsume(1);
    }

    private Bucket bucket(String caller, RateLimitSettings limit) {
        Account account = accounts.getIfPresent(caller);
        if (account == null || !account.limit.equals(limit)) {
            account = accounts.asMap().compute(caller, (key, before) -> account(before, limit));
        }
        return account.bucket;
    }

    /** Under another limit a caller has the same share left as under the one before. */
    private Account account(@Nullable Account before, RateLimitSettings limit) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(rate -> rate.capacity(limit.burst()).refillGreedy(limit.requests(), limit.period()))
                .build();
        if (before == null) {
            return new Account(
                    limit,
                    Bucket.builder()
                            .addLimit(configuration.getBandwidths()[0])
                            .withCustomTimePrecision(time)
                            .build());
        }
        before.bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.PROPORTIONALLY);
        return new Account(limit, before.bucket);
    }

    long known() {
        accounts.cleanUp();
        return accounts.estimatedSize();
    }
}
