package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.AdapterHarness.Result;
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

    @Test
    void readsTheTextThatPeopleSee() throws Exception {
        assertThat(textOf("pdfjs--franz.pdf", "text")).isEqualTo("Hello World");
        assertThat(textOf("pdfjs--issue6901.pdf", "text")).isEqualTo("Issue 6901: f ff fi ffi");
        assertThat(textOf("pdfjs--issue4665.pdf", "text")).startsWith("If you’re reading this, chances are");
        assertThat(textOf("tabula--AnimalSounds.pdf", "text")).startsWith("Animal Action Result\nCat Says Meow");
        assertThat(textOf("docling--bookmark_sample.pdf", "text")).contains("PART I - DEFINITIONS");
        assertThat(textOf("pdfjs--issue9252.pdf", "text")).isEqualTo("Test");
        assertThat(textOf("tabula--us-007.pdf", "layout"))
                .containsPattern("\n {40,}Biweekly {10,}142\\.31\n")
                .containsPattern("Notice {3,}1036");
    }

    @Test
    void saysThatScansAreNotRead() throws Exception {
        Result scan = pdf.extract(CORPUS.resolve("docling--ocr_test_rotated_270.pdf"), Map.of());

        assertThat(scan.validation().warnings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("scanned_page"));
        assertThat(scan.metadata()).containsEntry("image_count", 1L);
    }

    @Test
    void countsCharactersWhoseMeaningTheFontsHide() throws Exception {
        Result result = pdf.extract(CORPUS.resolve("pdfjs--arial_unicode_ab_cidfont.pdf"), Map.of());

        assertThat(result.validation().metrics()).containsEntry("unmapped_characters", 4L);
    }

    private String textOf(String file, String mode) throws Exception {
        return pdf.extract(CORPUS.resolve(file), Map.of("mode", mode))
                .data()
                .get("text")
                .stringValue();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.sorted().toList();
        }
    }
}
