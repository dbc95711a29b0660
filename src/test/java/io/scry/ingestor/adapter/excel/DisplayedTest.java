package io.scry.ingestor.adapter.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
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
import org.apache.poi.ss.util.CellReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Values as Excel shows them, against what Excel itself has shown of workbooks by other makers. */
@Timeout(120)
class DisplayedTest {

    private static final Path EXPECTED = Path.of("../shared/corpus/expected");

    private static final Pattern EXPECTATION = Pattern.compile("(poi--.*\\.(xlsx?))\\.(\\d+)\\.csv");

    private final AdapterHarness<ExcelOptions> excel = new AdapterHarness<>(new ExcelAdapter());
    private int cells;
    private int blanks;
    private final Map<String, String> different = new TreeMap<>();

    @Test
    void showsWhatExcelShows() throws Exception {
        assumeTrue(Files.isDirectory(EXPECTED), "The folder ../shared/corpus/expected is absent");
        for (Path expected : expectations()) {
            compare(expected);
        }
        different.forEach((at, values) -> System.out.println(at + ": " + values));
        double equal = 1 - (double) different.size() / cells;
        double equalValues = 1 - (double) different.size() / (cells - blanks);
        System.out.printf(
                "Displayed values: of %d cells %.2f %% are equal, of %d that are not blank %.2f %%; %d differ%n",
                cells, equal * 100, cells - blanks, equalValues * 100, different.size());
        assertThat(equal).isGreaterThanOrEqualTo(0.98);
        assertThat(equalValues).isGreaterThanOrEqualTo(0.98);
    }

    /** Sheet N of the file counts all worksheets of the workbook, from 0. */
    private void compare(Path expected) throws Exception {
        Matcher name = EXPECTATION.matcher(String.valueOf(expected.getFileName()));
        assertThat(name.matches()).isTrue();
        Path file = EXPECTED.resolveSibling(name.group(2)).resolve(name.group(1));
        Grid ours = Grid.of(read(file, Integer.parseInt(name.group(3)) + 1));
        Grid theirs = Grid.of(csv(expected));
        for (int row = 0; row < Math.max(ours.height(), theirs.height()); row++) {
            boolean same = theirs.line(row).equals(ours.line(row));
            for (int column = 0; column < Math.max(ours.width(), theirs.width()); column++) {
                String our = ours.get(row, column);
                compare(expected, row, column, same ? our : theirs.get(row, column), our);
            }
        }
    }

    private void compare(Path file, int row, int column, String theirs, String ours) {
        cells++;
        blanks += theirs.isEmpty() && ours.isEmpty() ? 1 : 0;
        if (!theirs.equals(ours)) {
            different.put(
                    file.getFileName() + " " + new CellReference(row, column).formatAsString(),
                    "<" + theirs + "> is shown, and <" + ours + "> was read");
        }
    }

    /**
     * Rows that are not blank, since these are the records, from the first column on that is not blank: what Excel saves as
     * CSV begins there.
     */
    private record Grid(List<List<String>> rows, int firstColumn, int width) {

        static Grid of(List<List<String>> all) {
            List<List<String>> rows = all.stream()
                    .filter(row -> row.stream().anyMatch(cell -> !cell.isEmpty()))
                    .toList();
            int firstColumn = Integer.MAX_VALUE;
            int end = 0;
            for (List<String> cells : rows) {
                for (int column = 0; column < cells.size(); column++) {
                    if (!cells.get(column).isEmpty()) {
                        firstColumn = Math.min(firstColumn, column);
                        end = Math.max(end, column + 1);
                    }
                }
            }
            return new Grid(rows, firstColumn, Math.max(0, end - firstColumn));
        }

        int height() {
            return rows.size();
        }

        /** Not all of the files have quotes around cells with commas. */
        String line(int row) {
            List<String> cells = row < height() ? rows.get(row) : List.of();
            return String.join(",", cells.subList(Math.min(firstColumn, cells.size()), cells.size()))
                    .replaceAll(",+$", "");
        }

        String get(int row, int column) {
            List<String> cells = row < height() ? rows.get(row) : List.of();
            return column < cells.size() - firstColumn ? cells.get(firstColumn + column) : "";
        }
    }

    private static List<List<String>> csv(Path file) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            return csv.stream().map(CsvRecord::getFields).toList();
        }
    }

    /** What the adapter makes of a sheet, every row of it a record. */
    private List<List<String>> read(Path file, int sheet) throws Exception {
        Map<String, ?> options =
                Map.of("values", "displayed", "header", "absent", "missing_values", "", "sheet_index", sheet);
        try {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode record : excel.extract(file, options).data()) {
                rows.add(record.values().stream()
                        .map(value -> value.isNull() ? "" : value.stringValue())
                        .toList());
            }
            return rows;
        } catch (UnreadableSourceException e) {
            // A sheet that is blank, or of a kind that has no cells.
            assertThat(e.reason()).isIn(Reason.EMPTY, Reason.UNSUPPORTED);
            return List.of();
        }
    }

    private static List<Path> expectations() throws IOException {
        try (Stream<Path> files = Files.list(EXPECTED)) {
            return files.filter(file ->
                            EXPECTATION.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
