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

    private final DataSource dataSource;
    private final ActiveSettings settings;
    private final Replica replica;
    private final JobTask jobs;
    private final List<RecurringJob> recurring;
    private final Presence presence;
    private final Claims claims;
    private final Handover handover;
    private final Shutdown shutdown;

    private volatile @Nullable Scheduler scheduler;
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
        Scheduler started = scheduler(workers, claiming, pool);
        stop = new WorkerStop(started, claiming, pool, handover, shutdown);
        heartbeat = heartbeat(names, workers.heartbeatInterval());
        started.start();
        scheduler = started;
        log.info("{} worker(s) started as {}", workers.count(), replica.id());
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

    private ScheduledExecutorService heartbeat(List<String> names, Duration interval) {
        ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("worker-presence").factory());
        var _ = beats.scheduleWithFixedDelay(() -> beat(names), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return beats;
    }

    private void beat(List<String> names) {
        try {
            presence.renew(names);
        } catch (DataAccessException e) {
            log.warn("Could not renew the presence of this replica's workers; trying again: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        WorkerStop stopping = stop;
        if (stopping == null || heartbeat == null) {
            return;
        }
        shutdown.phase("workers", () -> {
            if (stopping.run(settings.current().get(WorkerSettings.class).timeout())) {
                shutdown.step("taking this replica's workers off the list", LEAVE, presence::leave);
            }
        });
        heartbeat.shutdownNow();
        scheduler = null;
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
        return scheduler != null;
    }
}
