package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.ProcessSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
    private static final Duration FIRST_BEATS = Duration.ofMillis(200);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final ActiveSettings settings;
    private final Replica replica;
    private final JobTask jobs;
    private final List<RecurringJob> recurring;
    private final Presence presence;

    /** Made, but not at work before the first heartbeat. */
    private @Nullable Scheduler ready;

    /** At work. */
    private volatile @Nullable Scheduler scheduler;

    private volatile boolean silent;
    private @Nullable ExecutorService threads;
    private @Nullable ScheduledExecutorService heartbeat;

    WorkerPool(
            DataSource dataSource,
            ActiveSettings settings,
            Replica replica,
            JobTask jobs,
            List<RecurringJob> recurring,
            Presence presence,
            JobSignals signals) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.replica = replica;
        this.jobs = jobs;
        this.recurring = recurring;
        this.presence = presence;
        signals.listen(this);
    }

    @Override
    public void due() {
        Scheduler current = scheduler;
        if (current != null) {
            current.triggerCheckForDueExecutions();
        }
    }

    @Override
    public void start() {
        WorkerSettings workers = settings.current().get(WorkerSettings.class);
        List<String> names = IntStream.rangeClosed(1, workers.count())
                .mapToObj(number -> "worker-" + number + "@" + replica.host())
                .toList();
        ExecutorService pool = pool(names);
        threads = pool;
        ready = scheduler(workers, pool);
        ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("worker-presence").factory());
        heartbeat = beats;
        beats.execute(() -> beat(beats, names, workers.heartbeatInterval()));
    }

    private Scheduler scheduler(WorkerSettings workers, ExecutorService pool) {
        return Scheduler.create(dataSource, new ArrayList<>(List.of(jobs.task())))
                .startTasks(recurring.stream().map(RecurringJob::task).toList())
                .schedulerName(new SchedulerName.Fixed(replica.id()))
                .executorService(pool)
                .threads(workers.count())
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(workers.pollInterval())
                .heartbeatInterval(workers.heartbeatInterval())
                .missedHeartbeatsLimit(workers.missedHeartbeats())
                .shutdownMaxWait(STOP_WAIT)
                // Rows of a kind that this release does not know may belong to the next one.
                .deleteUnresolvedAfter(Duration.ofDays(14))
                .failureLogging(LogLevel.WARN, false)
                .jdbcCustomization(JobQueue.POSTGRES)
                .build();
    }

    private static ExecutorService pool(List<String> names) {
        AtomicInteger next = new AtomicInteger();
        return Executors.newFixedThreadPool(
                names.size(),
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

    private synchronized void begin(List<String> names) {
        if (scheduler == null && ready != null) {
            ready.start();
            scheduler = ready;
            log.info("{} worker(s) started as {}", names.size(), replica.id());
        }
    }

    @Override
    public void stop() {
        if (threads == null || heartbeat == null) {
            return;
        }
        heartbeat.shutdownNow();
        Scheduler current = end();
        if (current != null) {
            current.stop();
        }
        threads.shutdownNow();
        try {
            presence.leave();
        } catch (DataAccessException e) {
            log.warn(
                    "Could not take this replica's workers off the list; they drop off by themselves: {}",
                    e.getMessage());
        }
        heartbeat = null;
    }

    private synchronized @Nullable Scheduler end() {
        Scheduler current = scheduler;
        scheduler = null;
        ready = null;
        return current;
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
