package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private final AtomicLong now = new AtomicLong();
    private final RateLimits limits = new RateLimits(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    private static RateLimitSettings limit(long requests, long burst) {
        return new RateLimitSettings(true, requests, Duration.ofMinutes(1), burst, 100);
    }

    private int used(String caller, RateLimitSettings limit) {
        int used = 0;
        while (limits.use(caller, limit).isConsumed()) {
            used++;
        }
        return used;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void givesEachCallerItsBurstAndThenItsRate() {
        RateLimitSettings limit = limit(60, 10);
        assertThat(used("ann", limit)).isEqualTo(10);
        assertThat(used("bob", limit)).isEqualTo(10);
        pass(Duration.ofSeconds(3));
        assertThat(used("ann", limit)).isEqualTo(3);
        pass(Duration.ofHours(1));
        assertThat(used("ann", limit)).isEqualTo(10);
        ConsumptionProbe refused = limits.use("ann", limit);
        assertThat(Duration.ofNanos(refused.getNanosToWaitForRefill())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void keepsTheShareThatIsLeftWhenTheLimitChanges() {
        for (int request = 0; request < 5; request++) {
            limits.use("ann", limit(60, 10));
        }
        assertThat(used("ann", limit(600, 100))).isEqualTo(50);
        assertThat(used("ann", limit(60, 10))).isZero();
        assertThat(used("bob", limit(60, 2))).isEqualTo(2);
    }

    @Test
    void knowsNoMoreCallersThanItMay() {
        for (int caller = 0; caller < 30_000; caller++) {
            limits.use("caller " + caller, limit(60, 10));
        }
        assertThat(limits.known()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void takesANetworkOfIpv6ForOneCaller() {
        assertThat(RemoteAddress.network("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(RemoteAddress.network("2001:db8:1:2:3::4"))
                .isEqualTo(RemoteAddress.network("2001:db8:1:2:ffff::1"))
                .isNotEqualTo(RemoteAddress.network("2001:db8:1:3:3::4"));
        assertThat(RemoteAddress.network("not an address")).isEqualTo("unknown");
    }

    @Test
    void refusesLimitsThatContradictThemselves() {
        assertThatThrownBy(() -> limit(10, 11)).hasMessage("burst must not be larger than requests");
        assertThatThrownBy(() -> new RateLimitSettings(true, 10, Duration.ofMillis(1500), 5, 100))
                .hasMessage("period must be whole seconds");
    }
}
