package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What ingestions, listings and status reads cost as finished ingestions pile up. */
final class GrowthRates {

    private static final Duration START = Duration.ofMinutes(2);
    /** So many times a part's warm-up until the compilers rest. */
    private static final int WARM = 5;

    private static final long READING = Duration.ofSeconds(1).toNanos();
    private static final int CLIENTS = 8;
    private static final int IDS = 1000;
    private static final double MOST_OF_SMALLEST = 1.2;
    private static final double MOST_MS = 5;

    private final DevServices services;
    private final PeerReport report;
    private final Peers.Effort effort;

    GrowthRates(DevServices services, PeerReport report, Peers.Effort effort) {
        this.services = services;
        this.report = report;
        this.effort = effort;
    }

    /** A service with so many finished ingestions, and what was measured of it. */
    private record Size(
            int finished,
            URI database,
            ServiceProcess service,
            Api api,
            Map<String, List<String>> reads,
            List<Double> perSecond,
            Map<String, List<Double>> millis)
            implements AutoCloseable {

        double ingest(int count) throws Exception {
            return QueueRates.round(database, count, QueueRates.small(api));
        }

        /** One request after another; each kind of read on its own. */
        void read() throws Exception {
            for (Map.Entry<String, List<String>> read : reads.entrySet()) {
                List<Long> nanos = new ArrayList<>();
                for (long end = System.nanoTime() + READING; System.nanoTime() < end; ) {
                    String path =
                            read.getValue().get(nanos.size() % read.getValue().size());
                    long begun = System.nanoTime();
                    Api.Answer answer = api.get(path);
                    nanos.add(System.nanoTime() - begun);
                    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                }
                millis.computeIfAbsent(read.getKey(), _ -> new ArrayList<>())
                        .add(Percentiles.of(nanos).median());
            }
        }

        @Override
        public void close() {
            api.close();
            service.close();
        }
    }

    void run() throws Exception {
        List<Size> sizes = new ArrayList<>();
        try {
            for (int finished :
                    effort.isTrial() ? new int[] {1_000, 10_000, 100_000} : new int[] {10_000, 1_000_000, 10_000_000}) {
                sizes.add(filled(finished));
            }
            measure(sizes);
            reportIngestions(sizes);
            reportReads(sizes);
        } finally {
            sizes.forEach(Size::close);
        }
    }

    private Size filled(int finished) throws Exception {
        URI database = services.newDatabase();
        Map<String, String> environment = QueueRates.environment(services, database);
        // The past is to stay.
        environment.put("SCRY_RETENTION__INGESTIONS", "60d");
        environment.put("SCRY_RETENTION__SOURCES", "60d");
        environment.put("SCRY_REDIS__NAMESPACE", "growth-" + finished);
        ServiceProcess service = ServiceProcess.start(environment, "-Xmx512m");
        Api api = new Api(service.awaitListening(START).baseUrl());
        FinishedIngestions past = new FinishedIngestions(database);
        long begun = System.nanoTime();
        past.fill(api, finished);
        Bench.print(
                "filled with %,d".formatted(finished),
                "in %.0f s, %.2f GB".formatted(Bench.seconds(System.nanoTime() - begun), past.size()));
        return new Size(finished, database, service, api, reads(past), new ArrayList<>(), new LinkedHashMap<>());
    }

    private static Map<String, List<String>> reads(FinishedIngestions past) {
        String listing = "/api/v1/ingestions";
        Map<String, List<String>> reads = new LinkedHashMap<>();
        reads.put("newest", List.of(listing));
        reads.put("from the middle", List.of(listing + "?cursor=" + past.middle()));
        reads.put("failed", List.of(listing + "?status=failed"));
        reads.put("succeeded", List.of(listing + "?status=succeeded"));
        reads.put("rare adapter", List.of(listing + "?adapter=" + FinishedIngestions.RARE));
        reads.put("former adapter", List.of(listing + "?adapter=" + FinishedIngestions.FORMER));
        reads.put("unused adapter", List.of(listing + "?adapter=" + FinishedIngestions.UNUSED));
        reads.put(
                "one, at random",
                past.some(IDS).stream()
                        .map(UUID::toString)
                        .map(Submitter.INGESTIONS::concat)
                        .toList());
        return reads;
    }

    /** All sizes do the same in each round, which is also what fills their caches before anything counts. */
    private void measure(List<Size> sizes) throws Exception {
        int few = effort.warmUp();
        for (Size size : sizes) {
            size.ingest(WARM * few);
        }
        int count = (int) Math.max(few, effort.seconds() * sizes.getFirst().ingest(few));
        for (Size size : sizes) {
            size.ingest(count);
            size.read();
            size.millis.clear();
        }
        for (int i = 0; i < effort.rounds(); i++) {
            for (Size size : sizes) {
                size.perSecond.add(size.ingest(count));
            }
            for (Size size : sizes) {
                size.read();
            }
        }
    }

    private void reportIngestions(List<Size> sizes) throws Exception {
        report.table(
                "Small JSON ingestions a second, as finished ones pile up",
                "From %d clients until the last is done, four workers, a database and a process for each size; how many times longer than with the fewest they take."
                        .formatted(CLIENTS),
                "finished before",
                "per second",
                "ratio",
                "at most");
        Rates smallest = new Rates(sizes.getFirst().perSecond);
        for (Size size : sizes) {
            Rates rates = new Rates(size.perSecond);
            Rates ratios = smallest.to(rates);
            report.row(
                    "%,d".formatted(size.finished),
                    rates.toString(),
                    ratios.toString(),
                    size.finished == sizes.getFirst().finished
                            ? "–"
                            : report.ceiling(
                                    "small JSON with %,d finished".formatted(size.finished),
                                    MOST_OF_SMALLEST,
                                    ratios.median()));
        }
    }

    private void reportReads(List<Size> sizes) throws Exception {
        report.table(
                "Pages of 50 and single ingestions, as finished ones pile up",
                "One request after another on one connection; medians in ms, of so many rounds of a second: %d."
                        .formatted(effort.rounds()),
                "what",
                "finished before",
                "ms",
                "at most");
        for (String what : sizes.getFirst().millis.keySet()) {
            for (Size size : sizes) {
                Rates millis = new Rates(Objects.requireNonNull(size.millis.get(what)));
                report.row(
                        what,
                        "%,d".formatted(size.finished),
                        millis.toString(),
                        report.ceiling("%s of %,d".formatted(what, size.finished), MOST_MS, millis.median()));
            }
        }
    }
}
