package io.scry.ingestor.hostile;

import static io.scry.ingestor.harness.Submitter.INGEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.fetch.TestServer;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Api.Answer;
import io.scry.ingestor.harness.PodLimits;
import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that was made to do harm, sent to one replica within the limits of its pod, where such limits can be set. Each gets
 * its reason, the next good document is read, and in the end the replica is what it was.
 */
class HostileIT {

    private static final int LEAST = 150;
    private static final long MOST_MIB = 1024;
    private static final int PROCESSORS = 1;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Path OTHERS = Path.of("..", "shared", "corpus", "hostile");
    private static final Map<String, String> GOOD = Map.of(
            "pdf", "invoice.pdf",
            "word", "report.docx",
            "excel", "stock.xlsx",
            "csv", "orders.csv",
            "json", "orders.json",
            "soup", "article.html",
            "rest", "orders.json");

    /** A part of the names of those that are wanted, while one of them is looked into. */
    private static final String ONLY = System.getProperty("hostile.only", "");

    @TempDir
    private Path directory;

    @Test
    @Timeout(600)
    void leavesTheServiceAsItWas() throws Exception {
        Optional<PodLimits> pod = PodLimits.of(MOST_MIB << 20, PROCESSORS);
        try (TestServer canary = new TestServer();
                AutoCloseable limits = pod.isPresent() ? pod.get() : () -> {}) {
            canary.on("/", 200, "text/plain", "fetched");
            Path temporary = Files.createDirectory(directory.resolve("tmp"));
            try (ServiceProcess service = start(pod, temporary, roots());
                    Api api = new Api(service.awaitListening(START).baseUrl());
                    Watch memory = new Watch(service.pid())) {
                Set<Path> before = files(temporary);
                List<String> failures = new ArrayList<>();
                int cases = 0;
                for (Supplier<List<HostileCase>> family : families(canary.url(""))) {
                    for (HostileCase hostile : family.get()) {
                        if (!hostile.toString().contains(ONLY)) {
                            continue;
                        }
                        check(hostile, api, failures);
                        cases++;
                    }
                }
                assertThat(failures).as("of %d cases", cases).isEmpty();
                if (ONLY.isEmpty()) {
                    assertThat(cases).isGreaterThanOrEqualTo(LEAST);
                }
                assertThat(service.isAlive()).isTrue();
                assertThat(canary.seen()).isEmpty();
                Awaitility.await("temporary files to go")
                        .atMost(QUIET)
                        .untilAsserted(() -> assertThat(files(temporary)).isSubsetOf(before));
                System.out.printf(
                        "hostile: %d cases, at most %d MiB, limits of a pod: %b%n",
                        cases, memory.mostMib(), pod.isPresent());
                if (pod.isPresent()) {
                    assertThat(pod.get().kills()).isZero();
                }
                assertThat(memory.mostMib()).isBetween(1L, MOST_MIB);
                assertThat(service.log().lines().filter(line -> !line.contains("ParserProcess: Parser ")))
                        .as("what the service says, but for how its parsers ended")
                        .noneMatch(line ->
                                line.contains("OutOfMemoryError") || line.contains("hit a fault of this service"));
            }
        }
    }

    private static void check(HostileCase hostile, Api api, List<String> failures) throws Exception {
        long begun = System.nanoTime();
        Answer answer;
        try {
            answer = hostile.way().send(api);
        } catch (IOException | NumberFormatException e) {
            failures.add(hostile + " has to be " + hostile.outcome() + " and has no answer: " + e);
            return;
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        if (Boolean.getBoolean("hostile.verbose")) {
            System.out.printf(
                    "%6d ms %d %s: %.150s%n",
                    millis, answer.status(), hostile, answer.body().replace('\n', ' '));
        }
        if (!hostile.isMetBy(answer)) {
            failures.add("%s has to be %s and is %d %.300s"
                    .formatted(hostile, hostile.outcome(), answer.status(), answer.body()));
        }
        Path good = Path.of("samples", GOOD.getOrDefault(hostile.adapter(), "orders.json"));
        Answer next = api.upload(INGEST, good, Map.of());
        if (next.status() != 200) {
            failures.add("After %s a good document gets %d %.300s".formatted(hostile, next.status(), next.body()));
        }
    }

    /** By families, each made when its turn comes: together they would not fit into the memory. */
    private static List<Supplier<List<HostileCase>>> families(String canary) {
        return List.of(
                HostileBodies::all,
                HostileOptions::all,
                HostileUploads::all,
                HostileWire::all,
                () -> HostileAddresses.all(canary),
                () -> HostileArchives.all(canary),
                () -> HostileWord.all(canary),
                () -> HostileExcel.all(canary),
                HostileXls::all,
                HostilePdf::all,
                () -> HostilePdfContent.all(canary),
                HostileJson::all,
                HostileCsv::all,
                () -> HostileHtml.all(canary),
                HostileIT::others);
    }

    /** Files that others made to break their readers: each is read or refused. */
    private static List<HostileCase> others() {
        if (!Files.isDirectory(OTHERS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(OTHERS)) {
            return files.sorted()
                    .map(file -> new HostileCase(
                            file.getFileName().toString(),
                            file.toString().contains(".xls") ? "excel" : "word",
                            api -> api.upload(INGEST, file, Map.of()),
                            "200|422"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServiceProcess start(Optional<PodLimits> pod, Path temporary, Path roots) throws Exception {
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.put("SCRY_INGESTION__FILE_ROOTS", roots.toString());
        environment.put("SCRY_EXTRACTION__ISOLATION", "process");
        environment.put("SCRY_EXTRACTION__TIME_LIMIT", "20s");
        environment.put("SCRY_RETRY__INITIAL_DELAY", "100ms");
        String option = "-Djava.io.tmpdir=" + temporary;
        return pod.isPresent()
                ? ServiceProcess.startWithin(pod.get(), environment, option)
                : ServiceProcess.startOnOneProcessor(environment, "-Xmx256m", option);
    }

    /** A folder that may be read, and a secret beside it. */
    private Path roots() throws IOException, InterruptedException {
        Path root = directory.resolve("root");
        Files.createDirectories(root.resolve("sub"));
        Files.writeString(root.resolve("good.json"), "[1]");
        Path secret = Files.writeString(directory.resolve("secret.json"), "[\"secret\"]");
        Files.createSymbolicLink(root.resolve("link"), Path.of("/etc"));
        Files.createSymbolicLink(root.resolve("up"), directory);
        Files.createSymbolicLink(root.resolve("secret-link.json"), secret);
        new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();
        return root;
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new TreeSet<>(all.filter(Files::isRegularFile).toList());
        }
    }
}
