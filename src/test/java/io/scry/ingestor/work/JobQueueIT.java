package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ServiceInJvm;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** How jobs leave the queue. */
class JobQueueIT {

    @Test
    void keepsAJobThatAnotherWorkerHasClaimedMeanwhile() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            JobQueue queue = service.context().getBean(JobQueue.class);
            UUID job = UUID.randomUUID();
            queue.add(job, 0);
            queue.remove(new ClaimedJob(job, job + "/0", 2, "late"));
            assertThat(rows(service)).isEqualTo(1);
            queue.remove(new ClaimedJob(job, job + "/0", 1, "first"));
            assertThat(rows(service)).isZero();
        }
    }

    /** While the end waits for the row, another worker's claim of it commits. */
    @Test
    void keepsAJobThatAnotherWorkerClaimsAtTheSameTime() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            JobQueue queue = service.context().getBean(JobQueue.class);
            TransactionTemplate transaction = service.context().getBean(TransactionTemplate.class);
            UUID job = UUID.randomUUID();
            queue.add(job, 0);
            CompletableFuture<Void> end = Objects.requireNonNull(transaction.execute(status -> {
                service.jdbc()
                        .sql("UPDATE scheduled_tasks SET version = 2 WHERE task_name = 'ingest'")
                        .update();
                CompletableFuture<Void> waiting =
                        CompletableFuture.runAsync(() -> queue.remove(new ClaimedJob(job, job + "/0", 1, "first")));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> service.count(
                                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                                == 1);
                return waiting;
            }));
            end.get(10, TimeUnit.SECONDS);
            assertThat(rows(service)).isEqualTo(1);
        }
    }

    /** A worker that dies between the two would leave a job that has nothing to do. */
    @Test
    void losesAJobInTheTransactionThatEndsItsIngestion() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of())) {
            service.jdbc().sql("CREATE TABLE removed (xid xid)").update();
            service.jdbc().sql("""
                    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN INSERT INTO removed VALUES (pg_current_xact_id()::xid); RETURN OLD; END $$
                    """).update();
            service.jdbc().sql("""
                    CREATE TRIGGER note BEFORE DELETE ON scheduled_tasks FOR EACH ROW
                    WHEN (OLD.task_name = 'ingest') EXECUTE FUNCTION note()
                    """).update();
            assertThat(service.submitter().submit("json", Map.of("data", "[]")).status())
                    .isEqualTo(200);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> rows(service) == 0);
            assertThat(service.jdbc()
                            .sql("SELECT count(*) FROM ingestion JOIN removed ON ingestion.xmin = removed.xid")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private static int rows(ServiceInJvm service) {
        return service.jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'ingest'")
                .query(Integer.class)
                .single();
    }
}
