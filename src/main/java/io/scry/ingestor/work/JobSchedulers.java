package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Makes schedulers. All of a process have its name, so that each row that any of them has picked is found by it. */
@Component
class JobSchedulers {

    /** The queue's own limit never comes first: at ours the rows are freed before the threads are interrupted. */
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    /** With so many workers busy, or fewer, the queue is looked into: a free one does not wait until others are. */
    private static final double ALL_BUT_ONE = 0.999;

    private final DataSource dataSource;
    private final Replica replica;
    private final JobTask jobs;
    private final List<RecurringJob> recurring;

    JobSchedulers(DataSource dataSource, Replica replica, JobTask jobs, List<RecurringJob> recurring) {
        this.dataSource = dataSource;
        this.replica = replica;
        this.jobs = jobs;
        this.recurring = recurring;
    }

    /** The first of a process, which puts recurring jobs into the queue when it starts. */
    JobScheduler first(WorkerSettings workers) {
        return make(
                workers,
                Scheduler.create(dataSource, new ArrayList<>(List.of(jobs.task())))
                        .startTasks(recurringTasks()));
    }

    /** One that takes over. It finds the recurring jobs in the queue, so its start asks the database nothing. */
    JobScheduler next(WorkerSettings workers) {
        List<Task<?>> tasks = new ArrayList<>(recurringTasks());
        tasks.add(jobs.task());
        return make(workers, Scheduler.create(dataSource, tasks));
    }

    private List<RecurringTask<Void>> recurringTasks() {
        return recurring.stream().map(RecurringJob::task).toList();
    }

    private JobScheduler make(WorkerSettings workers, SchedulerBuilder builder) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                workers.count(),
                workers.count(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("worker-idle").factory());
        ExecutorService claiming = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("worker-claims").factory());
        Scheduler scheduler = builder.schedulerName(new SchedulerName.Fixed(replica.id()))
                .executorService(threads)
                .threads(workers.count())
                .pollUsingLockAndFetch(ALL_BUT_ONE, 1.0)
                .pollingInterval(workers.pollInterval())
                .heartbeatInterval(workers.heartbeatInterval())
                .missedHeartbeatsLimit(workers.missedHeartbeats())
                .shutdownMaxWait(NO_LIMIT)
                .dueExecutor(claiming)
                // Rows of a kind that this release does not know may belong to the next one.
                .deleteUnresolvedAfter(Duration.ofDays(14))
                .failureLogging(LogLevel.WARN, false)
                .jdbcCustomization(new PostgresClaims())
                .build();
        return new JobScheduler(workers, scheduler, claiming, threads);
    }
}
