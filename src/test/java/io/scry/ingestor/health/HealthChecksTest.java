package io.scry.ingestor.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scry.ingestor.harness.ChangingSettings;
import io.scry.ingestor.settings.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final ChangingSettings settings;
    private final HealthChecks checks;
    private final Sampler sampler;

    HealthChecksTest(@TempDir Path directory) throws IOException {
        settings = new ChangingSettings(directory, settings("100ms", 1), new Section<>("health", HealthSettings.class));
        checks = new HealthChecks(actuator, new HealthMeters(meters), settings, Clock.SYSTEM);
        sampler = new Sampler(checks, settings);
    }

    private static Map<String, String> settings(String interval, int threshold) {
        return Map.of(
                "SCRY_HEALTH__INTERVAL",
                interval,
                "SCRY_HEALTH__TIMEOUT",
                "200ms",
                "SCRY_HEALTH__FAILURE_THRESHOLD",
                Integer.toString(threshold));
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
                .health();
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
    void checksAtOnceWhenALongIntervalIsShortened() throws Exception {
        settings.change(settings("1m", 1), sampler);
        AtomicInteger calls = new AtomicInteger();
        checks.register("my_service", () -> CheckResult.healthy("Call " + calls.incrementAndGet()));
        await("my_service", HealthStatus.HEALTHY);
        settings.change(settings("100ms", 1), sampler);
        assertThat(health("my_service").status()).isEqualTo(HealthStatus.HEALTHY);
        Awaitility.await().atMost(LIMIT).until(() -> calls.get() >= 5);

        settings.change(settings("1m", 1), sampler);
        Awaitility.await().atMost(LIMIT).until(() -> {
            int before = calls.get();
            Awaitility.await().pollDelay(Duration.ofMillis(400)).until(() -> true);
            return calls.get() == before;
        });
    }

    @Test
    void countsByTheThresholdsThatHoldNow() throws Exception {
        AtomicBoolean well = new AtomicBoolean(true);
        settings.change(settings("1m", 3), sampler);
        checks.register("my_service", () -> well.get() ? CheckResult.healthy("Well") : CheckResult.unhealthy("Gone"));
        await("my_service", HealthStatus.HEALTHY);
        well.set(false);
        settings.change(settings("50s", 3), sampler);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> health("my_service").message().contains("1 of 3"));
        settings.change(settings("50s", 2), sampler);
        await("my_service", HealthStatus.UNHEALTHY);
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
