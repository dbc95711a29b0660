package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Sends a large file through a service with a small heap, and reads all of it back twice. */
final class BigFileRun {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->\\d+M\\(");
    private static final Pattern LEFT = Pattern.compile("->(\\d+)M\\(");

    private BigFileRun() {}

    /**
     * What was seen; everything that has to hold has been asserted.
     *
     * @param uploadNanos from the request to its answer
     * @param endNanos from the request to the end of the ingestion
     * @param cpu the processor time of the service until then, its start included; zero where the system does not tell
     * @param peakResidentKib the most memory that the process ever had
     * @param peakHeapMib the fullest that its heap was when a collection began: what collections leave room for is used
     * @param leftHeapMib the fullest that its heap was after a collection: an upper bound of what is needed
     */
    record Report(
            long bytes,
            long rows,
            long uploadNanos,
            long endNanos,
            Duration cpu,
            Download json,
            Download ndjson,
            long peakResidentKib,
            long peakHeapMib,
            long leftHeapMib) {}

    /** What kind of file it is. */
    enum Kind {
        CSV(".csv", "{}") {
            @Override
            long write(Path file, long size) throws IOException {
                return Order.write(file, size);
            }
        },
        XLSX(".xlsx", "{\"all_sheets\": true}") {
            @Override
            long write(Path file, long size) throws IOException {
                return OrderWorkbook.write(file, size);
            }
        };

        private final String extension;
        private final String sourceConfig;

        Kind(String extension, String sourceConfig) {
            this.extension = extension;
            this.sourceConfig = sourceConfig;
        }

        /** Writes orders until the file has the size, and tells how many they are. */
        abstract long write(Path file, long size) throws IOException;
    }

    static Report run(Map<String, String> environment, Path directory, Kind kind, long bytes, String heap)
            throws Exception {
        Path file = Files.createTempFile(Files.createDirectories(directory), "orders-", kind.extension);
        try {
            long rows = kind.write(file, bytes);
            try (ServiceProcess service = ServiceProcess.start(environment, heap, "-Xlog:gc");
                    Api api = new Api(service.awaitListening(START).baseUrl())) {
                return run(service, api, kind, file, rows);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static Report run(ServiceProcess service, Api api, Kind kind, Path file, long rows) throws Exception {
        long begun = System.nanoTime();
        Api.Answer accepted = api.upload(
                Submitter.INGEST, file, Map.of("source_config", kind.sourceConfig), "Prefer", "respond-async");
        long answered = System.nanoTime();
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        UUID id = Submission.id(accepted);
        awaitEnd(api, id);
        long ended = System.nanoTime();
        Duration cpu = ProcessHandle.of(service.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        Download json = Download.of(api, id, "application/json", rows);
        Download ndjson = Download.of(api, id, "application/x-ndjson", rows);
        assertThat(service.log()).doesNotContain("OutOfMemoryError");
        return new Report(
                Files.size(file),
                rows,
                answered - begun,
                ended - begun,
                cpu,
                json,
                ndjson,
                peakResident(service),
                largest(COLLECTION, service.log()),
                largest(LEFT, service.log()));
    }

    private static void awaitEnd(Api api, UUID id) {
        Awaitility.await("the end of the ingestion")
                .atMost(LIMIT)
                .pollInterval(POLL)
                .until(() -> {
                    Api.Answer answer = api.get(Submitter.INGESTIONS + id);
                    String status = answer.json().path("status").asString();
                    assertThat(status).as(answer.body()).isIn("queued", "running", "succeeded");
                    return status.equals("succeeded");
                });
    }

    /** 0 where the system does not tell. */
    private static long peakResident(ServiceProcess service) throws IOException {
        Path status = Path.of("/proc", Long.toString(service.pid()), "status");
        return Files.exists(status) ? largest(PEAK, Files.readString(status)) : 0;
    }

    private static long largest(Pattern number, String text) {
        return number.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }
}
