package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.ServiceInJvm;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a claim takes, and what it looks at. */
class PostgresClaimsIT {

    /** Longer than the queue itself would write it down. */
    private static final String NAME = "a-replica-with-a-name-".repeat(3);

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** PostgreSQL counted the rows when there were none, as it often does: jobs live for milliseconds. */
    @Test
    void claimsNoMoreThanThereAreFreeWorkers() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            service.jdbc().sql("""
                    INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                    SELECT 'test', 'gone ' || i, now(), true, 1 FROM generate_series(1, 2000) i
                    """).update();
            service.jdbc().sql("DELETE FROM scheduled_tasks").update();
            service.jdbc().sql("ANALYZE scheduled_tasks").update();
            service.jdbc().sql("""
                    INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                    SELECT 'test', 'job ' || i, now(), false, 1 FROM generate_series(1, 8) i
                    """).update();
            CountDownLatch wanted = new CountDownLatch(1);
            OneTimeTask<Void> task = Tasks.oneTime("test").execute((job, context) -> {
                try {
                    wanted.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Scheduler scheduler = Scheduler.create(service.context().getBean(DataSource.class), List.of(task))
                    .schedulerName(new SchedulerName.Fixed(NAME))
                    .threads(3)
                    .pollUsingLockAndFetch(0.999, 1.0)
                    .pollingInterval(Duration.ofMinutes(1))
                    .jdbcCustomization(new PostgresClaims())
                    .build();
            try {
                scheduler.start();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> scheduler.getCurrentlyExecuting().size() == 3);
                assertThat(service.count(
                                "SELECT count(*) FROM scheduled_tasks WHERE picked AND picked_by = '" + NAME + "'"))
                        .isEqualTo(3);
                wanted.countDown();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> service.count("SELECT count(*) FROM scheduled_tasks") == 0);
            } finally {
                wanted.countDown();
                scheduler.stop();
            }
        }
    }

    @Test
    void looksAtEverythingBeforeItSaysThatThereIsNoMore() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            JdbcTaskRepository queue = queue(service.context().getBean(DataSource.class));
            add(service, "first", NOW);
            assertThat(claim(queue, NOW)).containsExactly("first");
            add(service, "late", NOW.minusSeconds(60));
            assertThat(claim(queue, NOW.plusMillis(1))).containsExactly("late");
        }
    }

    @Test
    void findsWithinASecondWhatIsOlderThanWhatWaits() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            JdbcTaskRepository queue = queue(service.context().getBean(DataSource.class));
            add(service, "first", NOW);
            assertThat(claim(queue, NOW)).containsExactly("first");

            add(service, "late", NOW.minusSeconds(60));
            add(service, "later", NOW.minusSeconds(50));
            add(service, "next", NOW.minusMillis(900));
            assertThat(claim(queue, NOW.plusMillis(999))).containsExactly("next");
            assertThat(claim(queue, NOW.plusMillis(1000))).containsExactly("late");
            // Where there was one there may be more.
            assertThat(claim(queue, NOW.plusMillis(1001))).containsExactly("later");
        }
    }

    @Test
    void looksAtNothingThatIsDoneWhileATransactionKeepsItFromBeingCleanedUp() throws Exception {
        // The health of the workers reads the same index.
        Map<String, String> quiet = Map.of("SCRY_ROLES", "api", "SCRY_HEALTH__INTERVAL", "1m");
        try (ServiceInJvm service = ServiceInJvm.start(quiet);
                Connection backup = DevServices.connect(service.database());
                Statement old = backup.createStatement();
                Connection claiming = DevServices.connect(service.database())) {
            backup.setAutoCommit(false);
            backup.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            old.execute("SELECT FROM scheduled_tasks");
            service.jdbc()
                    .sql("""
                    INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                    SELECT 'test', 'gone ' || i, ?, false, 1 FROM generate_series(1, 2000) i
                    """)
                    .param(NOW.minusSeconds(60).atOffset(ZoneOffset.UTC))
                    .update();
            service.jdbc().sql("DELETE FROM scheduled_tasks").update();
            SingleConnectionDataSource one = new SingleConnectionDataSource(claiming, true);
            JdbcTaskRepository queue = queue(one);
            add(service, "first", NOW);
            assertThat(claim(queue, NOW)).containsExactly("first");

            JdbcClient counting = JdbcClient.create(one);
            long before = looked(counting);
            add(service, "next", NOW);
            assertThat(claim(queue, NOW.plusMillis(1))).containsExactly("next");
            // At least one, or nothing was counted.
            assertThat(looked(counting) - before).isBetween(1L, 100L);
        }
    }

    /** With the service's claims, one job each time. */
    private static JdbcTaskRepository queue(DataSource database) {
        SystemClock clock = new SystemClock();
        OneTimeTask<Void> task = Tasks.oneTime("test").execute((job, context) -> {});
        return new JdbcTaskRepository(
                database,
                false,
                new PostgresClaims(),
                "scheduled_tasks",
                new TaskResolver(new SchedulerListeners(List.of()), clock, List.of(task)),
                new SchedulerName.Fixed(NAME),
                false,
                clock);
    }

    private static List<String> claim(JdbcTaskRepository queue, Instant now) {
        return queue.lockAndGetDue(now, 1).stream().map(Execution::getId).toList();
    }

    private static void add(ServiceInJvm service, String job, Instant due) {
        service.jdbc().sql("""
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                VALUES ('test', ?, ?, false, 1)
                """).params(job, due.atOffset(ZoneOffset.UTC)).update();
    }

    /** How many entries of the index have been looked at so far. */
    private static long looked(JdbcClient claiming) {
        claiming.sql("SELECT pg_stat_force_next_flush()::text").query().singleValue();
        return claiming.sql("SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'scheduled_tasks_due'")
                .query(Long.class)
                .single();
    }
}
