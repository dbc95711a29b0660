package io.scry.ingestor.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.Section;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

/** The sampler, and checks that come at run time. */
class HealthChecksTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DefaultHealthContributorRegistry actuator = new DefaultHealthContributorRegistry();
    private final ActiveSettings settings;
    private final HealthChecks checks;
    private final Sampler sampler;

    HealthChecksTest(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("settings.base.yaml"), """
                ---
                health: {interval: 100ms, timeout: 200ms}
                """);
        Settings loaded = new SettingsLoader(List.of(new Section<>("health", HealthSettings.class)), Map.of(), Map.of())
                .load(directory, Map.of());
        settings = () -> loaded;
        checks = new HealthChecks(actuator, new HealthMeters(meters, settings), settings, Clock.SYSTEM);
        sampler = new Sampler(checks, settings);
    }

    @BeforeEach
    void start() {
        sampler.start();
    }

    @AfterEach
    void stop() {
        sampler.stop();
    }

    private ComponentHealth health(String name) {
        return checks.all().stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow()
                .health(settings.current().get(HealthSettings.class));
    }

    private void await(String name, HealthStatus status) {
        Awaitility.await().atMost(LIMIT).until(() -> health(name).status() == status);
    }

    @Test
    void checksAgainAndAgain() {
        AtomicInteger calls = new AtomicInteger();
        checks.register("my_service", () -> CheckResult.healthy("Call " + calls.incrementAndGet()));
        Awaitility.await().atMost(LIMIT).until(() -> calls.get() >= 3);
        await("my_service", HealthStatus.HEALTHY);
    }

    @Test
    void harmsNoOtherWithOneThatHangs() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        checks.register("hangs", () -> {
            begun.incrementAndGet();
            never.await();
            return CheckResult.healthy("Cannot be");
        });
        checks.register("well", () -> CheckResult.healthy("Well"));
        await("well", HealthStatus.HEALTHY);
        Awaitility.await().atMost(LIMIT).until(() -> health("hangs").message().contains("200 ms"));
        Awaitility.await().atMost(LIMIT).until(() -> begun.get() >= 2);
        assertThat(health("well").status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(meters.get("scry_ingestor_health_check_failures")
                        .tags("component", "hangs", "reason", "timeout")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void showsARegisteredCheckEverywhereUntilItIsTakenBack() {
        checks.register("my_service", () -> CheckResult.degraded("Limps").with(Map.of("version", "7")));
        await("my_service", HealthStatus.DEGRADED);
        Gauge gauge = meters.get("scry_ingestor_health_status")
                .tag("component", "my_service")
                .gauge();
        assertThat(gauge.value()).isEqualTo(0.5);
        HealthIndicator indicator = (HealthIndicator) Objects.requireNonNull(actuator.getContributor("my_service"));
        Health seen = Objects.requireNonNull(indicator.health());
        assertThat(seen.getStatus()).isEqualTo(new Status("DEGRADED"));
        assertThat(seen.getDetails())
                .containsEntry("message", "Limps")
                .containsEntry("metadata", Map.of("version", "7"));

        checks.unregister("my_service");
        assertThat(checks.all()).isEmpty();
        assertThat(actuator.getContributor("my_service")).isNull();
        assertThat(meters.find("scry_ingestor_health_status").gauge()).isNull();
        checks.register("my_service", () -> CheckResult.healthy("Another"));
        await("my_service", HealthStatus.HEALTHY);
    }

    @Test
    void refusesANameThatIsTakenOrMalformed() {
        checks.register("my_service", () -> CheckResult.healthy("First"));
        assertThatThrownBy(() -> checks.register("my_service", () -> CheckResult.healthy("Second")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two health checks named 'my_service'");
        assertThatThrownBy(() -> checks.register("my service", () -> CheckResult.healthy("Third")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'my service'");
        await("my_service", HealthStatus.HEALTHY);
        assertThat(health("my_service").message()).isEqualTo("First");
    }

    @Test
    void mapsTheStatusesOfSpringsIndicators() throws Exception {
        assertThat(of(Health.up().build()).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(of(Health.status("DEGRADED").build()).status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(of(Health.unknown().build()).status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(of(Health.outOfService().build()).status()).isEqualTo(HealthStatus.UNHEALTHY);
        CheckResult down = of(Health.down(new IllegalStateException("broken")).build());
        assertThat(down.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(down.message()).contains("broken");
    }

    private static CheckResult of(Health health) {
        return Objects.requireNonNull(new IndicatorCheck(() -> health).call());
    }
}
