package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.PodLimits;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** The measurement of {@code bench/memory.sh}. */
final class Memory {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration START = Duration.ofMinutes(2);
    private static final long POD = 1024L * 1024 * 1024;
    private static final int CLIENTS = 8;
    private static final String[] KEY = {"X-API-Key", "secret-of-bench"};

    private Memory() {}

    private record Sample(long all, long service) {}

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Source(String name, byte[] bytes) {}

    public static void main(String[] args) {
        int documents = Integer.parseInt(args[0]);
        Bench.run(LIMIT, () -> {
            try (DevServices services = DevServices.startDurable();
                    PodLimits pod = PodLimits.of(POD, 1)
                            .orElseThrow(() -> new AssertionError("This machine allows no control groups"))) {
                Bench.requireDurable(services.databaseUrl());
                Map<String, String> environment = new HashMap<>(services.environment());
                environment.put("SCRY_ENVIRONMENT", "production");
                environment.put("SCRY_API_KEYS", "bench:secret-of-bench");
                environment.put("SCRY_EXTRACTION__TIME_LIMIT", "5m");
                try (ServiceProcess service = ServiceProcess.startWithin(pod, environment);
                        Api api = new Api(service.awaitListening(START).baseUrl())) {
                    measure(pod, service, api, documents);
                } finally {
                    awaitEmpty(pod);
                }
            }
        });
    }

    private static void awaitEmpty(PodLimits pod) {
        Awaitility.await().atMost(START).until(() -> pod.processes() == 0);
    }

    private static void measure(PodLimits pod, ServiceProcess service, Api api, int documents) throws Exception {
        Bench.print("idle: all processes", mebibytes(pod.used()));
        List<Source> sources = sources();
        Queue<Sample> samples = new ConcurrentLinkedQueue<>();
        Map<String, Integer> statuses = new ConcurrentHashMap<>();
        try (Pacer pacer = new Pacer(5, number -> samples.add(new Sample(pod.used(), resident(service.pid()))))) {
            Clients.run(CLIENTS, documents, number -> {
                Source source = sources.get(number % sources.size());
                String[] headers = {KEY[0], KEY[1], "Prefer", "wait=120"};
                Api.Answer answer = api.upload(Submitter.INGEST, source.name(), source.bytes(), Map.of(), headers);
                statuses.merge(source.name() + " " + answer.status(), 1, Integer::sum);
            });
        }
        List<Sample> all = new ArrayList<>(samples);
        long peak = all.stream().mapToLong(Sample::all).max().orElseThrow();
        statuses.forEach(Bench::print);
        Bench.print(
                "busy: the service at its peak",
                mebibytes(all.stream().mapToLong(Sample::service).max().orElseThrow()));
        Bench.print("busy: all processes at their peak", mebibytes(peak));
        Bench.print("killed for want of memory", pod.kills());
        assertThat(pod.kills()).isZero();
        assertThat(peak).isLessThan(POD);
        assertThat(service.isAlive()).isTrue();
        assertThat(statuses.keySet()).noneMatch(status -> status.contains(" 5"));
    }

    /** Large for their formats, and one of each that no parser has the memory for. */
    private static List<Source> sources() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (SampleDocuments format : SampleDocuments.values()) {
            sources.add(new Source(format.fileName(), format.of(50_000)));
        }
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        for (int i = 0; i < 1_500_000; i++) {
            html.writeBytes("<p><b>x</b>".getBytes(StandardCharsets.UTF_8));
        }
        sources.add(new Source("too-large.html", html.toByteArray()));
        Path csv = Files.createTempFile("orders", ".csv");
        Order.write(csv, 50_000_000);
        sources.add(new Source("orders.csv", Files.readAllBytes(csv)));
        Files.delete(csv);
        return sources;
    }

    private static long resident(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("Process " + pid + " has no VmRSS");
    }

    private static String mebibytes(long bytes) {
        return bytes / 1024 / 1024 + " MiB";
    }
}
