package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Documents a second over HTTP, of the service and of Tika, in turn. */
final class DocumentRates {

    static final Duration START = Duration.ofMinutes(2);
    private static final Path CORPUS = Path.of("..", "shared", "corpus");
    static final int CLIENTS = 8;
    private static final int THREADS = 4;
    static final int PARSERS = 2;
    private static final int SMALL = 10_000;
    private static final int MEGABYTE = 1_000_000;
    private static final List<Integer> SIZES = List.of(SMALL, 100_000, MEGABYTE);
    static final String AS_SHIPPED = "{}";
    private static final String TEXT_ALONE =
            "{\"tables\": false, \"columns\": false, \"headings\": false, \"include_images\": false, \"combined_text\": false}";

    private final DevServices services;
    private final PeerReport report;
    private final Peers.Effort effort;

    DocumentRates(DevServices services, PeerReport report, Peers.Effort effort) {
        this.services = services;
        this.report = report;
        this.effort = effort;
    }

    /** Documents that are read again and again, in order. */
    private record Workload(String format, String size, List<PeerDocument> documents, double least) {}

    /** A service as it is shipped for production, but that it asks for no key. */
    static ServiceProcess start(DevServices services) throws Exception {
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", services.newDatabase().toString());
        environment.put("SCRY_EXTRACTION__ISOLATION", "process");
        environment.put("SCRY_EXTRACTION__PROCESSES", Integer.toString(PARSERS));
        environment.put("SCRY_WORKERS__COUNT", Integer.toString(THREADS));
        return ServiceProcess.start(environment, "-Xmx512m");
    }

    void run() throws Exception {
        try (ServiceProcess service = start(services);
                Api api = new Api(service.awaitListening(START).baseUrl());
                TikaProcess tika = TikaProcess.start(THREADS, "-Xmx768m")) {
            report.version("Apache Tika", TikaProcess.version());
            report.table(
                    "Documents a second, against Apache Tika",
                    "From %d clients over HTTP, each to the whole answer; %d rounds of %d s in turn, medians and what they lie between. The service keeps what it reads (heap of 512 MB, and 128 MB for each of two parsers), Tika keeps nothing (768 MB); %d threads each. Processor time is that of the service, its parsers and Kafka, or of Tika; PostgreSQL's is not in it. Other work on the machine changes it least."
                            .formatted(CLIENTS, effort.rounds(), effort.seconds(), THREADS),
                    "documents",
                    "service/s",
                    "Tika/s",
                    "ratio",
                    "at least",
                    "processor time a document");
            DocumentReader shipped = DocumentReader.of(api, AS_SHIPPED);
            // All before any: a service reads documents of all kinds.
            for (PeerDocuments format : PeerDocuments.values()) {
                List<PeerDocument> small = List.of(format.ofAbout(SMALL));
                shipped.perSecond(CLIENTS, small, PARSERS * effort.warmUp());
                tika.perSecond(CLIENTS, small, effort.warmUp());
            }
            for (PeerDocuments format : PeerDocuments.values()) {
                if (format == PeerDocuments.PDF) {
                    compare(format, "text alone", DocumentReader.of(api, TEXT_ALONE), tika);
                }
                compare(format, "as shipped", shipped, tika);
            }
        }
    }

    private void compare(PeerDocuments format, String options, DocumentReader service, DocumentReader tika)
            throws Exception {
        List<Workload> workloads = new ArrayList<>();
        boolean isTable = format == PeerDocuments.CSV || format == PeerDocuments.XLSX;
        for (int size : SIZES) {
            workloads.add(workload(format, size, isTable && size >= MEGABYTE ? 4 : 1));
        }
        if (isTable) {
            workloads.add(workload(format, 10 * MEGABYTE, 4));
        }
        List<PeerDocument> corpus = corpus(format, service, tika);
        if (!corpus.isEmpty()) {
            workloads.add(new Workload(format.extension(), corpus.size() + " real ones", corpus, 1));
        }
        for (Workload workload : workloads) {
            compare(workload, options, service, tika);
        }
    }

    private static Workload workload(PeerDocuments format, int size, double least) throws IOException {
        PeerDocument document = format.ofAbout(size);
        return new Workload(
                format.extension(), "%,d KB".formatted(document.bytes().length / 1000), List.of(document), least);
    }

    /** Those that both can read; not any is ours to change. */
    private static List<PeerDocument> corpus(PeerDocuments format, DocumentReader service, DocumentReader tika)
            throws IOException, InterruptedException {
        Path folder = CORPUS.resolve(format.extension());
        List<PeerDocument> documents = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    PeerDocument document =
                            new PeerDocument(file.getFileName().toString(), Files.readAllBytes(file), "", "");
                    if (isRead(document, service) && isRead(document, tika)) {
                        documents.add(document);
                    }
                }
            }
        }
        return documents;
    }

    private static boolean isRead(PeerDocument document, DocumentReader reader) throws InterruptedException {
        try {
            reader.read(document);
            return true;
        } catch (IOException refused) {
            IO.println("Left out: " + refused.getMessage());
            return false;
        }
    }

    private void compare(Workload workload, String options, DocumentReader service, DocumentReader tika)
            throws Exception {
        Side own = new Side(service, documentsOfRound(workload, service));
        Side others = new Side(tika, documentsOfRound(workload, tika));
        for (int round = 0; round < effort.rounds(); round++) {
            // Each goes first every other time.
            (round % 2 == 0 ? own : others).read(workload.documents());
            (round % 2 == 0 ? others : own).read(workload.documents());
        }
        Rates ratios = new Rates(own.perSecond).to(new Rates(others.perSecond));
        String name = workload.format() + ", " + workload.size() + ", " + options;
        boolean isFair = workload.format().equals("pdf") == options.equals("text alone");
        report.row(
                name,
                new Rates(own.perSecond).toString(),
                new Rates(others.perSecond).toString(),
                ratios.toString(),
                isFair ? report.limit(name, workload.least(), ratios.median()) : "–",
                "%.1f ms, %.1f ms".formatted(new Rates(own.processor).median(), new Rates(others.processor).median()));
    }

    /** Somebody who reads documents, and what was seen of it. */
    private static final class Side {

        private final DocumentReader reader;
        private final int documentsOfRound;
        private final List<Double> perSecond = new ArrayList<>();
        private final List<Double> processor = new ArrayList<>();

        Side(DocumentReader reader, int documentsOfRound) {
            this.reader = reader;
            this.documentsOfRound = documentsOfRound;
        }

        void read(List<PeerDocument> documents) throws Exception {
            double before = processorMillis();
            perSecond.add(reader.perSecond(CLIENTS, documents, documentsOfRound));
            processor.add((processorMillis() - before) / documentsOfRound);
        }
    }

    /** Of all that this process has started but PostgreSQL and Redis, which have made themselves independent. */
    private static double processorMillis() {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
                .sum();
    }

    /**
     * As many as a round of the wanted time has, whole passes through the workload, and one for each client at least; warms
     * up with a round.
     */
    private int documentsOfRound(Workload workload, DocumentReader reader) throws Exception {
        int few = Math.ceilDiv(CLIENTS, workload.documents().size())
                * workload.documents().size();
        double perSecond = reader.perSecond(CLIENTS, workload.documents(), few);
        int more = Math.max(few, (int) (perSecond * effort.seconds()) / few * few);
        return Math.max(
                few, (int) (reader.perSecond(CLIENTS, workload.documents(), more) * effort.seconds()) / few * few);
    }
}
