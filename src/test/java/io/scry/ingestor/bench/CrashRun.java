package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.ServiceProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kills one of two processes while clients submit to both, and looks at what became of every ingestion. */
final class CrashRun {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Map<String, String> environment;
    private final String topic;
    private final JdbcClient jdbc;
    private final int ingestions;
    private final int clients;

    /** With an empty database and a topic of its own. */
    CrashRun(Map<String, String> environment, URI database, String topic, int ingestions, int clients) {
        this.environment = new HashMap<>(environment);
        this.environment.put("SCRY_DATABASE_URL", database.toString());
        this.environment.put("SCRY_KAFKA__TOPIC", topic);
        this.topic = topic;
        this.jdbc = Database.at(database);
        this.ingestions = ingestions;
        this.clients = clients;
    }

    /** The death of a process, and the ingestions that it had claimed. */
    private record Death(Instant at, List<UUID> held) {}

    /**
     * What was seen; everything that has to hold has been asserted.
     *
     * @param unanswered requests that were sent again because the connection broke
     * @param faults requests that were sent again because the answer was 5xx
     * @param held ingestions that the killed process had claimed
     * @param repeated ingestions that took more than one attempt
     * @param longestWait from the kill until the last of those held was started again
     * @param duplicates events beyond one for each ingestion
     * @param rateBefore ingestions that ended per second before the kill
     * @param untilAllEnded from the first request on
     */
    record Report(
            int unanswered,
            int faults,
            int held,
            int repeated,
            Duration longestWait,
            int duplicates,
            double rateBefore,
            Duration untilAllEnded) {}

    Report run() throws Exception {
        try (ServiceProcess first = ServiceProcess.start(environment);
                ServiceProcess second = ServiceProcess.start(environment)) {
            first.awaitListening(START);
            second.awaitListening(START);
            try (Resubmitter submitter = new Resubmitter(ingestions, first.baseUrl(), second.baseUrl())) {
                return run(submitter, first);
            }
        }
    }

    private Report run(Resubmitter submitter, ServiceProcess victim) throws Exception {
        Instant begun = Instant.now();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> submitting = executor.submit(() -> {
                submitter.submitAll(clients);
                return null;
            });
            Awaitility.await().atMost(LIMIT).pollInterval(POLL).until(() -> submitter.answered() >= ingestions / 3);
            Death death = kill(victim);
            try (ServiceProcess replacement = ServiceProcess.start(environment)) {
                submitter.use(0, replacement.awaitListening(START).baseUrl());
                submitting.get();
                awaitAllEnded();
                Instant ended = Instant.now();
                assertAllAreThere(submitter);
                Clients.run(clients, ingestions, submitter::check);
                return report(submitter, begun, death, Duration.between(begun, ended));
            }
        }
    }

    /** It is frozen first, so that it dies with work in its hands and not between two ingestions. */
    private Death kill(ServiceProcess victim) throws Exception {
        Awaitility.await("claimed jobs").atMost(LIMIT).pollInterval(POLL).until(() -> {
            victim.suspend();
            boolean holds = !heldBy(victim).isEmpty();
            if (!holds) {
                victim.resume();
            }
            return holds;
        });
        victim.kill9();
        Instant at = Instant.now();
        victim.awaitExit(LIMIT);
        List<UUID> held = heldBy(victim);
        assertThat(held).as("jobs of the killed process").isNotEmpty();
        return new Death(at, held);
    }

    private List<UUID> heldBy(ServiceProcess process) {
        return jdbc.sql("""
                        SELECT split_part(task_instance, '/', 1)::uuid FROM scheduled_tasks
                        WHERE task_name = 'ingest' AND picked AND picked_by LIKE ?
                        """)
                .param("%-" + process.pid() + "-%")
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    private void awaitAllEnded() {
        Awaitility.await("the end of all ingestions")
                .atMost(LIMIT)
                .pollInterval(POLL)
                .untilAsserted(() -> {
                    assertThat(count("ingestion WHERE status IN ('queued', 'running')"))
                            .isZero();
                    assertThat(count("scheduled_tasks WHERE task_name = 'ingest'"))
                            .isZero();
                });
    }

    private void assertAllAreThere(Resubmitter submitter) {
        Set<UUID> accepted =
                IntStream.range(0, ingestions).mapToObj(submitter::accepted).collect(Collectors.toSet());
        assertThat(accepted).as("different ids").hasSize(ingestions);
        assertThat(count("ingestion")).as("ingestions").isEqualTo(ingestions);
        assertThat(count("ingestion WHERE status = 'succeeded'"))
                .as("succeeded")
                .isEqualTo(ingestions);
        assertThat(count("(SELECT DISTINCT ingestion_id, attempt FROM result_chunk) AS result"))
                .as("results")
                .isEqualTo(ingestions);
        assertThat(count("ingestion i JOIN (SELECT DISTINCT ingestion_id, attempt FROM result_chunk) AS r"
                        + " ON r.ingestion_id = i.id AND r.attempt = i.attempt"))
                .as("results of the attempt that counts")
                .isEqualTo(ingestions);
    }

    private Report report(Resubmitter submitter, Instant begun, Death death, Duration untilAllEnded) {
        Duration longestWait = longestWait(death);
        assertThat(longestWait).as("longest wait for the dead process").isLessThanOrEqualTo(Duration.ofSeconds(30));
        double before = Duration.between(begun, death.at()).toMillis() / 1e3;
        return new Report(
                submitter.unanswered(),
                submitter.faults(),
                death.held().size(),
                count("ingestion WHERE attempt > 1"),
                longestWait,
                duplicates(),
                endedBefore(death.at()) / before,
                untilAllEnded);
    }

    private Duration longestWait(Death death) {
        var at = death.at().atOffset(ZoneOffset.UTC);
        double seconds = jdbc.sql(
                        "SELECT max(extract(epoch FROM greatest(started_at, ?) - ?)) FROM ingestion WHERE id = ANY (?)")
                .params(at, at, death.held().toArray(UUID[]::new))
                .query(Double.class)
                .single();
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }

    private int endedBefore(Instant instant) {
        return jdbc.sql("SELECT count(*) FROM ingestion WHERE ended_at <= ?")
                .param(instant.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** Waits for an event of every ingestion; how many more came. */
    private int duplicates() {
        try (KafkaTap tap = KafkaTap.on(String.valueOf(environment.get("SCRY_KAFKA_BOOTSTRAP_SERVERS")), topic)) {
            List<ConsumerRecord<String, String>> events = tap.await(
                    all -> all.size() >= ingestions && values(all, "ce_subject").size() == ingestions, LIMIT);
            assertThat(values(events, "ce_id")).as("different events").hasSize(ingestions);
            return events.size() - ingestions;
        }
    }

    private static Set<String> values(List<ConsumerRecord<String, String>> events, String header) {
        Set<String> values = new HashSet<>();
        events.forEach(event ->
                values.add(new String(event.headers().lastHeader(header).value(), StandardCharsets.UTF_8)));
        return values;
    }

    private int count(String from) {
        return jdbc.sql("SELECT count(*) FROM " + from).query(Integer.class).single();
    }
}
