package io.scry.ingestor.bench;

import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Adapters alone, in a process of their own, against a bare loop of the library beneath. */
final class AdapterRates {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Path CORPUS = Path.of("..", "shared", "corpus", "pdf");
    private static final int CSV_BYTES = 20_000_000;
    private static final int PDF_BYTES = 500_000;
    /** The first half of them warms up. */
    private static final int ROUNDS_FOR_ONE = 4;

    private static final double LEAST_OF_CSV = 0.7;
    private static final double LEAST_OF_PDF = 0.85;

    private final PeerReport report;
    private final String rounds;
    private final String turns;

    AdapterRates(PeerReport report, Peers.Effort effort) {
        this.report = report;
        int count = ROUNDS_FOR_ONE * effort.rounds();
        this.rounds = Integer.toString(count);
        this.turns =
                "%d rounds in turn after as many to warm up, medians and what they lie between".formatted(count / 2);
    }

    void csv() throws Exception {
        Path file = Files.createTempFile("orders", ".csv");
        try {
            Order.write(file, CSV_BYTES);
            report.version("FastCSV", JarVersion.of("fastcsv"));
            report.table(
                    "The csv adapter, against FastCSV",
                    "A file of %d MB, in CPU time, %s; heap of 512 MB. The adapter reads it twice, for the types of the columns, and writes JSON into nothing."
                            .formatted(CSV_BYTES / 1_000_000, turns),
                    "what",
                    "rate",
                    "ratio",
                    "at least");
            compare("adapter", LEAST_OF_CSV, "io.scry.ingestor.adapter.csv.CsvSpeed", file.toString(), rounds);
        } finally {
            Files.delete(file);
        }
    }

    void pdf() throws Exception {
        report.version("PDFBox", JarVersion.of("pdfbox"));
        Path folder = Files.createTempDirectory("pdf");
        try {
            Files.write(
                    folder.resolve("orders.pdf"),
                    PeerDocuments.PDF.ofAbout(PDF_BYTES).bytes());
            pdf("a generated document", folder);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        if (Files.isDirectory(CORPUS)) {
            pdf("real documents of several pages", CORPUS);
        }
    }

    private void pdf(String what, Path folder) throws Exception {
        report.table(
                "The pdf adapter, against PDFTextStripper: " + what,
                "In CPU time, " + turns + "; heap of 512 MB.",
                "what",
                "rate",
                "ratio",
                "at least");
        compare("text alone", LEAST_OF_PDF, "io.scry.ingestor.adapter.pdf.PdfSpeed", folder.toString(), rounds);
    }

    /** What such a process prints: a name, a unit, and the rates of the rounds that count. */
    private record Speed(String name, String unit, Rates rates) {

        static Speed of(String line) {
            String[] cells = line.split(" *\\| *", -1);
            List<Double> rates =
                    Arrays.stream(cells[3].split(" ")).map(Double::valueOf).toList();
            return new Speed(cells[1], cells[2], new Rates(rates));
        }
    }

    /** Compares its rows with the first of them; the one that is named is held to the limit. */
    private void compare(String limited, double least, String... mainAndArguments)
            throws IOException, InterruptedException {
        List<String> java = List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"));
        List<String> command =
                Stream.concat(java.stream(), Arrays.stream(mainAndArguments)).toList();
        try (ServiceProcess process = ServiceProcess.startJava(command, Map.of())) {
            if (process.awaitExit(LIMIT) != 0) {
                throw new IOException(mainAndArguments[0] + " failed: " + process.log());
            }
            List<Speed> speeds = process.log()
                    .lines()
                    .filter(line -> line.startsWith("|"))
                    .map(Speed::of)
                    .toList();
            Rates bare = speeds.getFirst().rates();
            for (Speed speed : speeds) {
                Rates ratios = speed.rates().to(bare);
                report.row(
                        speed.name(),
                        speed.rates() + " " + speed.unit(),
                        speed.rates().equals(bare) ? "1" : ratios.toString(),
                        speed.name().equals(limited) ? report.limit(mainAndArguments[0], least, ratios.median()) : "–");
            }
        }
    }
}
