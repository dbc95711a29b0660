package io.scry.ingestor.bench;

import io.scry.ingestor.cluster.RedisSettings;
import io.scry.ingestor.settings.ActiveSettings;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.health.DataRedisHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What {@code bench/probes.sh} compares probes with, in the same process. */
@RestController
@ConditionalOnProperty("bench.comparison")
final class Comparison {

    static final String BARE = "/bench/bare";
    static final String BOOT = "/bench/boot";

    private final HealthIndicator database;
    private final HealthIndicator redis;

    Comparison(DataSource pool, ActiveSettings settings) {
        database = new DataSourceHealthIndicator(pool);
        String url = Objects.requireNonNull(
                settings.current().get(RedisSettings.class).url());
        LettuceConnectionFactory connections =
                new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(url));
        connections.afterPropertiesSet();
        connections.start();
        redis = new DataRedisHealthIndicator(connections);
    }

    @GetMapping(BARE)
    String bare() {
        return "healthy";
    }

    /** Boot's endpoint asks them one after another for every request, too; it has none for Kafka. */
    @GetMapping(BOOT)
    Map<String, Health> boot() {
        return Map.of("database", database.health(), "redis", redis.health());
    }
}
