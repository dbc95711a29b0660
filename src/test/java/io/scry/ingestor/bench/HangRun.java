package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.bench.Footprints.Footprint;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.FaultProxy.Mode;
import io.scry.ingestor.harness.Readiness;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Lets PostgreSQL, Redis and Kafka hang all at once while probes and business requests go on, and then lets them go. */
final class HangRun {

    private static final Duration START = Duration.ofSeconds(90);
    private static final int PROBES_PER_SECOND = 200;
    private static final int CALLS_PER_SECOND = 8;
    private static final Duration BUSINESS_LIMIT = Duration.ofSeconds(3);
    /** The poll that sees a status is itself not instant. */
    private static final Duration SEEING = Duration.ofMillis(500);

    private static final Map<String, String> WELL =
            Map.of("overall", "healthy", "database", "healthy", "redis", "healthy", "kafka", "healthy");
    private static final Map<String, String> HUNG =
            Map.of("overall", "unhealthy", "database", "unhealthy", "redis", "unhealthy", "kafka", "unhealthy");

    // Flat means: business requests that wait for their 503 may each have a thread and a socket, and so may a few
    // connections that are being tried; the probes may have none, of which 200 would come every second.
    private static final int MORE_THAN_BEFORE = CALLS_PER_SECOND * 3 + 16;
    // And once that is so, nothing grows any more.
    private static final int MORE_THAN_SETTLED = 10;

    private final ProxiedServices services;
    private final Map<String, String> environment;
    private final Duration statusLimit;
    private final Duration before;
    private final Duration hang;

    /**
     * On an empty database.
     *
     * @param before how long everything is well first
     */
    HangRun(ProxiedServices services, Duration interval, Duration timeout, Duration before, Duration hang) {
        this.services = services;
        this.environment = new HashMap<>(services.environment());
        environment.put("SCRY_HEALTH__INTERVAL", interval.toMillis() + "ms");
        environment.put("SCRY_HEALTH__TIMEOUT", timeout.toMillis() + "ms");
        this.statusLimit = interval.plus(timeout).plus(SEEING);
        this.before = before;
        this.hang = hang;
    }

    /**
     * What was seen; everything that has to hold has been asserted, but for how quick probes are.
     *
     * @param down how long it took until all statuses said that everything hangs
     * @param up how long it took until they said that everything is well again
     * @param before the most while everything was well
     * @param settled the most in the second third of the hang
     * @param end the most in its last third
     * @param calls business requests that were begun or waited for during the hang
     */
    record Report(
            Probes.Report probes,
            Duration down,
            Duration up,
            Footprint before,
            Footprint settled,
            Footprint end,
            Percentiles calls) {}

    Report run() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.awaitListening(START).baseUrl());
                Footprints footprints = new Footprints(service);
                Business business = new Business(service.baseUrl(), CALLS_PER_SECOND)) {
            await(api, WELL);
            return run(api, service.baseUrl(), footprints, business);
        }
    }

    private Report run(Api api, URI service, Footprints footprints, Business business) throws Exception {
        long begun = System.nanoTime();
        try (Probes warmUp = new Probes(service, PROBES_PER_SECOND)) {
            warmUp.go(before);
            assertThat(warmUp.end().unanswered()).isEmpty();
        }
        long hung = System.nanoTime();
        services.set(Mode.HANG);
        try (Probes probes = new Probes(service, PROBES_PER_SECOND)) {
            Duration down = await(api, HUNG);
            probes.go(hang.minus(down));
            assertThat(Readiness.inJson(api)).containsAllEntriesOf(HUNG);
            long passed = System.nanoTime();
            services.set(Mode.PASS);
            Duration up = await(api, WELL);
            ingest(api);
            Probes.Report seen = probes.end();
            assertThat(seen.unanswered()).as("unanswered probes").isEmpty();
            Report report = new Report(
                    seen,
                    down,
                    up,
                    footprints.most(begun, hung),
                    footprints.most(hung + (passed - hung) / 3, hung + (passed - hung) / 3 * 2),
                    footprints.most(hung + (passed - hung) / 3 * 2, passed),
                    callsDuring(hung, passed, business));
            check(report);
            return report;
        }
    }

    /** How long it took until these statuses were there. */
    private Duration await(Api api, Map<String, String> statuses) {
        long begun = System.nanoTime();
        Awaitility.await("the statuses " + statuses)
                .atMost(statusLimit)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(Readiness.inJson(api)).containsAllEntriesOf(statuses));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void ingest(Api api) throws Exception {
        Api.Answer answer = api.postJson(Submitter.INGEST, Submission.of("after", Map.of("number", 1)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Also those that were under way when the hang began, and those that it ended. */
    private static Percentiles callsDuring(long hung, long passed, Business business) {
        business.close();
        List<Business.Call> calls = business.calls().stream()
                .filter(call -> call.ended() - hung > 0 && call.begun() - passed < 0)
                .toList();
        assertThat(calls.stream()
                        .filter(call -> !isInTime(call, hung) || !isRightly(call, hung, passed))
                        .map(call -> describe(call, hung)))
                .as("business requests that were not answered as they should")
                .isEmpty();
        return Percentiles.of(
                calls.stream().map(call -> call.ended() - call.begun()).toList());
    }

    private static boolean isInTime(Business.Call call, long hung) {
        return call.ended() - Math.max(call.begun(), hung) <= BUSINESS_LIMIT.toNanos();
    }

    private static boolean isRightly(Business.Call call, long hung, long passed) {
        boolean wasHungThroughout = call.begun() - hung > 0 && call.ended() - passed < 0;
        return call.status() == 503
                ? call.body().contains("\"urn:scry:problem:database-unavailable\"")
                : !wasHungThroughout && List.of(200, 202).contains(call.status());
    }

    private static String describe(Business.Call call, long hung) {
        return "%s, begun %.1f s after the hang, took %.1f s and was answered with %d %s"
                .formatted(
                        call.name(),
                        Bench.seconds(call.begun() - hung),
                        Bench.seconds(call.ended() - call.begun()),
                        call.status(),
                        call.body());
    }

    private static void check(Report report) {
        assertThat(report.calls.count()).as("business requests").isPositive();
        assertFlat("threads", report.before.threads(), report.settled.threads(), report.end.threads());
        assertFlat("sockets", report.before.sockets(), report.settled.sockets(), report.end.sockets());
    }

    private static void assertFlat(String what, int before, int settled, int end) {
        assertThat(Math.max(settled, end)).as(what).isLessThanOrEqualTo(before + MORE_THAN_BEFORE);
        assertThat(end).as(what).isLessThanOrEqualTo(settled + MORE_THAN_SETTLED);
    }
}
