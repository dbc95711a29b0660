package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.Ports;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Balancer;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Restarts three replicas behind a balancer, one after another, while clients get and post: as fast as they can while a
 * replica stops, and calmly while one starts, which would otherwise take minutes on a machine with two cores.
 */
final class RollingRun {

    private static final int REPLICAS = 3;
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofMinutes(2);
    private static final Duration CALM = Duration.ofMillis(500);
    private static final int RUSH = 10;
    private static final String READY = "/ready?strict=true";

    private final Map<String, String> environment;
    private final JdbcClient jdbc;
    private final int restarts;
    private final int clients;
    private final List<ServiceProcess> replicas = new ArrayList<>();
    private final AtomicInteger gets = new AtomicInteger();
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger laters = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch rush = new CountDownLatch(1);
    private volatile boolean over;

    /** With an empty database. */
    RollingRun(Map<String, String> environment, URI database, int restarts, int clients) {
        this.environment = new HashMap<>(environment);
        this.environment.put("SCRY_DATABASE_URL", database.toString());
        // As in production; keys and a balancer's address apart.
        this.environment.put("SCRY_DRAIN__MIN_DELAY", "2s");
        this.jdbc = Database.at(database);
        this.restarts = restarts;
        this.clients = clients;
    }

    /**
     * What was seen; that nothing failed or was lost, and every exit code, has been asserted.
     *
     * @param laters posts that were answered with 202 because their replica stopped
     * @param slowestStop from the signal to the exit
     */
    record Report(int gets, int posts, int laters, Duration slowestStop, Duration whole) {}

    Report run() throws Exception {
        List<Integer> ports = new ArrayList<>();
        List<URI> urls = new ArrayList<>();
        for (int number = 0; number < REPLICAS; number++) {
            ports.add(Ports.free());
            replicas.add(start(ports.get(number)));
            urls.add(replicas.get(number).baseUrl());
        }
        try (Balancer balancer = Balancer.before(urls);
                Api api = new Api(balancer.url())) {
            for (ServiceProcess replica : replicas) {
                replica.awaitListening(READY, START);
            }
            Awaitility.await("the balancer").atMost(START).until(() -> answers(api));
            return run(balancer, ports);
        } finally {
            replicas.forEach(ServiceProcess::close);
        }
    }

    private ServiceProcess start(int port) throws IOException, InterruptedException {
        Map<String, String> own = new HashMap<>(environment);
        own.put("SCRY_PORT", Integer.toString(port));
        return ServiceProcess.start(own);
    }

    private static boolean answers(Api api) throws InterruptedException {
        try {
            return api.get(READY).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Report run(Balancer balancer, List<Integer> ports) throws Exception {
        long begun = System.nanoTime();
        Duration slowest = Duration.ZERO;
        try (ExecutorService executor = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> calling = new ArrayList<>();
            for (int number = 0; number < clients; number++) {
                String source = number % 2 == 0 ? "" : "source-" + number;
                calling.add(executor.submit(() -> call(balancer.url(), source)));
            }
            try {
                for (int restart = 0; restart < restarts && failures.isEmpty(); restart++) {
                    Duration stop = restart(restart % REPLICAS, ports.get(restart % REPLICAS));
                    slowest = stop.compareTo(slowest) > 0 ? stop : slowest;
                }
            } finally {
                over = true;
                rush.countDown();
            }
            for (Future<?> client : calling) {
                client.get();
            }
        }
        assertThat(failures).as("failed requests").isEmpty();
        assertNothingIsLost();
        return new Report(gets.get(), posts.get(), laters.get(), slowest, Duration.ofNanos(System.nanoTime() - begun));
    }

    private Duration restart(int number, int port) throws Exception {
        ServiceProcess old = replicas.get(number);
        int before = gets.get() + posts.get();
        rush.countDown();
        Awaitility.await("requests")
                .atMost(END)
                .until(() -> gets.get() + posts.get() > before + RUSH * clients || !failures.isEmpty());
        long begun = System.nanoTime();
        old.terminate();
        int code = old.awaitExit(STOP);
        Duration stop = Duration.ofNanos(System.nanoTime() - begun);
        rush = new CountDownLatch(1);
        assertThat(code).as(() -> "exit code of\n" + log(old)).isZero();
        replicas.set(number, start(port).awaitListening(READY, START));
        return stop;
    }

    private static String log(ServiceProcess service) {
        try {
            String log = service.log();
            return log.substring(Math.max(0, log.length() - 4000));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void call(URI balancer, String source) {
        try (Api api = new Api(balancer)) {
            while (!over && failures.isEmpty()) {
                callOnce(api, source);
                var _ = rush.await(CALM.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(e.toString());
        }
    }

    private void callOnce(Api api, String source) throws InterruptedException {
        try {
            Api.Answer answer = source.isEmpty()
                    ? api.get("/api/v1/ingestions?limit=1")
                    : api.postJson(Submitter.INGEST, Submission.of(source, Map.of("a", 1)));
            boolean later = !source.isEmpty() && answer.status() == 202;
            if (answer.status() != 200 && !later) {
                failures.add(answer.toString());
            }
            laters.addAndGet(later ? 1 : 0);
            (source.isEmpty() ? gets : posts).incrementAndGet();
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    private void assertNothingIsLost() {
        Awaitility.await("the end of all")
                .atMost(END)
                .until(() -> count("SELECT count(*) FROM ingestion WHERE status IN ('queued', 'running')") == 0);
        assertThat(count("SELECT count(*) FROM ingestion WHERE status = 'succeeded'"))
                .isEqualTo(posts.get());
        assertThat(count("SELECT count(*) FROM ingestion")).isEqualTo(posts.get());
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
