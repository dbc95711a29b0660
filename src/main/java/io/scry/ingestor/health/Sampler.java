package io.scry.ingestor.health;

import io.scry.ingestor.settings.ActiveSettings;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has every component checked at its time, and gives up on checks that take too long. The only one that runs checks. */
@Component
class Sampler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sampler.class);

    private final HealthChecks checks;
    private final ActiveSettings settings;
    private volatile @Nullable ScheduledThreadPoolExecutor timer;

    Sampler(HealthChecks checks, ActiveSettings settings) {
        this.checks = checks;
        this.settings = settings;
    }

    @Override
    public void start() {
        // A platform thread: virtual ones can be kept waiting by others that compute.
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("health-sampler").factory());
        checks.watch(this::sample);
    }

    private void sample(SampledComponent component) {
        if (!checks.has(component)) {
            return;
        }
        HealthSettings current = settings.current().get(HealthSettings.class);
        later(component.interval(current), () -> sample(component));
        SampledComponent.Attempt attempt = component.begin(current);
        if (attempt != null) {
            later(current.timeout(), attempt::expire);
        }
    }

    private void later(Duration delay, Runnable task) {
        ScheduledThreadPoolExecutor running = timer;
        if (running != null) {
            try {
                var _ = running.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                log.debug("The sampler has stopped", e);
            }
        }
    }

    /** Before all others and, what matters, after them: health is to be seen while they stop. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void stop() {
        ScheduledThreadPoolExecutor running = timer;
        timer = null;
        if (running != null) {
            running.shutdownNow();
            checks.all().forEach(SampledComponent::abandon);
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
