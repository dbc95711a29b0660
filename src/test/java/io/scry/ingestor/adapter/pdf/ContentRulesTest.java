package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.RuleTable;
import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.Validation.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentRulesTest {

    private final AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());

    @Test
    void judgesTheLengthOfTheText() throws Exception {
        byte[] document = PdfDocuments.pages("12345", "67890");

        assertThat(broken(document, Map.of("min_text_length", 10))).isNull();
        assertThat(broken(document, Map.of("min_text_length", 11))).isEqualTo("min_text_length");
    }

    @Test
    void judgesTheNumberOfPages() throws Exception {
        byte[] document = PdfDocuments.pages("A", "B");

        assertThat(broken(document, Map.of("min_pages", 2))).isNull();
        assertThat(broken(document, Map.of("min_pages", 3))).isEqualTo("min_pages");
    }

    @Test
    void judgesTheNumberOfTables() throws Exception {
        byte[] document = Files.readAllBytes(Path.of("samples/invoice.pdf"));

        assertThat(broken(document, Map.of("min_tables", 1))).isNull();
        assertThat(broken(document, Map.of("min_tables", 2))).isEqualTo("min_tables");
    }

    @Test
    void namesTheFirstPageWithoutTextAndCountsThem() throws Exception {
        Map<String, Object> rule = Map.of("require_text_on_every_page", true);
        Validation validation =
                pdf.extract(PdfDocuments.pages("A", "", ""), rule).validation();

        assertThat(validation.isValid()).isFalse();
        assertThat(validation.errors())
                .containsExactly(new Finding("require_text_on_every_page", "A page has no text", "page 2", 2));
        assertThat(broken(PdfDocuments.pages("A", "B"), rule)).isNull();
    }

    @Test
    void judgesTheShareOfPagesWithText() throws Exception {
        byte[] document = PdfDocuments.pages("A", "B", "C", "");

        assertThat(broken(document, Map.of("min_text_coverage", 0.75))).isNull();
        assertThat(broken(document, Map.of("min_text_coverage", 0.76))).isEqualTo("min_text_coverage");
    }

    @Test
    void requiresMetadataThatIsThereThoughItIsNotTold() throws Exception {
        byte[] document =
                PdfDocuments.pages(file -> file.getDocumentInformation().setTitle("Report"), "A");

        assertThat(broken(document, Map.of("required_metadata", "title", "include_metadata", false)))
                .isNull();
        assertThat(broken(document, Map.of("required_metadata", "title,author")))
                .isEqualTo("required_metadata");
    }

    @Test
    void findsRequiredTextAcrossLineEnds() throws Exception {
        byte[] document = PdfDocuments.pages("nothing", "the total\namount due");

        assertThat(broken(document, Map.of("required_text", "total  amount,nothing")))
                .isNull();
        assertThat(broken(document, Map.of("required_text", "total amount,missing")))
                .isEqualTo("required_text");
    }

    @Test
    void saysThatAScanIsNotRead() throws Exception {
        Validation validation = pdf.extract(PdfDocuments.pages(PdfDocuments.image(1), "", "B"), Map.of())
                .validation();

        assertThat(validation.isValid()).isTrue();
        assertThat(validation.warnings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("scanned_page");
            assertThat(finding.at()).isEqualTo("page 1");
        });
    }

    @Test
    void measuresWhatItRead() throws Exception {
        Validation validation = pdf.extract(PdfDocuments.pages(PdfDocuments.image(1), "Two", ""), Map.of())
                .validation();

        assertThat(validation.metrics())
                .containsOnly(
                        entry("page_count", 2),
                        entry("pages_with_text", 1),
                        entry("text_length", 3L),
                        entry("text_coverage", 0.5),
                        entry("completeness", 1.0),
                        entry("image_count", 1L),
                        entry("table_count", 0L),
                        entry("unmapped_characters", 0L));
    }

    @Test
    void hasADocumentThatKeepsAndOneThatBreaksEachRule() throws Exception {
        byte[] invoice = Files.readAllBytes(Path.of("samples/invoice.pdf"));
        byte[] other = PdfDocuments.pages("A", "");
        new RuleTable<byte[]>(
                        PdfOptions.class,
                        (document, options) -> pdf.extract(document, options).validation())
                .rule("min_text_length", 500, invoice, other)
                .rule("min_pages", 2, invoice, PdfDocuments.pages("A"))
                .rule("min_tables", 1, invoice, other)
                .rule("require_text_on_every_page", true, invoice, other)
                .rule("min_text_coverage", 0.75, invoice, other)
                .rule("required_metadata", List.of("title"), invoice, other)
                .rule("required_text", List.of("Harbour Road"), invoice, other)
                .check();
    }

    /** The one rule that is broken, if any. */
    private @Nullable String broken(byte[] document, Map<String, ?> options) throws Exception {
        Validation validation = pdf.extract(document, options).validation();
        assertThat(validation.isValid()).isEqualTo(validation.errors().isEmpty());
        return validation.isValid() ? null : validation.errors().getFirst().rule();
    }
}
