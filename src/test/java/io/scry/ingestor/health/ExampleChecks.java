package io.scry.ingestor.health;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The example of the documentation: one check of each form. */
@AutoConfiguration
public class ExampleChecks {

    /** As a bean of the service's own type. */
    @Bean
    HealthCheck licenceServer() {
        return new HealthCheck() {
            @Override
            public String name() {
                return "licence_server";
            }

            @Override
            public CheckResult check() {
                return CheckResult.healthy("Service is operational");
            }
        };
    }

    /** As an indicator of Spring's: the component is named {@code mailServer}. */
    @Bean
    HealthIndicator mailServerHealthIndicator() {
        return () -> Health.down().withDetail("error", "Service unreachable").build();
    }

    /** At run time; {@code close()} takes it back. */
    @Bean
    AutoCloseable registration(HealthChecks checks) {
        checks.register("my_service", () -> CheckResult.degraded("Service is slow"));
        return () -> checks.unregister("my_service");
    }
}
