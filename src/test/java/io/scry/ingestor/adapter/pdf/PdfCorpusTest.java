package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class PdfCorpusTest {

    private static final Path CORPUS = Path.of("../shared/corpus/pdf");

    private final AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());

    @BeforeEach
    void needsTheCorpus() {
        assumeTrue(Files.isDirectory(CORPUS), "There are no real documents at ../shared/corpus/pdf: skipped");
    }

    @Test
    void givesAPayloadOrAReasonForEveryRealDocument() throws Exception {
        Map<String, Reason> refused = new TreeMap<>();

        for (Path file : files()) {
            for (String mode : List.of("text", "layout")) {
                try {
                    pdf.extract(file, Map.of("mode", mode));
                } catch (UnreadableSourceException e) {
                    refused.put(String.valueOf(file.getFileName()), e.reason());
                }
            }
        }

        assertThat(refused)
                .containsOnly(
                        Map.entry("docling--2206.01062_pg3.pdf", Reason.PASSWORD_REQUIRED),
                        Map.entry("pdfjs--encrypted-attachment.pdf", Reason.PASSWORD_REQUIRED),
                        Map.entry("pdfjs--issue3371.pdf", Reason.PASSWORD_REQUIRED));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.sorted().toList();
        }
    }
}
