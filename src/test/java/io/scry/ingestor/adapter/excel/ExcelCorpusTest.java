package io.scry.ingestor.adapter.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.AdapterHarness.Result;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files by other makers, which lie beside the project. */
@Timeout(300)
class ExcelCorpusTest {

    private static final Path CORPUS = Path.of("../shared/corpus");

    private final AdapterHarness<ExcelOptions> excel = new AdapterHarness<>(new ExcelAdapter());

    @BeforeEach
    void needsTheCorpus() {
        assumeTrue(Files.isDirectory(CORPUS), "The folder ../shared/corpus is absent");
    }

    @Test
    void givesAPayloadOrAReasonForEveryRealWorkbook() throws Exception {
        Map<String, Reason> refused = new TreeMap<>();
        int read = 0;
        for (Path file : workbooks()) {
            for (Map<String, ?> options : List.of(
                    Map.of("all_sheets", true),
                    Map.of("all_sheets", true, "values", "displayed", "merged_cells", "fill"))) {
                try {
                    Result result = excel.extract(file, options);
                    assertThat(result.metadata())
                            .containsEntry("record_count", (long) result.data().size());
                    read++;
                } catch (UnreadableSourceException e) {
                    Reason before = refused.put(String.valueOf(file.getFileName()), e.reason());
                    assertThat(before == null && e.reason() == Reason.EMPTY && hasValues(file))
                            .as("%s is not empty", file)
                            .isFalse();
                }
            }
        }
        System.out.println("Real workbooks: " + read / 2 + " read, " + refused.size() + " refused");
        assertThat(refused)
                .containsOnly(
                        Map.entry("poi--44643.xls", Reason.EMPTY),
                        Map.entry("poi--45565.xls", Reason.EMPTY),
                        Map.entry("poi--49185.xls", Reason.EMPTY),
                        Map.entry("poi--51585.xlsx", Reason.EMPTY),
                        Map.entry("poi--56557.xlsx", Reason.EMPTY),
                        Map.entry("poi--57826.xlsx", Reason.EMPTY),
                        Map.entry("poi--DBCSHeader.xls", Reason.EMPTY),
                        Map.entry("poi--DBCSSheetName.xls", Reason.EMPTY),
                        Map.entry("poi--SheetTabColors.xlsx", Reason.EMPTY),
                        Map.entry("poi--namedinput.xls", Reason.EMPTY),
                        Map.entry("poi--noHeaderFooter47244.xls", Reason.EMPTY),
                        fuzzed("POIHSSFFuzzer-4819588401201152.xls"),
                        fuzzed("POIXSSFFuzzer-5937385319563264.xlsx"),
                        fuzzed("POIXSSFFuzzer-6419366255919104.xlsx"),
                        fuzzed("POIXSSFFuzzer-6448258963341312.xlsx"),
                        fuzzed("XLSX2CSVFuzzer-5542865479270400.xlsx"),
                        Map.entry("poi--crash-274d6342e4842d61be0fb48eaadad6208ae767ae.xlsx", Reason.DAMAGED));
    }

    /** As another reader sees it. */
    private static boolean hasValues(Path file) throws IOException {
        DataFormatter formatter = new DataFormatter();
        formatter.setUseCachedValuesForFormulaCells(true);
        try (org.apache.poi.ss.usermodel.Workbook workbook = WorkbookFactory.create(file.toFile(), null, true)) {
            for (org.apache.poi.ss.usermodel.Sheet sheet : workbook) {
                for (org.apache.poi.ss.usermodel.Row row : sheet) {
                    for (org.apache.poi.ss.usermodel.Cell cell : row) {
                        if (cell.getCellType() == CellType.FORMULA
                                || !formatter.formatCellValue(cell).isEmpty()) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static Map.Entry<String, Reason> fuzzed(String name) {
        return Map.entry("poi--clusterfuzz-testcase-minimized-" + name, Reason.DAMAGED);
    }

    private static List<Path> workbooks() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("xls", "xlsx", "hostile")) {
            try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
                all.addAll(files.filter(file -> file.toString().matches(".*\\.xlsx?"))
                        .sorted()
                        .toList());
            }
        }
        return all;
    }
}
