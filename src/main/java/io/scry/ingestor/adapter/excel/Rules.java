package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.Validation.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what was read against the configured rules. */
final class Rules {

    private static final int MOST_FINDINGS = 100;

    private final ExcelOptions options;
    private final List<Sheet> sheets;
    private final List<RecordWriter> read;
    private final List<Finding> errors = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();

    Rules(ExcelOptions options, List<Sheet> sheets, List<RecordWriter> read) {
        this.options = options;
        this.sheets = sheets;
        this.read = read;
    }

    Validation check() {
        for (String name : options.requiredSheets()) {
            if (sheets.stream().noneMatch(sheet -> sheet.name().equalsIgnoreCase(name))) {
                add(errors, new Finding("required_sheets", "There is no sheet '" + name + "'", null, 1));
            }
        }
        for (RecordWriter writer : read) {
            if (writer.hasRows()) {
                checkColumns(writer);
            }
            checkErrors(writer);
            note(writer);
        }
        checkRecords();
        return new Validation(errors.isEmpty(), errors, warnings, metrics());
    }

    private void checkColumns(RecordWriter writer) {
        for (String name : options.requiredColumns()) {
            require(writer, "required_columns", name);
        }
        for (String name : options.nonNullColumns()) {
            require(writer, "non_null_columns", name).ifPresent(column -> {
                String message = "Column '" + name + "' has cells without a value";
                add(errors, "non_null_columns", message, column.missing(), writer.sheet());
            });
        }
        for (String name : options.uniqueColumns()) {
            require(writer, "unique_columns", name).ifPresent(column -> checkUnique(writer, column));
        }
    }

    private Optional<Column> require(RecordWriter writer, String rule, String name) {
        Optional<Column> column = writer.columns().all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst();
        if (column.isEmpty()) {
            String at = "sheet '" + writer.sheet().name() + "'";
            add(errors, new Finding(rule, "There is no column '" + name + "'", at, 1));
        }
        return column;
    }

    private void checkUnique(RecordWriter writer, Column column) {
        Uniqueness values = column.unique();
        if (values == null) {
            return;
        }
        String twice = "Column '" + column.name() + "' has values that it had before";
        add(errors, "unique_columns", twice, values.duplicates(), writer.sheet());
        String partial = "Column '" + column.name() + "' was compared only with its first "
                + Uniqueness.MOST_VALUES / options.uniqueColumns().size()
                + " different values, or fewer if they are long: there are more than are remembered";
        add(warnings, "unique_columns", partial, values.unremembered(), writer.sheet());
    }

    private void checkErrors(RecordWriter writer) {
        String rule = options.allowErrors() ? "error_cells" : "allow_errors";
        add(
                options.allowErrors() ? warnings : errors,
                rule,
                "Cells show an error in place of a value, such as #DIV/0!",
                writer.tallies().faults(),
                writer.sheet());
    }

    private void note(RecordWriter writer) {
        SheetTallies tallies = writer.tallies();
        String uncalculated =
                "Formulas have no value: the workbook was saved without calculating them; open it in Excel"
                        + " and save it";
        add(warnings, "uncalculated_formulas", uncalculated, tallies.uncalculated(), writer.sheet());
        String wider =
                "Rows are wider than the columns known before: these are called by their place, such as column_5";
        add(warnings, "unnamed_columns", wider, tallies.wider(), writer.sheet());
        String disordered = "Rows come after later ones; they are read in the order in which they are in the file";
        add(warnings, "row_order", disordered, tallies.disordered(), writer.sheet());
        if (options.mergedCells() == ExcelOptions.MergedCells.FIRST) {
            String merged = "Cells are merged: only the first of each range has the value; see merged_cells";
            add(warnings, "merged_cells", merged, tallies.merged(), writer.sheet());
        }
        noteNames(writer);
        String at = "sheet '" + writer.sheet().name() + "'";
        if (writer.records() == 0) {
            String what = writer.hasRows() ? "There is a header, and no record after it" : "The sheet is blank";
            add(warnings, new Finding("no_records", what, at, 1));
        }
    }

    private void noteNames(RecordWriter writer) {
        String at = "sheet '" + writer.sheet().name() + "', row " + writer.headerRow();
        List<String> renamed = writer.columns().renamed();
        if (!renamed.isEmpty()) {
            String first = String.join(", ", renamed.subList(0, Math.min(renamed.size(), 10)));
            String message = "Columns were renamed, because others have their names: " + first
                    + (renamed.size() > 10 ? ", and more" : "");
            add(warnings, new Finding("duplicate_columns", message, at, renamed.size()));
        }
        if (writer.columns().blank() > 0) {
            String message = "Columns without a name are called by their place, such as column_1";
            add(
                    warnings,
                    new Finding("blank_columns", message, at, writer.columns().blank()));
        }
    }

    private void checkRecords() {
        long records = read.stream().mapToLong(RecordWriter::records).sum();
        if (records < options.minRecords()) {
            String message =
                    "There are " + records + " records, and at least " + options.minRecords() + " are asked for";
            add(errors, new Finding("min_records", message, null, 1));
        }
        double completeness = completeness(missingCells(), cells());
        if (completeness < options.minCompleteness()) {
            String message = "The share of cells that have a value is " + completeness + ", and at least "
                    + options.minCompleteness() + " is asked for";
            add(errors, new Finding("min_completeness", message, null, 1));
        }
    }

    private Map<String, Object> metrics() {
        Map<String, long[]> byColumn = new LinkedHashMap<>();
        long errorCells = 0;
        long records = 0;
        for (RecordWriter writer : read) {
            errorCells += writer.tallies().faults().count();
            records += writer.records();
            for (Column column : writer.columns().all()) {
                long[] sums = byColumn.computeIfAbsent(column.name(), _ -> new long[2]);
                sums[0] += column.missing().count();
                sums[1] += writer.records();
            }
        }
        Map<String, Object> completeness = new LinkedHashMap<>();
        byColumn.forEach((name, sums) -> completeness.put(name, completeness(sums[0], sums[1])));
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("record_count", records);
        metrics.put("column_count", byColumn.size());
        metrics.put("sheet_count", read.size());
        metrics.put("missing_cells", missingCells());
        metrics.put("completeness", completeness(missingCells(), cells()));
        metrics.put("completeness_by_column", completeness);
        metrics.put("error_cells", errorCells);
        return metrics;
    }

    private long cells() {
        return read.stream().mapToLong(it -> it.records() * it.columns().size()).sum();
    }

    private long missingCells() {
        return read.stream()
                .flatMap(it -> it.columns().all().stream())
                .mapToLong(column -> column.missing().count())
                .sum();
    }

    /** Of no cells, none is missing. */
    private static double completeness(long missing, long cells) {
        return cells == 0 ? 1 : 1 - (double) missing / cells;
    }

    private static void add(List<Finding> findings, String rule, String message, Tally found, Sheet sheet) {
        if (found.count() > 0) {
            add(findings, new Finding(rule, message, found.at(sheet), found.count()));
        }
    }

    /** There can be a thousand sheets with the same fault. */
    private static void add(List<Finding> findings, Finding finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
