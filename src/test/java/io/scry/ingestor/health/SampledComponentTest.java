package io.scry.ingestor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampledComponentTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final CheckResult WELL = CheckResult.healthy("Well");
    private static final CheckResult LIMPS = CheckResult.degraded("Limps");
    private static final CheckResult GONE = CheckResult.unhealthy("Gone");

    private final MockClock clock = new MockClock();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicReference<CheckResult> result = new AtomicReference<>(WELL);

    private static HealthSettings settings(int failures, int recoveries) {
        return new HealthSettings(Duration.ofSeconds(5), Duration.ofSeconds(3), failures, recoveries, List.of());
    }

    private SampledComponent component(Callable<@Nullable CheckResult> check) {
        return new SampledComponent(
                "it",
                check,
                settings(1, 1),
                clock,
                (took, failure) -> failures.add(failure == null ? "-" : failure.name()));
    }

    private ComponentHealth sample(SampledComponent component, HealthSettings settings) {
        int before = failures.size();
        Awaitility.await().atMost(LIMIT).until(() -> component.begin(settings) != null);
        Awaitility.await().atMost(LIMIT).until(() -> failures.size() > before);
        return component.health();
    }

    private ComponentHealth sample(Callable<@Nullable CheckResult> check) {
        return sample(component(check), settings(1, 1));
    }

    @Test
    void isUnhealthyUntilItWasChecked() {
        ComponentHealth health = component(() -> WELL).health();
        assertThat(health.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(health.message()).isEqualTo("Not checked yet");
    }

    @Test
    void showsWhatTheCheckFoundAndWhen() {
        clock.addSeconds(77);
        ComponentHealth health = sample(() -> WELL.with(Map.of("version", "1")));
        assertThat(health)
                .isEqualTo(new ComponentHealth(
                        "it",
                        HealthStatus.HEALTHY,
                        "Well",
                        Instant.ofEpochMilli(clock.wallTime()),
                        Map.of("version", "1")));
        assertThat(failures).containsExactly("-");
    }

    @Test
    void takesWhateverIsThrownForUnhealthyWithoutItsSecrets() {
        ComponentHealth thrown = sample(() -> {
            throw new IllegalStateException("no way to http://ann:hunter2@host/x?password=hunter2\nat line 2");
        });
        assertThat(thrown.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(thrown.message())
                .isEqualTo(
                        "The check failed: IllegalStateException: no way to http://***@host/x?password=*** at line 2");
        assertThat(sample(() -> {
                            throw new NoClassDefFoundError("x/Y");
                        })
                        .message())
                .isEqualTo("The check failed: NoClassDefFoundError: x/Y");
        assertThat(sample(() -> null).message()).isEqualTo("The check returned null");
        assertThat(failures).containsExactly("EXCEPTION", "EXCEPTION", "NO_RESULT");
    }

    @Test
    void hidesCredentialsInMessagesAndFacts() {
        ComponentHealth health = sample(
                () -> CheckResult.unhealthy("token=abc is wrong").with(Map.of("url", "redis://:hunter2@host:6379")));
        assertThat(health.message()).isEqualTo("token=*** is wrong");
        assertThat(health.metadata().get("url")).isEqualTo("redis://***@host:6379");
    }

    @Test
    void changesItsStatusWhenThresholdsAreReached() {
        SampledComponent component = component(result::get);
        HealthSettings settings = settings(3, 2);
        List<HealthStatus> seen = new ArrayList<>();
        for (CheckResult next : List.of(WELL, GONE, GONE, WELL, GONE, LIMPS, GONE, WELL, GONE, WELL, WELL)) {
            result.set(next);
            seen.add(sample(component, settings).status());
        }
        HealthStatus well = HealthStatus.HEALTHY;
        HealthStatus gone = HealthStatus.UNHEALTHY;
        assertThat(seen).containsExactly(well, well, well, well, well, well, gone, gone, gone, gone, well);
    }

    @Test
    void saysThatItFailsBeforeTheThresholdIsReached() {
        SampledComponent component = component(result::get);
        sample(component, settings(3, 1));
        result.set(GONE);
        assertThat(sample(component, settings(3, 1)).message()).isEqualTo("Gone (still healthy: 1 of 3)");
    }

    @Test
    void turnsStaleAndRecovers() {
        SampledComponent component = component(() -> WELL);
        Instant sampled = sample(component, settings(1, 1)).checkedAt();
        clock.add(Duration.ofSeconds(13));
        assertThat(component.health().status()).isEqualTo(HealthStatus.HEALTHY);
        clock.add(Duration.ofSeconds(1));
        ComponentHealth stale = component.health();
        assertThat(stale.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(stale.message()).isEqualTo("No check has ended for 14 s. The last one said: Well");
        assertThat(stale.checkedAt()).isEqualTo(sampled);
        assertThat(sample(component, settings(1, 1)).status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void doesNotTurnStaleBecauseTheNextSampleIsDueEarlier() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Boolean> hangs = new AtomicReference<>(false);
        SampledComponent component = component(() -> {
            if (hangs.get()) {
                release.await();
            }
            return WELL;
        });
        HealthSettings slow = new HealthSettings(Duration.ofMinutes(1), Duration.ofSeconds(3), 1, 1, List.of());
        sample(component, slow);
        clock.add(Duration.ofSeconds(50));
        hangs.set(true);
        assertThat(component.begin(settings(1, 1))).isNotNull();
        clock.add(Duration.ofSeconds(13));
        assertThat(component.health().status()).isEqualTo(HealthStatus.HEALTHY);
        clock.add(Duration.ofSeconds(1));
        assertThat(component.health().message()).startsWith("No check has ended for 64 s.");
        release.countDown();
    }

    @Test
    void givesUpOnACheckThatHangsAndFreesItsSocket() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SampledComponent component = component(() -> {
                try (Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
                    return CheckResult.healthy("Read " + socket.getInputStream().read());
                } finally {
                    freed.countDown();
                }
            });
            SampledComponent.Attempt attempt = Objects.requireNonNull(component.begin(settings(1, 1)));
            try (Socket accepted = silent.accept()) {
                attempt.expire();
                ComponentHealth health = component.health();
                assertThat(health.status()).isEqualTo(HealthStatus.UNHEALTHY);
                assertThat(health.message()).isEqualTo("The check did not end within 3000 ms");
                assertThat(freed.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(failures).containsExactly("TIMEOUT");
        }
    }

    @Test
    void startsNoCheckWhileOneIgnoresItsInterruptAndIgnoresItsLateResult() {
        CountDownLatch release = new CountDownLatch(1);
        SampledComponent component = component(() -> {
            boolean released = false;
            while (!released) {
                try {
                    released = release.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException stubborn) {
                    assertThat(stubborn).isNotNull();
                }
            }
            return WELL;
        });
        Objects.requireNonNull(component.begin(settings(1, 1))).expire();
        assertThat(component.begin(settings(1, 1))).isNull();
        release.countDown();
        Awaitility.await().atMost(LIMIT).until(() -> component.begin(settings(1, 1)) != null);
        Awaitility.await().atMost(LIMIT).until(() -> failures.size() == 2);
        assertThat(failures).containsExactly("TIMEOUT", "-");
    }
}
