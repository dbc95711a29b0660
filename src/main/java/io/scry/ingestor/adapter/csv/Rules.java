package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.Validation.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what was read against the configured rules. */
final class Rules {

    private final CsvOptions options;
    private final Survey survey;
    private final RecordWriter written;
    private final List<String> names;
    private final List<Finding> errors = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();

    Rules(CsvOptions options, Survey survey, RecordWriter written) {
        this.options = options;
        this.survey = survey;
        this.written = written;
        this.names = survey.names().names();
    }

    Validation check() {
        checkColumns();
        checkRagged();
        checkRecords();
        noteNames();
        return new Validation(errors.isEmpty(), errors, warnings, metrics());
    }

    private void checkColumns() {
        for (String name : options.requiredColumns()) {
            requireColumn("required_columns", name);
        }
        for (String name : options.nonNullColumns()) {
            if (requireColumn("non_null_columns", name)) {
                Tally missing = written.missingCells(names.indexOf(name));
                add(errors, "non_null_columns", "Column '" + name + "' has cells without a value", missing);
            }
        }
        for (String name : options.uniqueColumns()) {
            if (requireColumn("unique_columns", name)) {
                checkUnique(name, written.unique().get(name));
            }
        }
    }

    private boolean requireColumn(String rule, String name) {
        boolean there = names.contains(name);
        if (!there) {
            errors.add(new Finding(rule, "There is no column '" + name + "'", null, 1));
        }
        return there;
    }

    private void checkUnique(String name, @Nullable Uniqueness values) {
        if (values == null) {
            return;
        }
        add(errors, "unique_columns", "Column '" + name + "' has values that it had before", values.duplicates());
        String partial = "Column '" + name + "' was compared only with its first " + values.remembered()
                + " different values: there are more than are remembered";
        add(warnings, "unique_columns", partial, values.unremembered());
    }

    private void checkRagged() {
        String few = "Records with fewer cells than there are columns: the missing ones are null";
        String many = "Records with more cells than there are columns: they are kept in '"
                + survey.names().extra() + "'";
        List<Finding> findings = options.allowRagged() ? warnings : errors;
        String rule = options.allowRagged() ? "ragged_rows" : "allow_ragged";
        add(findings, rule, few, written.shortRecords());
        add(findings, rule, many, written.longRecords());
    }

    private void checkRecords() {
        if (survey.records() < options.minRecords()) {
            String message = "There are " + survey.records() + " records, and at least " + options.minRecords()
                    + " are asked for";
            errors.add(new Finding("min_records", message, null, 1));
        }
        double completeness = completeness(missingCells(), cells());
        if (completeness < options.minCompleteness()) {
            String message = "The share of cells that have a value is " + completeness + ", and at least "
                    + options.minCompleteness() + " is asked for";
            errors.add(new Finding("min_completeness", message, null, 1));
        }
        if (survey.records() == 0) {
            warnings.add(new Finding("no_records", "There is a header, and no record after it", null, 1));
        }
    }

    private void noteNames() {
        List<String> renamed = survey.names().renamed();
        if (!renamed.isEmpty()) {
            String first = String.join(", ", renamed.subList(0, Math.min(renamed.size(), 10)));
            warnings.add(new Finding(
                    "duplicate_columns",
                    "Columns were renamed, because earlier ones have their names: " + first
                            + (renamed.size() > 10 ? ", and more" : ""),
                    null,
                    renamed.size()));
        }
        if (survey.hasHeader() && survey.names().blank() > 0) {
            warnings.add(new Finding(
                    "blank_columns",
                    "Columns without a name are called by their place, such as column_1",
                    null,
                    survey.names().blank()));
        }
    }

    private Map<String, Object> metrics() {
        Map<String, Object> byColumn = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
            long missing = written.missingCells(column).count();
            byColumn.put(names.get(column), completeness(missing, survey.records()));
        }
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("record_count", survey.records());
        metrics.put("column_count", names.size());
        metrics.put("missing_cells", missingCells());
        metrics.put("completeness", completeness(missingCells(), cells()));
        metrics.put("completeness_by_column", byColumn);
        metrics.put(
                "ragged_rows",
                written.shortRecords().count() + written.longRecords().count());
        return metrics;
    }

    private long cells() {
        return survey.records() * names.size();
    }

    private long missingCells() {
        long missing = 0;
        for (int column = 0; column < names.size(); column++) {
            missing += written.missingCells(column).count();
        }
        return missing;
    }

    /** Of no cells, none is missing. */
    private static double completeness(long missing, long cells) {
        return cells == 0 ? 1 : 1 - (double) missing / cells;
    }

    private static void add(List<Finding> findings, String rule, String message, Tally found) {
        if (found.count() > 0) {
            findings.add(new Finding(rule, message, found.at(), found.count()));
        }
    }
}
