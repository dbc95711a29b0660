package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Adapters;
import io.scry.ingestor.work.RecurringJob;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the pipeline is made of besides its own parts. */
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

    private static final Duration RETENTION_INTERVAL = Duration.ofMinutes(5);

    @Bean
    Adapters adapters(List<Adapter<?>> adapters) {
        return new Adapters(adapters);
    }

    @Bean
    RecurringJob retentionJob(Retention retention) {
        return new RecurringJob("retention", RETENTION_INTERVAL, retention::clean);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RandomGenerator random() {
        return RandomGenerator.getDefault();
    }
}
