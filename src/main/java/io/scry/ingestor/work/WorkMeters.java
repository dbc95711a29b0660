package io.scry.ingestor.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What Prometheus is told of workers and queue. The queue is measured with each check of the workers, so on every replica,
 * also where nobody works, and never by a scrape.
 */
@Component
class WorkMeters {

    private static final int COUNTED = 100_000;

    private final JdbcClient jdbc;
    private volatile Queue queue = Queue.UNKNOWN;

    WorkMeters(JdbcClient jdbc, Slots slots, MeterRegistry meters) {
        this.jdbc = jdbc;
        Gauge.builder("scry_ingestor_workers", slots, Slots::count)
                .description("Workers of this replica")
                .register(meters);
        Gauge.builder("scry_ingestor_workers_busy", slots, Slots::taken)
                .description("Workers of this replica that have a job")
                .register(meters);
        Gauge.builder("scry_ingestor_queue_depth", () -> queue.depth())
                .description("Jobs of all replicas that are due and that no worker has, counted up to 100,000")
                .register(meters);
        Gauge.builder("scry_ingestor_queue_delayed", () -> queue.delayed())
                .description("Jobs of all replicas that failed and are due later, counted up to 100,000")
                .register(meters);
        Gauge.builder("scry_ingestor_queue_age_seconds", () -> queue.ageSeconds())
                .description("For how long the job has been due that has waited longest")
                .register(meters);
    }

    /** Not a number, each, if the database did not say. */
    private record Queue(double depth, double delayed, double ageSeconds) {

        static final Queue UNKNOWN = new Queue(Double.NaN, Double.NaN, Double.NaN);
    }

    /** Looks at the queue; if the database does not answer nobody knows how it is. */
    void measure() {
        try {
            queue = jdbc.sql("""
                            WITH waiting AS (
                                SELECT execution_time FROM scheduled_tasks
                                WHERE task_name = ? AND NOT picked ORDER BY execution_time LIMIT ?)
                            SELECT count(*) FILTER (WHERE execution_time <= now()) AS depth,
                                   count(*) FILTER (WHERE execution_time > now()) AS delayed,
                                   greatest(coalesce(extract(epoch FROM now() - min(execution_time)), 0), 0) AS age_seconds
                            FROM waiting
                            """)
                    .params(JobQueue.TASK, COUNTED)
                    .query(Queue.class)
                    .single();
        } catch (DataAccessException e) {
            queue = Queue.UNKNOWN;
            throw e;
        }
    }
}
