package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import io.scry.ingestor.isolation.WildService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Ingestions a second: small ones against the scheduler beneath, and of two processes against one. */
final class QueueRates {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int CLIENTS = 8;
    private static final int THREADS = 4;
    private static final int CONNECTIONS = 20;
    private static final int WAIT_MILLIS = 50;
    private static final int FEW = 1000;
    /** Before it the service's compilers still take a good part of the time. */
    private static final int STEADY = 60_000;

    private static final double LEAST_OF_BARE = 0.4;
    private static final double LEAST_PER_SECOND = 800;
    private static final double LEAST_OF_TWO = 1.9;

    private final DevServices services;
    private final PeerReport report;
    private final Peers.Effort effort;

    QueueRates(DevServices services, PeerReport report, Peers.Effort effort) {
        this.services = services;
        this.report = report;
        this.effort = effort;
    }

    /** Small JSON documents against jobs that do nothing. */
    void small() throws Exception {
        URI ours = services.newDatabase();
        URI theirs = services.newDatabase();
        try (ServiceProcess service = ServiceProcess.start(environment(services, ours), "-Xmx512m");
                Api api = new Api(service.awaitListening(START).baseUrl());
                BareQueue queue = new BareQueue(theirs, THREADS, CONNECTIONS)) {
            report.version("db-scheduler", JarVersion.of("db-scheduler"));
            Clients.Task ingest = small(api);
            Clients.Task schedule = _ -> queue.add();
            int warmUp = effort.isTrial() ? FEW : STEADY;
            int ingestions = (int) Math.max(FEW, effort.seconds() * round(ours, warmUp, ingest));
            int jobs = (int) Math.max(FEW, effort.seconds() * round(theirs, warmUp, schedule));
            round(ours, ingestions, ingest);
            List<Double> own = new ArrayList<>();
            List<Double> others = new ArrayList<>();
            for (int i = 0; i < effort.rounds(); i++) {
                own.add(round(ours, ingestions, ingest));
                others.add(round(theirs, jobs, schedule));
            }
            Rates rates = new Rates(own);
            Rates ratios = rates.to(new Rates(others));
            report.table(
                    "Small JSON ingestions a second, against bare db-scheduler",
                    "From %d clients until the last is done, %d threads and %d connections on each side; %d rounds of about %d s in turn, medians and what they lie between. The service (heap of 512 MB) is asked over HTTP; db-scheduler runs no-ops, each scheduled in a transaction of its own by the process that measures (3 GB)."
                            .formatted(CLIENTS, THREADS, CONNECTIONS, effort.rounds(), effort.seconds()),
                    "what",
                    "per second",
                    "ratio",
                    "at least");
            report.row("db-scheduler", new Rates(others).toString(), "1", "–");
            report.row(
                    "service",
                    rates.toString(),
                    ratios.toString(),
                    report.limit("small JSON, against db-scheduler", LEAST_OF_BARE, ratios.median()));
            report.row(
                    "service, per second",
                    rates.toString(),
                    "–",
                    report.limit("small JSON a second", LEAST_PER_SECOND, rates.median()));
        }
    }

    /** Jobs that wait, of one process and of two on the same database. */
    void workers() throws Exception {
        Path folder = Files.createTempDirectory("wild");
        URI database = services.newDatabase();
        try (ServiceProcess first = wild(folder.resolve("first"), database);
                Api api = new Api(first.awaitListening(START).baseUrl())) {
            Map<String, Object> source = Map.of("source_type", "string", "data", "wait");
            Clients.Task ingest = _ -> accept(
                    api.postJson(Submitter.INGEST, Map.of("adapter_type", "wild", "source_config", source), ASYNC));
            int jobs = effort.seconds() * THREADS * 1000 / WAIT_MILLIS;
            round(database, jobs, ingest);
            List<Double> one = new ArrayList<>();
            for (int i = 0; i < effort.rounds(); i++) {
                one.add(round(database, jobs, ingest));
            }
            List<Double> both = new ArrayList<>();
            try (ServiceProcess second = wild(folder.resolve("second"), database)) {
                second.awaitListening(START);
                round(database, jobs, ingest);
                for (int i = 0; i < effort.rounds(); i++) {
                    both.add(round(database, 2 * jobs, ingest));
                }
            }
            double ratio = new Rates(both).median() / new Rates(one).median();
            report.table(
                    "Two processes against one",
                    "Jobs that wait %d ms, %d threads in each process; one process takes them all in. %d rounds of about %d s of each, medians and what they lie between. No heap is set: the JVM takes up to a quarter of the memory."
                            .formatted(WAIT_MILLIS, THREADS, effort.rounds(), effort.seconds()),
                    "processes",
                    "jobs/s",
                    "ratio",
                    "at least");
            report.row("one", new Rates(one).toString(), "1", "–");
            report.row(
                    "two",
                    new Rates(both).toString(),
                    "%.2f".formatted(ratio),
                    report.limit("two processes", LEAST_OF_TWO, ratio));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    static final String[] ASYNC = {"Prefer", "respond-async"};

    private ServiceProcess wild(Path folder, URI database) throws Exception {
        return WildService.start(Files.createDirectory(folder), environment(services, database));
    }

    /** Of a service with four workers that takes in whatever comes. */
    static Map<String, String> environment(DevServices services, URI database) {
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", database.toString());
        environment.put("SCRY_DATABASE__POOL_SIZE", Integer.toString(CONNECTIONS));
        environment.put("SCRY_WORKERS__COUNT", Integer.toString(THREADS));
        environment.put("SCRY_INGESTION__QUEUE_LIMIT", "1000000");
        return environment;
    }

    /** Submits a small JSON document and does not wait for its end. */
    static Clients.Task small(Api api) {
        return number ->
                accept(api.postJson(Submitter.INGEST, Submission.of("small", Map.of("number", number)), ASYNC));
    }

    private static void accept(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    /** How many a second, until no job is left. */
    static double round(URI database, int count, Clients.Task task) throws Exception {
        JdbcClient jdbc = Database.at(database);
        long begun = System.nanoTime();
        Clients.run(CLIENTS, count, task);
        Awaitility.await("the last job")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.sql("SELECT NOT EXISTS (SELECT FROM scheduled_tasks WHERE task_name = 'ingest')")
                        .query(Boolean.class)
                        .single());
        return count / Bench.seconds(System.nanoTime() - begun);
    }
}
