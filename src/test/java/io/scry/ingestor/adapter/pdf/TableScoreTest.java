package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.scry.ingestor.adapter.AdapterHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Compares the tables found in real documents with what a person typed who looked at the pages. */
@Timeout(300)
class TableScoreTest {

    private static final Path CORPUS = Path.of("../shared/corpus/pdf");
    private static final Path EXPECTED = Path.of("src/test/resources/io/scry/ingestor/adapter/pdf/tables");

    /** The document, the page, and the number of the table on it. */
    private static final Pattern NAME = Pattern.compile("(.+)\\.p(\\d+)\\.t\\d+\\.csv");

    /** Just below what is reached; the figures stand in docs/PERFORMANCE.md. */
    private static final double MATCHED = 0.95;

    private static final double EXTRA = 0.03;
    private static final int WRONG_TABLES = 12;

    /** Pages on which a person sees no table: documents, and the pages of them if not all. */
    private static final Map<String, String> WITHOUT_TABLES = Map.ofEntries(
            Map.entry("docling--bookmark_sample.pdf", ""),
            Map.entry("docling--dsv3_performance.pdf", ""),
            Map.entry("docling--pca-comparison.pdf", ""),
            Map.entry("docling--redp5110_sampled.pdf", "1-7,10,13-18"),
            Map.entry("docling--right_to_left_02.pdf", ""),
            Map.entry("pdfjs--annotation-link-text-popup.pdf", ""),
            Map.entry("pdfjs--bug2004951.pdf", ""),
            Map.entry("pdfjs--checkbox-bad-appearance.pdf", ""),
            Map.entry("pdfjs--highlights.pdf", "1-7,9-11,13-14"),
            Map.entry("pdfjs--issue11473.pdf", ""),
            Map.entry("pdfjs--issue13211.pdf", ""),
            Map.entry("pdfjs--issue14130.pdf", ""),
            Map.entry("pdfjs--mixedfonts.pdf", ""),
            Map.entry("pdfjs--tagged_stamp.pdf", ""),
            Map.entry("tabula--eu-002.pdf", "2"),
            Map.entry("tabula--eu-012.pdf", "1-2,6-7"),
            Map.entry("tabula--eu-013.pdf", "1-2,6-7,9-12"),
            Map.entry("tabula--eu-019.pdf", "1-2"),
            Map.entry("tabula--eu-022.pdf", "1,3"),
            Map.entry("tabula--sydney_disclosure_contract.pdf", ""),
            Map.entry("tabula--us-001.pdf", "2"),
            Map.entry("tabula--us-024.pdf", "2"),
            Map.entry("tabula--us-033.pdf", "3"),
            Map.entry("tabula--us-040.pdf", "1,3"));

    private final AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());

    @BeforeEach
    void needsTheCorpus() {
        assumeTrue(Files.isDirectory(CORPUS), "There are no real documents at ../shared/corpus/pdf: skipped");
    }

    @Test
    void findsTheCellsThatPeopleSee() throws Exception {
        TableScore total = new TableScore(0, 0, 0);
        Map<String, Integer> wholeTables = new TreeMap<>();

        for (Path file : expectedTables()) {
            String name = String.valueOf(file.getFileName());
            TableScore score = scoreOf(name, rowsOf(file));
            System.out.printf("%-80s %s%n", name, score);
            wholeTables.merge(score.missing() == 0 && score.extra() == 0 ? "whole" : "in part", 1, Integer::sum);
            total = total.with(score);
        }

        System.out.printf("All tables (%s): %s%n", wholeTables, total);
        assertThat(total.share()).isGreaterThanOrEqualTo(MATCHED);
        assertThat((double) total.extra() / total.expected()).isLessThanOrEqualTo(EXTRA);
    }

    @Test
    void findsFewTablesWhereThereAreNone() throws Exception {
        int pages = 0;
        int wrong = 0;

        for (Map.Entry<String, String> document : new TreeMap<>(WITHOUT_TABLES).entrySet()) {
            JsonNode read = pdf.extract(CORPUS.resolve(document.getKey()), Map.of("pages", document.getValue()))
                    .data()
                    .get("pages");
            for (JsonNode page : read) {
                int found = page.has("tables") ? page.get("tables").size() : 0;
                if (found > 0) {
                    System.out.printf("%s, page %s: %d wrong tables%n", document.getKey(), page.get("page"), found);
                }
                pages++;
                wrong += found;
            }
        }

        System.out.printf(
                "%d wrong tables on %d pages of %d documents without tables%n", wrong, pages, WITHOUT_TABLES.size());
        assertThat(wrong).isLessThanOrEqualTo(WRONG_TABLES);
    }

    /** Of the tables on the page, the one that has most in common with the expected one. */
    private TableScore scoreOf(String name, List<List<String>> expected) throws Exception {
        Matcher parts = NAME.matcher(name);
        assertThat(parts.matches()).as(name).isTrue();
        JsonNode page = pdf.extract(CORPUS.resolve(parts.group(1) + ".pdf"), Map.of("pages", parts.group(2)))
                .data()
                .get("pages")
                .get(0);
        TableScore best = TableScore.of(expected, List.of());
        for (JsonNode table : page.has("tables") ? page.get("tables") : List.<JsonNode>of()) {
            List<List<String>> found = new ArrayList<>();
            for (JsonNode row : table.get("rows")) {
                List<String> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(cell.stringValue()));
                found.add(cells);
            }
            TableScore score = TableScore.of(expected, found);
            best = score.matched() > best.matched() ? score : best;
        }
        return best;
    }

    private static List<List<String>> rowsOf(Path file) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file);
                Stream<CsvRecord> records = csv.stream()) {
            return records.map(CsvRecord::getFields).toList();
        }
    }

    private static List<Path> expectedTables() throws IOException {
        try (Stream<Path> files = Files.list(EXPECTED)) {
            return files.sorted().toList();
        }
    }
}
