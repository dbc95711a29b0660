package io.scry.ingestor.health;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One component: its check, whether one is under way, and what the last one found. */
final class SampledComponent {

    private static final Logger log = LoggerFactory.getLogger(SampledComponent.class);

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration START_INTERVAL = Duration.ofMillis(100);

    private final String name;
    private final Callable<@Nullable CheckResult> check;
    private final Clock clock;
    private final Observer observer;
    private @Nullable Attempt underWay;
    private int differing;
    private final long added;
    private volatile boolean everHealthy;
    private volatile boolean sampled;
    private volatile long sampledAt;
    private volatile ComponentHealth last;
    private volatile Watch watch;

    /** Hears of every sample. */
    interface Observer {
        void sampled(Duration took, @Nullable Failure failure);
    }

    /** Why a sample is not healthy. */
    enum Failure {
        TIMEOUT,
        EXCEPTION,
        NO_RESULT,
        REPORTED
    }

    private record Sample(CheckResult result, @Nullable Failure failure) {}

    /** How it is watched, and since when: what was sampled before is not to look stale because the next is due earlier. */
    private record Watch(HealthSettings settings, long since) {}

    SampledComponent(
            String name,
            Callable<@Nullable CheckResult> check,
            HealthSettings settings,
            Clock clock,
            Observer observer) {
        this.name = name;
        this.check = check;
        this.clock = clock;
        this.observer = observer;
        this.added = clock.monotonicTime();
        this.sampledAt = added;
        this.watch = new Watch(settings, added);
        this.last = new ComponentHealth(name, HealthStatus.UNHEALTHY, "Not checked yet", now(), Map.of());
    }

    String name() {
        return name;
    }

    boolean isSampled() {
        return sampled;
    }

    /** From one check to the next; shorter at first, since whoever starts waits for it to become healthy. */
    Duration interval(HealthSettings settings) {
        boolean starting = !everHealthy && clock.monotonicTime() - added < START.toNanos();
        return starting && settings.interval().compareTo(START_INTERVAL) > 0 ? START_INTERVAL : settings.interval();
    }

    /** As last seen; if that was too long ago, nobody knows, and not to know is not healthy. */
    ComponentHealth health() {
        ComponentHealth seen = last;
        Watch now = watch;
        long time = clock.monotonicTime();
        Duration age = Duration.ofNanos(time - sampledAt);
        Duration overdue = Duration.ofNanos(Math.min(time - sampledAt, time - now.since));
        if (!sampled || overdue.compareTo(now.settings.stale()) <= 0) {
            return seen;
        }
        return seen.as(
                HealthStatus.UNHEALTHY,
                "No check has ended for %d s. The last one said: %s".formatted(age.toSeconds(), seen.message()));
    }

    /** Starts a check on a virtual thread; null if the one before still hangs, since two would pile up. */
    synchronized @Nullable Attempt begin(HealthSettings settings) {
        if (!watch.settings.equals(settings)) {
            watch = new Watch(settings, clock.monotonicTime());
        }
        if (underWay != null) {
            return null;
        }
        Attempt attempt = new Attempt(settings);
        // A thread that cannot be started must not count as one that hangs.
        attempt.thread.start();
        underWay = attempt;
        return attempt;
    }

    /** Gives up on the check that is under way, if there is one. */
    synchronized void abandon() {
        if (underWay != null) {
            underWay.over = true;
            underWay.thread.interrupt();
        }
    }

    /** One call of the check. */
    final class Attempt {

        private final HealthSettings settings;
        private final long begun = clock.monotonicTime();
        private final Thread thread = Thread.ofVirtual().name("health-" + name).unstarted(this::run);
        private boolean over;

        private Attempt(HealthSettings settings) {
            this.settings = settings;
        }

        /** If it still runs it has failed; the interrupt closes the socket that it may wait on. */
        void expire() {
            synchronized (SampledComponent.this) {
                if (!over) {
                    String message =
                            "The check did not end within " + settings.timeout().toMillis() + " ms";
                    end(new Sample(CheckResult.unhealthy(message), Failure.TIMEOUT));
                    thread.interrupt();
                }
            }
        }

        private void run() {
            Sample sample = sample();
            synchronized (SampledComponent.this) {
                end(sample);
                underWay = null;
            }
        }

        /** Boundary: whatever a check throws is what it has found. */
        private Sample sample() {
            try {
                CheckResult result = check.call();
                if (result == null) {
                    return new Sample(CheckResult.unhealthy("The check returned null"), Failure.NO_RESULT);
                }
                return new Sample(result, result.status() == HealthStatus.HEALTHY ? null : Failure.REPORTED);
            } catch (Throwable e) {
                log.debug("The check of {} failed", name, e);
                return new Sample(CheckResult.unhealthy("The check failed: " + Redaction.of(e)), Failure.EXCEPTION);
            }
        }

        private void end(Sample sample) {
            if (!over) {
                over = true;
                observer.sampled(Duration.ofNanos(clock.monotonicTime() - begun), sample.failure);
                publish(settings, sample.result);
            }
        }
    }

    private void publish(HealthSettings settings, CheckResult found) {
        HealthStatus before = last.status();
        HealthStatus status = sampled ? decide(settings, before, found.status()) : found.status();
        String message = Redaction.of(found.message());
        if (status != found.status()) {
            message = "%s (still %s: %d of %d)"
                    .formatted(message, status.label(), differing, threshold(settings, before, found.status()));
        }
        if (status != before || !sampled) {
            tell(status, message);
        }
        last = new ComponentHealth(name, status, message, now(), Redaction.of(found.metadata()));
        sampledAt = clock.monotonicTime();
        everHealthy = everHealthy || found.status() == HealthStatus.HEALTHY;
        sampled = true;
    }

    private HealthStatus decide(HealthSettings settings, HealthStatus before, HealthStatus found) {
        if (found == before) {
            differing = 0;
            return before;
        }
        differing++;
        if (differing < threshold(settings, before, found)) {
            return before;
        }
        differing = 0;
        return found;
    }

    private static int threshold(HealthSettings settings, HealthStatus before, HealthStatus found) {
        return found.compareTo(before) > 0 ? settings.failureThreshold() : settings.recoveryThreshold();
    }

    private void tell(HealthStatus status, String message) {
        if (status == HealthStatus.HEALTHY) {
            log.info("Component {} is healthy: {}", name, message);
        } else {
            log.warn("Component {} is {}: {}", name, status.label(), message);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.wallTime());
    }
}
