package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scry.ingestor.database.Changes;
import io.scry.ingestor.harness.ChangingSettings;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.Section;
import io.scry.ingestor.shutdown.Shutdown;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Workers whose settings change while they work, on a real queue. */
@ExtendWith(OutputCaptureExtension.class)
class WorkerChangesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SELDOM = "1m";

    private final ServiceInJvm service = ServiceThatDoesNotWork.SERVICE;

    @TempDir
    private Path directory;

    private final Replica replica = Replica.current();
    private final Slots slots = new Slots(replica);
    private final JobSignals signals = new JobSignals();
    private final RunningJobs running = new RunningJobs(signals);
    private final Presence presence = new Presence(service.jdbc(), replica, running);
    private final Shutdown shutdown = new Shutdown();
    private final Claims claims = new Claims();
    private final Jobs jobs = new Jobs();
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final List<WorkerPool> started = new ArrayList<>();

    /** It brings a migrated database and a pool of connections. */
    private static final class ServiceThatDoesNotWork {

        private static final ServiceInJvm SERVICE = create();

        private static ServiceInJvm create() {
            try {
                return ServiceInJvm.start(Map.of("SCRY_ROLES", "api"));
            } catch (SQLException e) { // A static initializer may throw no checked exception.
                throw new IllegalStateException("The service did not start", e);
            }
        }
    }

    @AfterAll
    static void stopTheService() {
        ServiceThatDoesNotWork.SERVICE.close();
    }

    @AfterEach
    void stopThePools() {
        jobs.gate.release(1_000_000);
        started.forEach(WorkerPool::stop);
        service.jdbc().sql("DELETE FROM scheduled_tasks").update();
    }

    /** Jobs that last until they may end, and what was seen of them. */
    private static final class Jobs implements JobHandler {

        private final Semaphore gate = new Semaphore(0);
        private final Map<UUID, Integer> done = new ConcurrentHashMap<>();
        private final Map<String, UUID> byWorker = new ConcurrentHashMap<>();
        private final AtomicInteger most = new AtomicInteger();
        private final Set<String> faults = ConcurrentHashMap.newKeySet();

        @Override
        public Outcome run(ClaimedJob job) throws InterruptedException {
            if (byWorker.putIfAbsent(job.worker(), job.id()) != null) {
                faults.add(job.worker() + " has two jobs at once");
            }
            most.accumulateAndGet(byWorker.size(), Math::max);
            try {
                gate.acquire();
                done.merge(job.id(), 1, Integer::sum);
                return new Outcome.Done();
            } catch (InterruptedException e) {
                faults.add(job.worker() + " was interrupted");
                throw e;
            } finally {
                byWorker.remove(job.worker());
            }
        }
    }

    private record Workers(WorkerPool pool, ChangingSettings settings) {

        void become(int count, String pollInterval) throws Exception {
            settings.change(variables(count, pollInterval), pool);
        }

        static Map<String, String> variables(int count, String pollInterval) {
            return Map.of(
                    "SCRY_WORKERS__COUNT",
                    Integer.toString(count),
                    "SCRY_WORKERS__POLL_INTERVAL",
                    pollInterval,
                    "SCRY_WORKERS__HEARTBEAT_INTERVAL",
                    "1s",
                    "SCRY_WORKERS__MISSED_HEARTBEATS",
                    "10");
        }
    }

    private Workers start(int count, String pollInterval) throws Exception {
        ChangingSettings settings = new ChangingSettings(
                directory,
                Workers.variables(count, pollInterval),
                new Section<>("", ProcessSettings.class),
                new Section<>("workers", WorkerSettings.class));
        DataSource dataSource = service.context().getBean(DataSource.class);
        WorkerPool pool = new WorkerPool(
                settings,
                replica,
                new JobSchedulers(
                        dataSource,
                        replica,
                        new JobTask(
                                jobs,
                                service.context().getBean(JobQueue.class),
                                slots,
                                claims,
                                running,
                                new SimpleMeterRegistry()),
                        List.of()),
                slots,
                presence,
                signals,
                claims,
                new WorkerStop(new Handover(service.jdbc(), replica), shutdown),
                shutdown);
        pool.start();
        started.add(pool);
        await().until(() -> names().size() == count);
        return new Workers(pool, settings);
    }

    private List<UUID> queue(int count, JobSignals told) {
        JobQueue queue = new JobQueue(service.context().getBean(Changes.class), told);
        List<UUID> ids =
                IntStream.range(0, count).mapToObj(number -> UUID.randomUUID()).toList();
        service.context()
                .getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> ids.forEach(id -> queue.add(id, 0)));
        return ids;
    }

    private List<String> names() {
        return presence.workers().stream()
                .filter(worker -> worker.replica().equals(replica.id()))
                .map(Presence.Worker::name)
                .toList();
    }

    private String[] named(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> "worker-" + number + "@" + replica.host())
                .toArray(String[]::new);
    }

    private int rows(String condition) {
        return service.count("SELECT count(*) FROM scheduled_tasks WHERE " + condition);
    }

    private void eachEndsOnce(List<UUID> ids) {
        await().until(() -> rows("true") == 0);
        assertThat(jobs.done).containsOnlyKeys(ids.toArray(UUID[]::new));
        assertThat(jobs.done.values()).containsOnly(1);
        assertThat(jobs.faults).isEmpty();
    }

    @Test
    void findTheRowThatTheSchedulersOwnClientWouldMake() {
        queue(1, new JobSignals());
        SchedulerClient client = SchedulerClient.Builder.create(
                        service.context().getBean(DataSource.class), List.of())
                .build();
        assertThat(client.scheduleIfNotExists(new TaskInstance<>(JobQueue.TASK, "its own"), Instant.now()))
                .isTrue();
        assertThat(rows("true")).isEqualTo(2);
        assertThat(
                        service.count(
                                "SELECT count(DISTINCT to_jsonb(row) - 'task_instance' - 'execution_time') FROM scheduled_tasks row"))
                .isEqualTo(1);
    }

    @Test
    void takeTheNextJobWhenAnyOfThemIsFree() throws Exception {
        start(4, SELDOM);
        List<UUID> ids = queue(6, signals);
        await().until(() -> jobs.byWorker.size() == 4);
        for (int ended = 1; ended <= 2; ended++) {
            jobs.gate.release();
            int expected = ended;
            await().until(() -> jobs.done.size() == expected && jobs.byWorker.size() == 4);
        }
        jobs.gate.release(4);
        eachEndsOnce(ids);
    }

    /** The statement that ended it was made, and its answer was lost. */
    @Test
    void takeAJobWhoseRowIsGoneForDone(CapturedOutput output) throws Exception {
        start(1, SELDOM);
        List<UUID> ids = queue(2, signals);
        await().until(() -> jobs.byWorker.size() == 1);
        service.jdbc().sql("DELETE FROM scheduled_tasks WHERE picked").update();
        jobs.gate.release(2);
        await().until(() -> jobs.done.size() == 2);
        eachEndsOnce(ids);
        assertThat(output).doesNotContain("Failed while completing");
    }

    @Test
    void becomeMoreAtOnceWhileJobsRun() throws Exception {
        Workers workers = start(2, SELDOM);
        List<UUID> ids = queue(6, signals);
        await().until(() -> jobs.byWorker.size() == 2);

        workers.become(4, SELDOM);

        await().until(() -> jobs.byWorker.size() == 4);
        assertThat(jobs.byWorker).containsOnlyKeys(named(1, 2, 3, 4));
        await().untilAsserted(() -> assertThat(names()).containsExactly(named(1, 2, 3, 4)));
        await().untilAsserted(() -> assertThat(presence.workers())
                .extracting(Presence.Worker::busy)
                .containsExactlyInAnyOrderElementsOf(jobs.byWorker.values()));
        jobs.gate.release(6);
        eachEndsOnce(ids);
        assertThat(jobs.most).hasValue(4);
    }

    @Test
    void becomeFewerAsTheirJobsEnd() throws Exception {
        Workers workers = start(4, SELDOM);
        List<UUID> ids = new ArrayList<>(queue(4, signals));
        await().until(() -> jobs.byWorker.size() == 4);

        workers.become(1, SELDOM);
        ids.addAll(queue(3, signals));

        for (int left = 3; left >= 1; left--) {
            jobs.gate.release();
            int expected = left;
            await().until(() -> jobs.byWorker.size() == expected);
            assertThat(ids).filteredOn(jobs.byWorker::containsValue).isSubsetOf(ids.subList(0, 4));
            await().untilAsserted(() ->
                    assertThat(names()).containsExactlyInAnyOrderElementsOf(with(named(1)[0], jobs.byWorker.keySet())));
        }
        jobs.gate.release(4);
        eachEndsOnce(ids);
        await().untilAsserted(() -> assertThat(names()).containsExactly(named(1)));
        assertThat(jobs.most).hasValue(4);
    }

    private static Set<String> with(String name, Set<String> others) {
        Set<String> all = new HashSet<>(others);
        all.add(name);
        return all;
    }

    @Test
    void lookIntoTheQueueAsOftenAsTheyAreToldNow() throws Exception {
        Workers workers = start(2, SELDOM);
        jobs.gate.release(2);
        workers.become(2, "100ms");
        List<UUID> ids = queue(2, new JobSignals());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> jobs.done.size() == 2);
        eachEndsOnce(ids);
        assertThat(names()).containsExactly(named(1, 2));
    }

    /** 40 changes under load, and the end in the middle of one; another replica does what is left. */
    @Test
    void loseAndDoubleNothingHoweverOftenTheyChangeAndWhenTheyStop() throws Exception {
        Workers workers = start(3, "50ms");
        jobs.gate.release(1_000_000);
        List<UUID> ids = new ArrayList<>();
        for (int change = 0; change < 40; change++) {
            ids.addAll(queue(15, signals));
            int count = ThreadLocalRandom.current().nextInt(1, 7);
            workers.become(count, change % 2 == 0 ? "50ms" : SELDOM);
            int pause = change;
            await().until(() -> jobs.done.size() >= 10 * pause);
        }
        ids.addAll(queue(200, signals));
        workers.become(5, "50ms");
        workers.pool().stop();

        assertThat(rows("picked")).isZero();
        assertThat(jobs.done.size() + rows("true")).isEqualTo(ids.size());
        assertThat(names()).isEmpty();
        assertThat(jobs.most.get()).isLessThanOrEqualTo(6);
        await().untilAsserted(
                        () -> assertThat(threads()).doesNotContain("worker-claims", "worker-idle", "workers-stop"));
        start(4, "50ms");
        eachEndsOnce(ids);
    }

    @Test
    void stopWithJobsOfSeveralChanges() throws Exception {
        Workers workers = start(1, SELDOM);
        List<UUID> ids = queue(3, signals);
        for (int count = 1; count <= 3; count++) {
            workers.become(count, SELDOM);
            int expected = count;
            await().until(() -> jobs.byWorker.size() == expected);
        }
        Thread stopping = Thread.ofPlatform().start(workers.pool()::stop);
        await().until(() -> !threads().contains("worker-claims"));
        jobs.gate.release(3);
        assertThat(stopping.join(LIMIT)).isTrue();
        eachEndsOnce(ids);
    }

    /** The names of those that this test has started, in a JVM with other services in it. */
    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                .toList();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(10));
    }
}
