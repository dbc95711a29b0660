package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import io.scry.ingestor.isolation.WildService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The measurement of {@code bench/runaway.sh}. */
final class Runaway {

    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final Duration SPARE = Duration.ofSeconds(1);
    private static final int CLIENTS = 4;
    private static final int WARM_UP = 2000;
    private static final int OTHERS = 40;
    private static final int LONG = 20_000;
    private static final double MOST_SLOWER = 1.5;
    private static final double MOST_SLOWER_THAN_USUAL = 1.15;

    private final Api api;
    private final Submitter submitter;
    private final byte[] other;
    private final byte[] ordinary;

    private Runaway(Api api) throws Exception {
        this.api = api;
        this.submitter = new Submitter(api);
        this.other = SampleDocuments.PDF.of(100);
        this.ordinary = SampleDocuments.PDF.of(LONG);
    }

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        Bench.run(LIMIT, () -> {
            Path folder = Files.createTempDirectory("wild");
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                Map<String, String> environment = new HashMap<>(services.environment());
                environment.put("SCRY_EXTRACTION__ISOLATION", "process");
                environment.put("SCRY_EXTRACTION__TIME_LIMIT", TIME_LIMIT.toSeconds() + "s");
                environment.put("SCRY_RETRY__MAX_ATTEMPTS", "1");
                try (ServiceProcess service = WildService.start(folder, environment);
                        Api api = new Api(service.awaitListening(START).baseUrl())) {
                    new Runaway(api).measure(rounds);
                }
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        });
    }

    private void measure(int rounds) throws Exception {
        List<Round> measured = new ArrayList<>();
        List<Duration> loops = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            warmUp();
            double alone = others();
            double besideOrdinary = besideAnOrdinaryDocument();
            String looping = queue("loop");
            awaitRunning(looping);
            measured.add(new Round(alone, besideOrdinary, others()));
            loops.add(ended(looping, "time-limit-exceeded"));
        }
        List<Duration> eaters = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            eaters.add(ended(queue("eat"), "memory-limit-exceeded"));
        }
        Duration longest = longest(loops);
        Bench.print("a loop with a limit of " + TIME_LIMIT.toSeconds() + " s, at the longest", seconds(longest));
        Bench.print("one that fills the memory, at the longest", seconds(longest(eaters)));
        double toAlone = ratio("other documents beside a loop, to alone", measured, Round::alone);
        double toOrdinary =
                ratio("other documents beside a loop, to beside a long one", measured, Round::besideOrdinary);
        assertThat(longest).isLessThan(TIME_LIMIT.plus(SPARE));
        assertThat(longest(eaters)).isLessThan(TIME_LIMIT.plus(SPARE));
        assertThat(toAlone).isLessThan(MOST_SLOWER);
        assertThat(toOrdinary).isLessThan(MOST_SLOWER_THAN_USUAL);
    }

    /** Median times of a small document, in milliseconds. */
    private record Round(double alone, double besideOrdinary, double besideLoop) {}

    private static double ratio(String what, List<Round> rounds, ToDoubleFunction<Round> base) {
        List<Double> ratios = rounds.stream()
                .map(round -> round.besideLoop() / base.applyAsDouble(round))
                .sorted()
                .toList();
        double median = ratios.get(ratios.size() / 2);
        Bench.print(what, "%.2f (%.2f to %.2f)".formatted(median, ratios.getFirst(), ratios.getLast()));
        return median;
    }

    private static Duration longest(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElseThrow();
    }

    /** While the other parser is as busy as with a loop, and rightly so. */
    private double besideAnOrdinaryDocument() throws Exception {
        String reading = submitter.queueUpload("long.pdf", ordinary, Map.of());
        awaitRunning(reading);
        double time = others();
        assertThat(submitter.show(reading).path("status").asString())
                .as("the long document, when the short ones were read")
                .isEqualTo("running");
        submitter.await(reading, "succeeded");
        return time;
    }

    /** All parsers, also the one that has come in the place of the last one that was stopped. */
    private void warmUp() throws Exception {
        Clients.run(CLIENTS, WARM_UP, _ -> read());
    }

    private void read() throws Exception {
        Api.Answer answer = api.upload(Submitter.INGEST, "other.pdf", other, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String queue(String order) throws Exception {
        return submitter.queue("wild", Map.of("source_type", "string", "data", order));
    }

    private void awaitRunning(String id) {
        Awaitility.await()
                .atMost(START)
                .until(() -> submitter.show(id).path("status").asString().equals("running"));
    }

    /** From the worker's start on it to its end. */
    private Duration ended(String id, String problem) {
        JsonNode failed = submitter.await(id, "failed");
        assertThat(failed.at("/problem/type").asString()).endsWith(problem);
        return Duration.between(
                Instant.parse(failed.path("started_at").asString()),
                Instant.parse(failed.path("ended_at").asString()));
    }

    /** The median time in milliseconds of documents that are read one after another. */
    private double others() throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            long begun = System.nanoTime();
            read();
            times.add(System.nanoTime() - begun);
        }
        return times.stream().sorted().toList().get(OTHERS / 2) / 1e6;
    }

    private static String seconds(Duration time) {
        return "%.2f s".formatted(time.toMillis() / 1000.0);
    }
}
