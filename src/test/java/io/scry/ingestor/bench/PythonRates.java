package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The service against the Python engines that are here. */
final class PythonRates {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int DOCUMENT = 100_000;
    private static final int CSV_MEGABYTES = 100;
    private static final double LEAST_OF_PANDAS = 2;
    private static final String PANDAS = "pandas";

    private static final Map<PeerDocuments, String> ENGINES = Map.of(
            PeerDocuments.PDF, "fitz",
            PeerDocuments.DOCX, "docx",
            PeerDocuments.XLSX, "openpyxl",
            PeerDocuments.HTML, "bs4");

    private final DevServices services;
    private final PeerReport report;
    private final Peers.Effort effort;

    PythonRates(DevServices services, PeerReport report, Peers.Effort effort) {
        this.services = services;
        this.report = report;
        this.effort = effort;
    }

    void run() throws Exception {
        try (ServiceProcess service = DocumentRates.start(services);
                Api api = new Api(service.awaitListening(DocumentRates.START).baseUrl())) {
            csv(api);
            versions();
            documents(DocumentReader.of(api, DocumentRates.AS_SHIPPED));
        }
    }

    private void versions() throws IOException, InterruptedException {
        for (String engine : Stream.concat(Stream.of(PANDAS), ENGINES.values().stream())
                .sorted()
                .toList()) {
            PythonEngine.version(engine).ifPresent(version -> report.version(engine, version));
        }
    }

    private void csv(Api api) throws Exception {
        Path file = Files.createTempFile("orders", ".csv");
        try {
            long rows = Order.write(file, CSV_MEGABYTES * 1_000_000L);
            ingest(api, file);
            List<Double> own = new ArrayList<>();
            List<Double> others = new ArrayList<>();
            for (int round = 0; round < effort.rounds(); round++) {
                own.add(rows / ingest(api, file));
                Optional<Double> pandas = PythonEngine.perSecond(PANDAS, file, 0);
                pandas.ifPresent(perSecond -> others.add(rows * perSecond));
            }
            report.table(
                    "CSV rows a second to the stored result, against pandas",
                    "A file of %d MB, %d rounds in turn, medians and what they lie between. The service (heap of 512 MB, and 128 MB for each of two parsers) takes it over HTTP, from the request to the end of the ingestion; pandas reads the file and writes its records to another one (`read_csv`, `to_json`)."
                            .formatted(CSV_MEGABYTES, effort.rounds()),
                    "what",
                    "rows/s",
                    "ratio",
                    "at least");
            Rates ours = new Rates(own);
            if (others.isEmpty()) {
                report.row("pandas", "is not here", "–", "–");
                report.row("service", ours.toString(), "–", "–");
            } else {
                Rates ratios = ours.to(new Rates(others));
                report.row("pandas", new Rates(others).toString(), "1", "–");
                report.row(
                        "service",
                        ours.toString(),
                        ratios.toString(),
                        report.limit("CSV against pandas", LEAST_OF_PANDAS, ratios.median()));
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Returns how many seconds it took. */
    private static double ingest(Api api, Path file) throws Exception {
        long begun = System.nanoTime();
        Api.Answer accepted = api.upload(Submitter.INGEST, file, Map.of(), "Prefer", "respond-async");
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        String id = Submission.id(accepted).toString();
        Submitter submitter = new Submitter(api);
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> submitter.show(id).path("status").asString().equals("succeeded"));
        return Bench.seconds(System.nanoTime() - begun);
    }

    private void documents(DocumentReader service) throws Exception {
        report.table(
                "Documents a second, beside Python engines",
                "About %d KB each, %d rounds of %d s in turn. The service, as it is shipped (heaps as above), over HTTP from %d clients on all processors; the engines get at the text in a bare loop on one, and nothing is kept."
                        .formatted(DOCUMENT / 1000, effort.rounds(), effort.seconds(), DocumentRates.CLIENTS),
                "documents",
                "service/s",
                "engine",
                "engine/s");
        for (PeerDocuments format : PeerDocuments.values()) {
            String engine = ENGINES.get(format);
            if (engine != null) {
                PeerDocument document = format.ofAbout(DOCUMENT);
                List<PeerDocument> documents = List.of(document);
                double perSecond =
                        service.perSecond(DocumentRates.CLIENTS, documents, DocumentRates.PARSERS * effort.warmUp());
                int count = (int) (DocumentRates.CLIENTS + perSecond * effort.seconds());
                List<Double> own = new ArrayList<>();
                List<Double> others = new ArrayList<>();
                Path file = Files.createTempFile("orders", "." + format.extension());
                Files.write(file, document.bytes());
                for (int round = 0; round < effort.rounds(); round++) {
                    own.add(service.perSecond(DocumentRates.CLIENTS, documents, count));
                    PythonEngine.perSecond(engine, file, effort.seconds()).ifPresent(others::add);
                }
                Files.delete(file);
                report.row(
                        format.extension(),
                        new Rates(own).toString(),
                        engine,
                        others.isEmpty() ? "is not here" : new Rates(others).toString());
            }
        }
    }
}
