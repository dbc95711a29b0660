package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The measurement of {@code bench/isolation.sh}. */
final class Isolation {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration START = Duration.ofSeconds(90);
    private static final int CLIENTS = 4;
    /** Parsers of their own learn only from what they read themselves: half of it each. */
    private static final int WARM_UP_ROUNDS = 3;

    private static final int FIRST_DOCUMENTS = 40;
    private static final double LEAST_RATIO = 0.85;
    private static final int LEAST_BYTES = 100_000;

    private final Api isolated;
    private final Api inThread;
    private final int rounds;
    private final int seconds;

    private Isolation(Api isolated, Api inThread, int rounds, int seconds) {
        this.isolated = isolated;
        this.inThread = inThread;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        Bench.run(LIMIT, () -> {
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                Map<String, String> process = environment(services, services.databaseUrl(), "process");
                Map<String, String> thread = environment(services, services.newDatabase(), "thread");
                try (ServiceProcess first = ServiceProcess.start(process, "-Xmx512m");
                        ServiceProcess second = ServiceProcess.start(thread, "-Xmx512m");
                        Api isolated = new Api(first.awaitListening(START).baseUrl());
                        Api inThread = new Api(second.awaitListening(START).baseUrl())) {
                    new Isolation(isolated, inThread, rounds, seconds).compare();
                }
            }
        });
    }

    /** Two workers and, where there are any, two parsers. */
    private static Map<String, String> environment(DevServices services, URI database, String isolation) {
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", database.toString());
        environment.put("SCRY_EXTRACTION__ISOLATION", isolation);
        environment.put("SCRY_EXTRACTION__PROCESSES", "2");
        environment.put("SCRY_WORKERS__COUNT", "2");
        return environment;
    }

    private void compare() throws Exception {
        List<SampleDocuments> tooSlow = new ArrayList<>();
        for (SampleDocuments format : SampleDocuments.values()) {
            byte[] document = format.ofMoreThan(LEAST_BYTES);
            if (compare(format, document, warmUp(format, document)) < LEAST_RATIO) {
                tooSlow.add(format);
            }
        }
        assertThat(tooSlow)
                .as("formats of which isolation costs more than 15 %")
                .isEmpty();
    }

    /** Returns how many documents make a round of the time that is wanted. */
    private int warmUp(SampleDocuments format, byte[] document) throws Exception {
        int documents = FIRST_DOCUMENTS;
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            round(isolated, format, document, documents);
            documents = Math.max(2 * CLIENTS, (int) (round(inThread, format, document, documents) * seconds));
        }
        return documents;
    }

    private double compare(SampleDocuments format, byte[] document, int documents) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> own = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            // Each goes first every other time.
            double first = round(round % 2 == 0 ? isolated : inThread, format, document, documents);
            double second = round(round % 2 == 0 ? inThread : isolated, format, document, documents);
            own.add(round % 2 == 0 ? first : second);
            others.add(round % 2 == 0 ? second : first);
            ratios.add(own.getLast() / others.getLast());
        }
        Bench.print(
                format + " of " + document.length / 1000 + " KB: process/thread",
                "%.2f (%.2f to %.2f); %.1f and %.1f documents/s"
                        .formatted(
                                median(ratios),
                                Collections.min(ratios),
                                Collections.max(ratios),
                                median(own),
                                median(others)));
        return median(ratios);
    }

    /** Documents a second, each from its submission to its payload. */
    private static double round(Api api, SampleDocuments format, byte[] document, int count) throws Exception {
        long begun = System.nanoTime();
        Clients.run(CLIENTS, count, number -> {
            Api.Answer answer = api.upload(Submitter.INGEST, format.fileName(), document, Map.of());
            assertThat(answer.status()).as(format.fileName()).isEqualTo(200);
        });
        return count / Bench.seconds(System.nanoTime() - begun);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
