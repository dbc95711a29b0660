package io.scry.ingestor.work;

import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsSubscriber;
import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The workers of this process: threads that claim jobs and do them, one each. With each heartbeat, and at once when the
 * settings change, they become what the settings say: another scheduler takes over, and the one before ends with its jobs.
 */
@Component
class WorkerPool implements SmartLifecycle, JobSignals.Listener, SettingsSubscriber {

    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
    private static final Duration LEAVE = Duration.ofSeconds(1);
    private static final Duration FIRST_BEATS = Duration.ofMillis(200);

    private final ActiveSettings settings;
    private final Replica replica;
    private final JobSchedulers schedulers;
    private final Slots slots;
    private final Presence presence;
    private final Claims claims;
    private final WorkerStop stop;
    private final Shutdown shutdown;

    /** Made, but not at work before the first heartbeat. */
    private @Nullable JobScheduler ready;

    /** At work. */
    private volatile @Nullable JobScheduler current;

    /** Not at work any more, but for the jobs that they have. */
    private final List<JobScheduler> retired = new CopyOnWriteArrayList<>();

    private boolean isEnding;
    private volatile boolean silent;
    private volatile @Nullable ScheduledThreadPoolExecutor heartbeat;
    private @Nullable Future<?> nextBeat;

    WorkerPool(
            ActiveSettings settings,
            Replica replica,
            JobSchedulers schedulers,
            Slots slots,
            Presence presence,
            JobSignals signals,
            Claims claims,
            WorkerStop stop,
            Shutdown shutdown) {
        this.settings = settings;
        this.replica = replica;
        this.schedulers = schedulers;
        this.slots = slots;
        this.presence = presence;
        this.claims = claims;
        this.stop = stop;
        this.shutdown = shutdown;
        claims.onChange(this::claimIfWanted);
        slots.onLeave(this::whenLeft);
        signals.listen(this);
    }

    @Override
    public void due() {
        JobScheduler atWork = current;
        if (atWork != null) {
            atWork.look();
        }
    }

    /** While retired schedulers have jobs, a claim may bring more than there are slots for. */
    private void claimIfWanted() {
        JobScheduler atWork = current;
        if (atWork != null) {
            retired.removeIf(JobScheduler::isOver);
            atWork.claim(claims.areWanted() && (retired.isEmpty() || slots.areFree()));
        }
    }

    private void whenLeft() {
        if (!retired.isEmpty()) {
            claims.check();
        }
    }

    @Override
    public void start() {
        WorkerSettings workers = workers();
        slots.resize(workers.count());
        ready = schedulers.first(workers);
        ScheduledThreadPoolExecutor beats = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("worker-presence").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        beats.setRemoveOnCancelPolicy(true);
        heartbeat = beats;
        beats.execute(() -> beat(beats));
    }

    private WorkerSettings workers() {
        return settings.current().get(WorkerSettings.class);
    }

    @Override
    public String name() {
        return "workers";
    }

    /** Nothing of it can fail, and it needs the snapshot that then holds. */
    @Override
    public Change prepare(Settings active, Settings next) {
        return active.get(WorkerSettings.class).equals(next.get(WorkerSettings.class)) ? Change.NONE : this::beatNow;
    }

    private void beatNow() {
        ScheduledThreadPoolExecutor beats = heartbeat;
        if (beats != null) {
            beats.execute(() -> {
                if (nextBeat != null) {
                    nextBeat.cancel(false);
                }
                beat(beats);
            });
        }
    }

    /** With the first heartbeat that the database takes the work begins: until then there may be no queue. */
    private void beat(ScheduledThreadPoolExecutor beats) {
        try {
            adapt();
            presence.renew(slots.workers());
            begin();
            silent = false;
        } catch (DataAccessException e) {
            if (!silent && current != null) {
                log.warn(
                        "Could not renew the presence of this replica's workers, trying until it works: {}",
                        e.getMessage());
            }
            silent = true;
        } catch (RuntimeException e) { // Boundary: a heartbeat that is not due to the database must not be the last.
            log.error("A heartbeat of this replica's workers failed", e);
        } finally {
            Duration next = current == null ? FIRST_BEATS : workers().heartbeatInterval();
            nextBeat = beats.schedule(() -> beat(beats), next.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void begin() {
        JobScheduler beginning = beginning();
        if (beginning != null) {
            claims.check();
            beginning.start();
            log.info("{} worker(s) started as {}", slots.workers().size(), replica.id());
        }
    }

    /** Null if they have begun, or must not any more. The start itself asks the database, so nobody may wait for it here. */
    private synchronized @Nullable JobScheduler beginning() {
        JobScheduler beginning = current == null ? ready : null;
        if (beginning != null) {
            current = beginning;
        }
        return beginning;
    }

    /** The new scheduler works before the old one stops claiming, so that at no time nobody does. */
    private void adapt() {
        WorkerSettings wanted = workers();
        JobScheduler before = takeOver(wanted);
        if (before != null) {
            before.retire();
            claims.check();
            log.info(
                    "{} worker(s) work from now on, looking into the queue every {}",
                    wanted.count(),
                    wanted.pollInterval());
        }
    }

    /** Null if nobody has to take over, or must not any more. */
    private synchronized @Nullable JobScheduler takeOver(WorkerSettings wanted) {
        JobScheduler before = current;
        if (before == null || isEnding || before.suits(wanted)) {
            return null;
        }
        JobScheduler next = schedulers.next(wanted);
        slots.resize(wanted.count());
        next.start();
        retired.add(before);
        current = next;
        return before;
    }

    @Override
    public void stop() {
        ScheduledThreadPoolExecutor beats = heartbeat;
        if (beats == null) {
            return;
        }
        shutdown.phase("workers", () -> {
            List<JobScheduler> working = end();
            boolean handedOver =
                    working.isEmpty() || stop.run(working, workers().timeout());
            beats.shutdownNow();
            if (handedOver && !working.isEmpty()) {
                shutdown.step("taking this replica's workers off the list", LEAVE, presence::leave);
            }
        });
        heartbeat = null;
        current = null;
    }

    /** After this none begins and none takes over any more; returns those that have begun. */
    private synchronized List<JobScheduler> end() {
        isEnding = true;
        JobScheduler atWork = current;
        if (atWork == null) {
            if (ready != null) {
                ready.abandon();
            }
            ready = null;
            return List.of();
        }
        List<JobScheduler> working = new ArrayList<>(retired);
        working.add(atWork);
        return working;
    }

    @Override
    public int getPhase() {
        return ShutdownPhases.WORKERS;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.current().get(ProcessSettings.class).isWorker();
    }

    @Override
    public boolean isRunning() {
        return heartbeat != null;
    }
}
