package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.harness.NullOutput;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Compares, in CPU time and in turn, PDFBox's own text stripper with the adapter: reading text alone, and with tables,
 * columns and headings, of documents with several pages. Arguments: the folder of PDFs, and how many rounds. Prints
 * the rates of the second half of these.
 */
final class PdfSpeed {

    private static final Map<String, Object> TEXT_ALONE =
            Map.of("tables", false, "columns", false, "headings", false, "combined_text", false);
    private static final Map<String, Object> ALL = Map.of("combined_text", false);

    private final PdfAdapter adapter = new PdfAdapter();
    private final PdfOptions textAlone;
    private final PdfOptions all;

    private PdfSpeed() {
        AdapterHarness<PdfOptions> harness = new AdapterHarness<>(adapter);
        textAlone = harness.options(TEXT_ALONE);
        all = harness.options(ALL);
    }

    private interface Reading {
        void read(Path file) throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PdfSpeed speed = new PdfSpeed();
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(args[0]))) {
            files = all.filter(file -> pagesOf(file) > 1).sorted().toList();
        }
        int pages = files.stream().mapToInt(PdfSpeed::pagesOf).sum();
        List<Reading> readings = List.of(
                PdfSpeed::strip, file -> speed.extract(file, speed.textAlone), file -> speed.extract(file, speed.all));
        List<long[]> rounds = new ArrayList<>();
        for (int round = 0; round < Integer.parseInt(args[1]); round++) {
            long[] times = new long[readings.size()];
            for (Path file : files) {
                for (int i = 0; i < times.length; i++) {
                    long start = cpuTime();
                    readings.get(i).read(file);
                    times[i] += cpuTime() - start;
                }
            }
            rounds.add(times);
        }
        List<String> names = List.of("PDFTextStripper", "text alone", "tables, columns, headings");
        for (int i = 0; i < names.size(); i++) {
            int reading = i;
            // The first half warms up.
            String rates = rounds.stream()
                    .skip(rounds.size() / 2)
                    .map(times -> Double.toString(pages * 1e9 / times[reading]))
                    .collect(Collectors.joining(" "));
            System.out.println("| " + names.get(i) + " | pages/s | " + rates + " |");
        }
    }

    private void extract(Path file, PdfOptions options) throws IOException, InterruptedException {
        NullOutput output = new NullOutput();
        adapter.extract(new Document(file, null, null), options, output);
        output.records().close();
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static int pagesOf(Path file) {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            return document.getNumberOfPages();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void strip(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            new PDFTextStripper().writeText(document, Writer.nullWriter());
        }
    }
}
