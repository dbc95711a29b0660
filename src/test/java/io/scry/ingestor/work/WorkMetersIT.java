package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scry.ingestor.harness.ServiceInJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class WorkMetersIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SINCE_2_HOURS =
            "last_heartbeat = now() - interval '2 hours', execution_time = now() - interval '2 hours'";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Slots slots = new Slots(Replica.current());

    @Test
    void tellsWhatWaitsAndForHowLongAlsoWhereNobodyWorks() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            WorkMeters meters = new WorkMeters(service.jdbc(), slots, registry);
            meters.measure();
            assertThat(queue()).containsExactly(0.0, 0.0, 0.0);

            for (int job = 0; job < 4; job++) {
                service.submitter().queue("json", Map.of("data", "[]"));
            }
            put(service, 1, "picked = true, picked_by = 'dead', " + SINCE_2_HOURS);
            put(service, 1, "execution_time = now() + interval '1 hour'");
            put(service, 1, "execution_time = now() - interval '1 hour'");
            meters.measure();
            assertThat(queue().subList(0, 2)).containsExactly(2.0, 1.0);
            assertThat(queue().get(2)).isBetween(3600.0, 3700.0);

            try (ServiceInJvm worker = service.replica(Map.of("SCRY_ROLES", "worker"))) {
                Awaitility.await()
                        .atMost(LIMIT)
                        .untilAsserted(
                                () -> assertThat(worker.api().get("/metrics").body())
                                        .contains("scry_ingestor_jobs_taken_over_total 1.0")
                                        .contains("scry_ingestor_queue_depth 0.0")
                                        .contains("scry_ingestor_queue_delayed 1.0"));
            }
        }
    }

    /** Changes so many jobs that are as they were queued. */
    private static void put(ServiceInJvm service, int jobs, String change) {
        int changed = service.jdbc()
                .sql("UPDATE scheduled_tasks SET " + change
                        + " WHERE task_instance IN (SELECT task_instance FROM scheduled_tasks WHERE task_name = 'ingest'"
                        + " AND NOT picked AND execution_time BETWEEN now() - interval '30 minutes' AND now() LIMIT ?)")
                .param(jobs)
                .update();
        assertThat(changed).isEqualTo(jobs);
    }

    @Test
    void doNotGuessWhileTheDatabaseIsAway() {
        JdbcClient nowhere = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nowhere"));
        WorkMeters meters = new WorkMeters(nowhere, slots, registry);
        assertThatThrownBy(meters::measure).isInstanceOf(DataAccessException.class);
        assertThat(queue()).containsOnly(Double.NaN);
    }

    @Test
    void countSlotsAndThoseThatAreTaken() {
        WorkMeters unused = new WorkMeters(JdbcClient.create(new DriverManagerDataSource()), slots, registry);
        assertThat(unused).isNotNull();
        slots.resize(3);
        assertThat(slots.take()).isNotNull();
        assertThat(gauge("scry_ingestor_workers")).isEqualTo(3);
        assertThat(gauge("scry_ingestor_workers_busy")).isEqualTo(1);
    }

    private List<Double> queue() {
        return List.of(
                gauge("scry_ingestor_queue_depth"),
                gauge("scry_ingestor_queue_delayed"),
                gauge("scry_ingestor_queue_age_seconds"));
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
