package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Reads one workbook: chooses its sheets, and writes their records. */
final class ExcelExtraction {

    private final Workbook workbook;
    private final ExcelOptions options;
    private final Output output;

    ExcelExtraction(Workbook workbook, ExcelOptions options, Output output) {
        this.workbook = workbook;
        this.options = options;
        this.output = output;
    }

    Extraction run() throws IOException, InterruptedException {
        List<Sheet> chosen = choose();
        Budget budget = new Budget(options);
        JsonGenerator json = output.records();
        List<RecordWriter> read = new ArrayList<>();
        for (Sheet sheet : chosen) {
            RecordWriter writer = new RecordWriter(sheet, workbook.formats(), options, budget, json);
            workbook.read(sheet, handler(sheet, writer, budget));
            writer.columns().all().forEach(Column::forgetValues);
            read.add(writer);
        }
        if (read.stream().noneMatch(RecordWriter::hasRows)) {
            throw noRows(chosen);
        }
        return new Extraction(metadata(read), new Rules(options, workbook.sheets(), read).check());
    }

    private SheetHandler handler(Sheet sheet, RecordWriter writer, Budget budget)
            throws IOException, InterruptedException {
        if (options.mergedCells() == ExcelOptions.MergedCells.FIRST) {
            return writer;
        }
        MergedCells.Collector ranges = new MergedCells.Collector();
        workbook.read(sheet, ranges);
        return ranges.before(writer, options, budget);
    }

    private List<Sheet> choose() {
        List<Sheet> sheets = workbook.sheets();
        if (sheets.isEmpty()) {
            throw new UnreadableSourceException(Reason.EMPTY, "The workbook has no worksheets");
        }
        if (options.allSheets()) {
            return sheets;
        }
        if (!options.sheet().isEmpty()) {
            return List.of(sheets.stream()
                    .filter(sheet -> sheet.name().equalsIgnoreCase(options.sheet()))
                    .findFirst()
                    .orElseThrow(() -> noSheet("'" + options.sheet() + "'")));
        }
        if (options.sheetIndex() > sheets.size()) {
            throw noSheet("number " + options.sheetIndex());
        }
        if (options.sheetIndex() > 0) {
            return List.of(sheets.get(options.sheetIndex() - 1));
        }
        return List.of(
                sheets.stream().filter(sheet -> !sheet.hidden()).findFirst().orElse(sheets.getFirst()));
    }

    private UnreadableSourceException noSheet(String which) {
        return new UnreadableSourceException(
                Reason.UNSUPPORTED, "The workbook has no sheet " + which + "; it has " + names(workbook.sheets()));
    }

    private UnreadableSourceException noRows(List<Sheet> chosen) {
        String where = options.skipRows() > 0 ? " after the rows that are skipped" : "";
        if (chosen.size() == workbook.sheets().size()) {
            return new UnreadableSourceException(Reason.EMPTY, "The workbook has no cell with a value" + where);
        }
        return new UnreadableSourceException(
                Reason.EMPTY,
                "The sheet '" + chosen.getFirst().name() + "' has no cell with a value" + where
                        + ": name another sheet, or set all_sheets; there are " + names(workbook.sheets()));
    }

    private static String names(List<Sheet> sheets) {
        List<String> names =
                sheets.stream().limit(20).map(it -> "'" + it.name() + "'").toList();
        return String.join(", ", names) + (sheets.size() > names.size() ? ", and more" : "");
    }

    private Map<String, Object> metadata(List<RecordWriter> read) {
        Map<String, String> types = new LinkedHashMap<>();
        long records = 0;
        List<Map<String, Object>> sheets = new ArrayList<>();
        for (RecordWriter writer : read) {
            records += writer.records();
            sheets.add(describe(writer));
            for (Column column : writer.columns().all()) {
                String type = column.type().label();
                types.merge(column.name(), type, (one, other) -> one.equals(other) ? one : ValueType.MIXED.label());
            }
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("record_count", records);
        metadata.put("column_count", types.size());
        metadata.put("columns", List.copyOf(types.keySet()));
        metadata.put("column_types", types);
        metadata.put("format", workbook.format());
        metadata.put("sheet_names", workbook.sheets().stream().map(Sheet::name).toList());
        metadata.put("sheets", sheets);
        metadata.put("date_system", workbook.formats().date1904() ? 1904 : 1900);
        return metadata;
    }

    private static Map<String, Object> describe(RecordWriter writer) {
        Map<String, Object> sheet = new LinkedHashMap<>();
        sheet.put("name", writer.sheet().name());
        sheet.put("index", writer.sheet().index());
        sheet.put("hidden", writer.sheet().hidden());
        sheet.put("record_count", writer.records());
        sheet.put("column_count", writer.columns().size());
        sheet.put("has_header", writer.headerRow() > 0);
        if (writer.headerRow() > 0) {
            sheet.put("header_row", writer.headerRow());
        }
        sheet.put("merged_ranges", writer.tallies().merged().count());
        return sheet;
    }
}
