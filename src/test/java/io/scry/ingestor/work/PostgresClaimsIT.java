package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.scry.ingestor.harness.ServiceInJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PostgresClaimsIT {

    /** Longer than the queue itself would write it down. */
    private static final String NAME = "a-replica-with-a-name-".repeat(3);

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
}
