package io.scry.ingestor.adapter.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.RuleTable;
import io.scry.ingestor.adapter.Validation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentRulesTest {

    private final AdapterHarness<WordOptions> word = new AdapterHarness<>(new WordAdapter());

    @Test
    void judgesTheLengthOfTheText() throws Exception {
        byte[] document = WordDocuments.paragraphs("12345", "67890");

        assertThat(broken(document, Map.of("min_text_length", 10))).isNull();
        assertThat(broken(document, Map.of("min_text_length", 11))).isEqualTo("min_text_length");
    }

    @Test
    void judgesTheNumberOfParagraphsWithText() throws Exception {
        byte[] document = WordDocuments.paragraphs("a", "", "b");

        assertThat(broken(document, Map.of("min_paragraphs", 2))).isNull();
        assertThat(broken(document, Map.of("min_paragraphs", 3))).isEqualTo("min_paragraphs");
    }

    @Test
    void judgesTheNumberOfTables() throws Exception {
        byte[] document = WordDocuments.made(it -> it.createTable(1, 1));

        assertThat(broken(document, Map.of("min_tables", 1))).isNull();
        assertThat(broken(document, Map.of("min_tables", 2))).isEqualTo("min_tables");
    }

    @Test
    void findsRequiredTextWhereverItStands() throws Exception {
        byte[] document = WordDocuments.made(it -> {
            WordDocuments.paragraph(it, "", "the total   amount");
            it.createTable(1, 1).getRow(0).getCell(0).setText("in a cell");
            it.createHeader(HeaderFooterType.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText("confidential");
        });

        assertThat(broken(document, Map.of("required_text", "total amount,a cell,confidential")))
                .isNull();
        assertThat(broken(document, Map.of("required_text", "total amount,missing")))
                .isEqualTo("required_text");
    }

    @Test
    void findsRequiredHeadingsButNotInText() throws Exception {
        byte[] document = WordDocuments.made(it -> {
            WordDocuments.paragraph(it, "Heading2", "Terms  of Payment");
            WordDocuments.paragraph(it, "", "Summary");
        });

        assertThat(broken(document, Map.of("required_headings", "terms of payment")))
                .isNull();
        assertThat(broken(document, Map.of("required_headings", "terms"))).isEqualTo("required_headings");
        assertThat(broken(document, Map.of("required_headings", "Summary"))).isEqualTo("required_headings");
    }

    @Test
    void requiresMetadataThatIsThereThoughItIsNotTold() throws Exception {
        byte[] document = WordDocuments.made(it -> {
            WordDocuments.paragraph(it, "", "x");
            it.getProperties().getCoreProperties().setTitle("Report");
        });

        assertThat(broken(document, Map.of("required_metadata", "title", "include_metadata", false)))
                .isNull();
        assertThat(broken(document, Map.of("required_metadata", "title,subject")))
                .isEqualTo("required_metadata");
    }

    @Test
    void measuresWhatItRead() throws Exception {
        byte[] document = WordDocuments.made(it -> {
            WordDocuments.paragraph(it, "Heading1", "One");
            it.createTable(1, 2).getRow(0).getCell(0).setText("\uD83D\uDE0A");
        });

        assertThat(word.extract(document, Map.of()).validation().metrics())
                .contains(
                        entry("text_length", 4L),
                        entry("paragraph_count", 2L),
                        entry("heading_count", 1L),
                        entry("list_item_count", 0L),
                        entry("table_count", 1L),
                        entry("cell_count", 2L),
                        entry("tracked_changes", 0L),
                        entry("completeness", 1.0));
    }

    @Test
    void hasADocumentThatKeepsAndOneThatBreaksEachRule() throws Exception {
        byte[] report = Files.readAllBytes(Path.of("samples/report.docx"));
        byte[] other = WordDocuments.paragraphs("a");
        new RuleTable<byte[]>(
                        WordOptions.class,
                        (document, options) -> word.extract(document, options).validation())
                .rule("min_text_length", 200, report, other)
                .rule("min_paragraphs", 20, report, other)
                .rule("min_tables", 1, report, other)
                .rule("required_text", List.of("12 January 2026"), report, other)
                .rule("required_headings", List.of("Summary"), report, other)
                .rule("required_metadata", List.of("title"), report, other)
                .check();
    }

    /** The one rule that is broken, if any. */
    private @Nullable String broken(byte[] document, Map<String, ?> options) throws Exception {
        Validation validation = word.extract(document, options).validation();
        assertThat(validation.isValid()).isEqualTo(validation.errors().isEmpty());
        return validation.isValid() ? null : validation.errors().getFirst().rule();
    }
}
