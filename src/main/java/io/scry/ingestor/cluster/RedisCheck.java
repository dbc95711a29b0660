package io.scry.ingestor.cluster;

import io.lettuce.core.RedisCommandExecutionException;
import io.scry.ingestor.health.CheckResult;
import io.scry.ingestor.health.HealthCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Whether Redis answers over the connection that replicas use. */
@Component
class RedisCheck implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RedisLink redis;

    RedisCheck(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public CheckResult check() throws InterruptedException {
        if (!redis.isConfigured()) {
            return CheckResult.degraded("Redis is not configured (SCRY_REDIS_URL)");
        }
        try {
            String info = redis.demand(commands -> commands.info("server"), PATIENCE);
            return CheckResult.healthy("Redis connection successful").with(facts(info));
        } catch (TimeoutException e) {
            return CheckResult.unhealthy("Redis did not answer within " + PATIENCE.toMillis() + " ms");
        } catch (ExecutionException e) {
            return CheckResult.unhealthy("Redis connection failed: " + why(e));
        }
    }

    /** What the server says begins with a code, which is safe to show; the rest may not be. */
    private static String why(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof RedisCommandExecutionException refusal && refusal.getMessage() != null) {
                return "it refuses the command or the credentials ("
                        + refusal.getMessage().split(" ", 2)[0] + ")";
            }
        }
        return "it cannot be reached";
    }

    /** See "INFO" in Redis' manual. */
    private static Map<String, Object> facts(String info) {
        Map<String, String> lines = new HashMap<>();
        info.lines()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> lines.put(pair[0], pair[1].strip()));
        Map<String, Object> facts = new LinkedHashMap<>();
        String version = lines.get("redis_version");
        String uptime = lines.get("uptime_in_seconds");
        if (version != null) {
            facts.put("version", version);
        }
        if (uptime != null) {
            facts.put("uptime_seconds", Long.valueOf(uptime));
        }
        return facts;
    }
}
