package io.scry.ingestor.health;

import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsSubscriber;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has every component checked at its time, and gives up on checks that take too long. The only one that runs checks. */
@Component
class Sampler implements SmartLifecycle, SettingsSubscriber {

    private static final Duration END = Duration.ofMillis(100);

    private final HealthChecks checks;
    private final ActiveSettings settings;
    private final Map<SampledComponent, Future<?>> next = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledThreadPoolExecutor timer;

    Sampler(HealthChecks checks, ActiveSettings settings) {
        this.checks = checks;
        this.settings = settings;
    }

    @Override
    public void start() {
        // A platform thread: virtual ones can be kept waiting by others that compute.
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("health-sampler").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        started.setRemoveOnCancelPolicy(true);
        timer = started;
        checks.watch(this::sample);
    }

    private void sample(SampledComponent component) {
        ScheduledThreadPoolExecutor running = timer;
        if (running != null) {
            running.execute(() -> sample(component, running));
        }
    }

    /** In the timer's thread: when this begins a component's next check, none of it is planned besides. */
    private void sample(SampledComponent component, ScheduledThreadPoolExecutor running) {
        Future<?> planned = next.remove(component);
        if (planned != null) {
            planned.cancel(false);
        }
        if (!checks.has(component)) {
            return;
        }
        HealthSettings current = settings.current().get(HealthSettings.class);
        next.put(component, later(running, component.interval(current), () -> sample(component, running)));
        SampledComponent.Attempt attempt = component.begin(current);
        if (attempt != null) {
            var _ = later(running, current.timeout(), attempt::expire);
        }
    }

    private static Future<?> later(ScheduledThreadPoolExecutor running, Duration delay, Runnable task) {
        return running.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public String name() {
        return "health";
    }

    /** Every component is checked at once, so that nothing of the old interval is waited for. */
    @Override
    public Change prepare(Settings active, Settings next) {
        return active.get(HealthSettings.class).equals(next.get(HealthSettings.class))
                ? Change.NONE
                : () -> checks.all().forEach(this::sample);
    }

    /** Starts before all others, which may wait for it, and is stopped in {@link ShutdownPhases#CHECKS}. */
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
            awaitEnd(running);
            checks.all().forEach(SampledComponent::abandon);
        }
    }

    /** What it does it does in no time; a check that it begins now must not be missed by who gives up on all. */
    private static void awaitEnd(ScheduledThreadPoolExecutor ending) {
        try {
            var _ = ending.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
