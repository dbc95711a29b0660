package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.KafkaServer;
import io.scry.ingestor.devservices.Ports;
import io.scry.ingestor.devservices.ServiceDirectory;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.FaultProxy;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka and Redis may be away or hang for as long as they like. */
class OutageIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration QUICK = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final DevServices services = SharedServices.get();
    private final String topic = "scry.outage." + UUID.randomUUID();
    private final Map<String, String> environment = new HashMap<>(services.environment());
    private URI database = services.databaseUrl();

    @BeforeEach
    void takeADatabase() throws Exception {
        database = services.newDatabase();
        environment.put("SCRY_DATABASE_URL", database.toString());
        environment.put("SCRY_KAFKA__TOPIC", topic);
    }

    @Test
    void keepsEventsWhileThereIsNoKafkaAndSendsThemInOrderWhenThereIs() throws Exception {
        int port = Ports.free();
        environment.put("SCRY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port);
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.awaitListening(START).baseUrl())) {
            Map<String, List<UUID>> submitted = new HashMap<>();
            for (int number = 0; number < 50; number++) {
                String source = "source-" + number % 5;
                submitted.computeIfAbsent(source, key -> new ArrayList<>()).add(ingestQuickly(api, source, number));
            }
            assertThat(outbox()).isEqualTo(50);
            try (ServiceDirectory directory = ServiceDirectory.create();
                    KafkaServer kafka = KafkaServer.start(directory, port);
                    KafkaTap tap = KafkaTap.on(kafka.bootstrapServers(), topic)) {
                assertThat(bySource(tap.awaitCount(50, LIMIT))).isEqualTo(submitted);
                Awaitility.await("an empty outbox").atMost(LIMIT).until(() -> outbox() == 0);
            }
        }
    }

    @Test
    void worksWithoutRedis() throws Exception {
        environment.put("SCRY_REDIS_URL", "redis://127.0.0.1:" + Ports.free() + "/0");
        assertWorksQuickly();
    }

    @Test
    void worksWhileRedisHangs() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(services.redisUrl())) {
            proxy.set(FaultProxy.Mode.HANG);
            environment.put("SCRY_REDIS_URL", proxy.url().toString());
            assertWorksQuickly();
        }
    }

    @Test
    void worksWhenRedisBeginsToHang() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(services.redisUrl())) {
            environment.put("SCRY_REDIS_URL", proxy.url().toString());
            try (ServiceProcess service = ServiceProcess.start(environment);
                    Api api = new Api(service.awaitListening(START).baseUrl())) {
                showsARunningOneQuickly(api);
                Awaitility.await("a connection to Redis").atMost(LIMIT).until(() -> proxy.connections() > 0);
                proxy.set(FaultProxy.Mode.HANG);
                showsARunningOneQuickly(api);
                for (int number = 0; number < 20; number++) {
                    ingestQuickly(api, "source", number);
                }
            }
        }
    }

    @Test
    void sendsTheEventsOfASourceInOrderFromTwoReplicas() throws Exception {
        try (ServiceProcess first = ServiceProcess.start(environment);
                ServiceProcess second = ServiceProcess.start(environment);
                Api firstApi = new Api(first.awaitListening(START).baseUrl());
                Api secondApi = new Api(second.awaitListening(START).baseUrl());
                KafkaTap tap = KafkaTap.on(services.kafkaBootstrapServers(), topic)) {
            Map<String, List<UUID>> submitted = submitFromTenSources(List.of(firstApi, secondApi));
            List<ConsumerRecord<String, String>> events =
                    tap.await(all -> new LinkedHashSet<>(subjects(all)).size() == 300, LIMIT);
            assertThat(bySource(events)).isEqualTo(submitted);
            Awaitility.await("an empty outbox").atMost(LIMIT).until(() -> outbox() == 0);
        }
    }

    private static Map<String, List<UUID>> submitFromTenSources(List<Api> replicas) throws Exception {
        Map<String, List<UUID>> submitted = new HashMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<List<UUID>>> running = new HashMap<>();
            for (int number = 0; number < 10; number++) {
                String source = "source-" + number;
                running.put(source, executor.submit(() -> {
                    List<UUID> ids = new ArrayList<>();
                    for (int i = 0; i < 30; i++) {
                        ids.add(ingest(replicas.get(i % 2), source, i));
                    }
                    return ids;
                }));
            }
            for (Map.Entry<String, Future<List<UUID>>> source : running.entrySet()) {
                submitted.put(source.getKey(), source.getValue().get());
            }
        }
        return submitted;
    }

    private void assertWorksQuickly() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.awaitListening(START).baseUrl())) {
            for (int number = 0; number < 20; number++) {
                ingestQuickly(api, "source", number);
            }
            showsARunningOneQuickly(api);
        }
    }

    private void showsARunningOneQuickly(Api api) throws Exception {
        Api.Answer accepted;
        try (Database.ResultsLock lock = Database.lockResults(database)) {
            accepted = api.postJson(
                    Submitter.INGEST, Submission.of("source", Map.of("number", 1)), "Prefer", "respond-async");
            assertThat(lock.connection().isClosed()).isFalse();
            Awaitility.await("a running ingestion")
                    .atMost(QUICK.multipliedBy(2))
                    .untilAsserted(() -> {
                        long begun = System.nanoTime();
                        assertThat(status(api, accepted)).isEqualTo("running");
                        assertThat(since(begun)).isLessThan(QUICK);
                    });
        }
        Awaitility.await("its end")
                .atMost(QUICK)
                .until(() -> status(api, accepted).equals("succeeded"));
    }

    private static String status(Api api, Api.Answer accepted) throws Exception {
        return api.get(accepted.header("Location")).json().path("status").asString();
    }

    private static UUID ingestQuickly(Api api, String source, int number) throws Exception {
        long begun = System.nanoTime();
        UUID id = ingest(api, source, number);
        assertThat(since(begun)).isLessThan(QUICK);
        return id;
    }

    private static UUID ingest(Api api, String source, int number) throws Exception {
        Api.Answer answer = api.postJson(Submitter.INGEST, Submission.of(source, Map.of("number", number)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Submission.id(answer);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private int outbox() {
        return Database.at(database)
                .sql("SELECT count(*) FROM outbox")
                .query(Integer.class)
                .single();
    }

    /** The ingestions of each source in the order of their events, without repeats of an event. */
    private static Map<String, List<UUID>> bySource(List<ConsumerRecord<String, String>> events) {
        Map<String, LinkedHashSet<UUID>> subjects = new HashMap<>();
        for (ConsumerRecord<String, String> event : events) {
            subjects.computeIfAbsent(event.key(), key -> new LinkedHashSet<>()).add(subject(event));
        }
        Map<String, List<UUID>> lists = new HashMap<>();
        subjects.forEach((source, ids) -> lists.put(source, List.copyOf(ids)));
        return lists;
    }

    private static List<UUID> subjects(List<ConsumerRecord<String, String>> events) {
        return events.stream().map(OutageIT::subject).toList();
    }

    private static UUID subject(ConsumerRecord<String, String> event) {
        return UUID.fromString(
                new String(event.headers().lastHeader("ce_subject").value(), StandardCharsets.UTF_8));
    }
}
