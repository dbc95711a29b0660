package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The workers of this process: threads that claim jobs and do them, one each. */
@Component
class WorkerPool implements SmartLifecycle, JobSignals.Listener {

    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
    /** The queue's own limit never comes first: at ours the rows are freed before the threads are interrupted. */
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private static final Duration LEAVE = Duration.ofSeconds(1);
    private static final Duration FIRST_BEATS = Duration.ofMillis(200);

    private final DataSource dataSource;
    private final ActiveSettings settings;
    private final Replica replica;
    private final JobTask jobs;
    private final List<RecurringJob> recurring;
    private final Presence presence;
    private final Claims claims;
    private final Handover handover;
    private final Shutdown shutdown;

    /** Made, but not at work before the first heartbeat. */
    private @Nullable Scheduler ready;

    /** At work. */
    private volatile @Nullable Scheduler scheduler;

    private volatile boolean silent;
    private @Nullable WorkerStop stop;
    private @Nullable ScheduledExecutorService heartbeat;

    WorkerPool(
            DataSource dataSource,
            ActiveSettings settings,
            Replica replica,
            JobTask jobs,
            List<RecurringJob> recurring,
            Presence presence,
            JobSignals signals,
            Claims claims,
            Handover handover,
            Shutdown shutdown) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.replica = replica;
        this.jobs = jobs;
        this.recurring = recurring;
        this.presence = presence;
        this.claims = claims;
        this.handover = handover;
        this.shutdown = shutdown;
        claims.onChange(this::claimIfWanted);
        signals.listen(this);
    }

    @Override
    public void due() {
        Scheduler current = scheduler;
        if (current != null) {
            current.triggerCheckForDueExecutions();
        }
    }

    private void claimIfWanted() {
        Scheduler current = scheduler;
        if (current == null) {
            return;
        }
        if (claims.areWanted()) {
            current.resume();
            current.triggerCheckForDueExecutions();
        } else {
            current.pause();
        }
    }

    @Override
    public void start() {
        WorkerSettings workers = settings.current().get(WorkerSettings.class);
        List<String> names = IntStream.rangeClosed(1, workers.count())
                .mapToObj(number -> "worker-" + number + "@" + replica.host())
                .toList();
        ThreadPoolExecutor pool = pool(names);
        ExecutorService claiming = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("worker-claims").factory());
        Scheduler made = scheduler(workers, claiming, pool);
        ready = made;
        stop = new WorkerStop(made, claiming, pool, handover, shutdown);
        ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("worker-presence").factory());
        heartbeat = beats;
        beats.execute(() -> beat(beats, names, workers.heartbeatInterval()));
    }

    private Scheduler scheduler(WorkerSettings workers, ExecutorService claiming, ExecutorService pool) {
        return Scheduler.create(dataSource, new ArrayList<>(List.of(jobs.task())))
                .startTasks(recurring.stream().map(RecurringJob::task).toList())
                .schedulerName(new SchedulerName.Fixed(replica.id()))
                .executorService(pool)
                .threads(workers.count())
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(workers.pollInterval())
                .heartbeatInterval(workers.heartbeatInterval())
                .missedHeartbeatsLimit(workers.missedHeartbeats())
                .shutdownMaxWait(NO_LIMIT)
                .dueExecutor(claiming)
                // Rows of a kind that this release does not know may belong to the next one.
                .deleteUnresolvedAfter(Duration.ofDays(14))
                .failureLogging(LogLevel.WARN, false)
                .jdbcCustomization(JobQueue.POSTGRES)
                .build();
    }

    private static ThreadPoolExecutor pool(List<String> names) {
        AtomicInteger next = new AtomicInteger();
        return new ThreadPoolExecutor(
                names.size(),
                names.size(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform()
                        .name(names.get(next.getAndIncrement() % names.size()))
                        .unstarted(task));
    }

    /** With the first heartbeat that the database takes the work begins: until then there may be no queue. */
    private void beat(ScheduledExecutorService beats, List<String> names, Duration interval) {
        try {
            presence.renew(names);
            begin(names);
            silent = false;
        } catch (DataAccessException e) {
            if (!silent && scheduler != null) {
                log.warn(
                        "Could not renew the presence of this replica's workers, trying until it works: {}",
                        e.getMessage());
            }
            silent = true;
        } finally {
            if (!beats.isShutdown()) {
                Duration next = scheduler == null ? FIRST_BEATS : interval;
                var _ = beats.schedule(() -> beat(beats, names, interval), next.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void begin(List<String> names) {
        Scheduler beginning = beginning();
        if (beginning != null) {
            claimIfWanted();
            beginning.start();
            log.info("{} worker(s) started as {}", names.size(), replica.id());
        }
    }

    /** Null if they have begun, or must not any more. The start itself asks the database, so nobody may wait for it here. */
    private synchronized @Nullable Scheduler beginning() {
        Scheduler beginning = scheduler == null ? ready : null;
        if (beginning != null) {
            scheduler = beginning;
        }
        return beginning;
    }

    @Override
    public void stop() {
        WorkerStop stopping = stop;
        ScheduledExecutorService beats = heartbeat;
        if (stopping == null || beats == null) {
            return;
        }
        shutdown.phase("workers", () -> {
            if (!haveBegun()) {
                stopping.abandon();
                beats.shutdownNow();
                return;
            }
            boolean handedOver =
                    stopping.run(settings.current().get(WorkerSettings.class).timeout());
            beats.shutdownNow();
            if (handedOver) {
                shutdown.step("taking this replica's workers off the list", LEAVE, presence::leave);
            }
        });
        heartbeat = null;
        scheduler = null;
    }

    /** After this they do not begin any more. */
    private synchronized boolean haveBegun() {
        ready = null;
        return scheduler != null;
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
