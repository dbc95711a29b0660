package io.scry.ingestor.health;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.scry.ingestor.shutdown.ShutdownPhase;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorNameGenerator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where checks come from, and how Actuator gets to see them. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** Actuator's name for the service as a whole. */
    private static final String OVERALL = "service";

    /** Ours instead of Boot's, which would put indicators into it that run whenever somebody asks. */
    @Bean
    HealthContributorRegistry healthContributorRegistry() {
        return new DefaultHealthContributorRegistry();
    }

    /** When all beans are there, so that a check may be made of any of them. */
    @Bean
    SmartInitializingSingleton beansAsChecks(
            HealthChecks checks,
            ObjectProvider<HealthCheck> beans,
            ApplicationContext context,
            HealthContributorRegistry actuator,
            ServiceHealth service) {
        return () -> {
            actuator.registerContributor(OVERALL, (HealthIndicator) () -> overall(service));
            beans.orderedStream().forEach(check -> checks.register(check.name(), check::check));
            Map<String, HealthIndicator> indicators = context.getBeansOfType(HealthIndicator.class);
            HealthContributorNameGenerator names = HealthContributorNameGenerator.withoutStandardSuffixes();
            indicators.forEach((bean, indicator) ->
                    checks.register(names.generateContributorName(bean), new IndicatorCheck(indicator)));
        };
    }

    /** Components keep their last sample, or turn stale if the rest takes long; probes are answered to the end. */
    @Bean
    ShutdownPhase endOfChecks(Sampler sampler) {
        return new ShutdownPhase(ShutdownPhases.CHECKS, sampler::stop);
    }

    /** Boot closes a registry when the shutdown begins, and a closed one takes no new series: they would miss what is rare. */
    @Bean
    PrometheusMeterRegistry meters(PrometheusConfig config, PrometheusRegistry registry, Clock clock) {
        return new PrometheusMeterRegistry(config, registry, clock) {
            @Override
            public void close() {
                // It ends with the process.
            }
        };
    }

    @Bean
    MeterBinder buildInfo(BuildProperties build) {
        // Prometheus' client takes "_info" off every name that is not written like this.
        return meters -> Gauge.builder("scry_ingestor_build.info", () -> 1)
                .description("1, with the release that runs")
                .tag("version", String.valueOf(build.getVersion()))
                .register(meters);
    }

    private static Health overall(ServiceHealth service) {
        ServiceHealth.Report report = service.report(false);
        Health.Builder health = report.reason() == null
                ? Health.status(SampledIndicator.status(report.status()))
                : Health.outOfService().withDetail("reason", report.reason());
        return health.build();
    }
}
