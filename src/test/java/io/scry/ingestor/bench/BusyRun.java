package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Probes a service whose processors all extract text and whose business threads all wait for slow clients. */
final class BusyRun {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PROBES_PER_SECOND = 50;
    private static final int CALLS_PER_SECOND = 4;
    private static final int WORKERS = 4;
    private static final int THREADS = 8;
    private static final int STALLED = 64;

    private final Map<String, String> environment;
    private final JdbcClient jdbc;
    private final int pages;
    private final int books;
    private final Duration time;

    /**
     * On an empty database.
     *
     * @param pages of a book
     * @param books of which some have to be left when the time is over
     */
    BusyRun(Map<String, String> environment, URI database, int pages, int books, Duration time) {
        this.environment = new HashMap<>(environment);
        this.environment.put("SCRY_DATABASE_URL", database.toString());
        this.environment.put("SCRY_WORKERS__COUNT", Integer.toString(WORKERS));
        this.environment.put("SCRY_SERVER__THREADS", Integer.toString(THREADS));
        this.jdbc = Database.at(database);
        this.pages = pages;
        this.books = books;
        this.time = time;
    }

    /**
     * What was seen; everything that has to hold has been asserted, but for how quick probes are.
     *
     * @param processors how many the service used on average
     * @param refused how many business requests found no thread
     */
    record Report(Probes.Report probes, double processors, int refused, int calls) {}

    Report run() throws Exception {
        byte[] book = Book.ofPages(pages);
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.awaitListening(START).baseUrl())) {
            for (int number = 0; number < books; number++) {
                Api.Answer answer = api.upload(
                        Submitter.INGEST, "book.pdf", book, Map.of("adapter_type", "pdf"), "Prefer", "respond-async");
                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            }
            try (StalledUploads stalled = new StalledUploads(service.baseUrl(), STALLED);
                    Business business = new Business(service.baseUrl(), CALLS_PER_SECOND)) {
                Awaitility.await("refused business").atMost(LIMIT).until(() -> refused(business) > 0);
                Report report = probe(service, business);
                assertIsStillBusy();
                return report;
            }
        }
    }

    private Report probe(ServiceProcess service, Business business) throws Exception {
        int callsBefore = business.calls().size();
        int refusedBefore = refused(business);
        Duration processorTime = service.processorTime();
        long begun = System.nanoTime();
        try (Probes probes = new Probes(service.baseUrl(), PROBES_PER_SECOND)) {
            probes.go(time);
            Probes.Report seen = probes.end();
            assertThat(seen.unanswered()).as("unanswered probes").isEmpty();
            return new Report(
                    seen,
                    service.processorTime().minus(processorTime).toNanos() / (double) (System.nanoTime() - begun),
                    refused(business) - refusedBefore,
                    business.calls().size() - callsBefore);
        }
    }

    /** A 503 of the bulkhead: the database is well. */
    private static int refused(Business business) {
        return (int)
                business.calls().stream().filter(call -> call.status() == 503).count();
    }

    /** Seen in the database: no request gets through. */
    private void assertIsStillBusy() {
        for (String status : List.of("queued", "running")) {
            assertThat(jdbc.sql("SELECT count(*) FROM ingestion WHERE status = ?")
                            .param(status)
                            .query(Integer.class)
                            .single())
                    .as(status)
                    .isPositive();
        }
    }
}
