package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class PresenceIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final DevServices services = SharedServices.get();

    @Test
    void listsTheWorkersOfEveryReplicaThatLives() throws Exception {
        URI database = services.newDatabase();
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", database.toString());
        environment.put("SCRY_WORKERS__COUNT", "2");
        Presence presence = new Presence(Database.at(database), Replica.current(), new RunningJobs(new JobSignals()));
        try (ServiceProcess first = ServiceProcess.start(environment);
                ServiceProcess second = ServiceProcess.start(environment);
                Api api = new Api(first.awaitListening(START).baseUrl())) {
            second.awaitListening(START);
            listsBoth(presence, first, second);
            movesOn(presence);
            namesTheJobOfABusyWorker(presence, api, database);
            first.kill9();
            await().untilAsserted(() -> assertThat(presence.workers())
                    .hasSize(2)
                    .allMatch(worker -> worker.replica().contains("-" + second.pid() + "-")));
            second.terminate();
            await().until(() -> presence.workers().isEmpty());
        }
    }

    private static void listsBoth(Presence presence, ServiceProcess first, ServiceProcess second) {
        await().until(() -> presence.workers().size() == 4);
        List<Presence.Worker> workers = presence.workers();
        String host = Replica.current().host();
        assertThat(workers)
                .extracting(Presence.Worker::name)
                .containsExactly("worker-1@" + host, "worker-1@" + host, "worker-2@" + host, "worker-2@" + host);
        assertThat(workers).allMatch(worker -> worker.host().equals(host));
        for (ServiceProcess process : List.of(first, second)) {
            assertThat(workers)
                    .filteredOn(worker -> worker.replica().startsWith(host + "-" + process.pid() + "-"))
                    .hasSize(2);
        }
    }

    private static void movesOn(Presence presence) {
        List<Presence.Worker> before = presence.workers();
        OffsetDateTime last = before.stream()
                .map(Presence.Worker::heartbeat)
                .max(OffsetDateTime::compareTo)
                .orElseThrow();
        await().until(() -> presence.workers().stream()
                .allMatch(worker -> worker.heartbeat().isAfter(last)));
        assertThat(presence.workers())
                .extracting(Presence.Worker::since)
                .isEqualTo(before.stream().map(Presence.Worker::since).toList());
    }

    private static void namesTheJobOfABusyWorker(Presence presence, Api api, URI database) throws Exception {
        try (Database.ResultsLock lock = Database.lockResults(database)) {
            UUID job = Submission.id(api.postJson(
                    Submitter.INGEST, Submission.of("source", Map.of("number", 1)), "Prefer", "respond-async"));
            assertThat(lock.connection().isClosed()).isFalse();
            await().untilAsserted(() -> assertThat(busy(presence)).containsExactly(job));
        }
        await().untilAsserted(() -> assertThat(busy(presence)).isEmpty());
    }

    private static Stream<UUID> busy(Presence presence) {
        return presence.workers().stream().map(Presence.Worker::busy).filter(Objects::nonNull);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }
}
