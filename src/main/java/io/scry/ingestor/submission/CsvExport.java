package io.scry.ingestor.submission;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.web.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes stored records as CSV (RFC 4180): a header, then a line a record; values that are not scalars as JSON. */
@Component
class CsvExport {

    private static final int MOST_COLUMNS = 10_000;

    /** Those that OWASP lists, and the wide forms of the first four, which some programs take for the same. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern NUMBER = Pattern.compile("[+-]?+\\d++(?:\\.\\d++)?+(?:[eE][+-]?+\\d++)?+");

    private final StoredData data;
    private final ObjectReader json;

    CsvExport(StoredData data, JsonMapper json) {
        this.data = data;
        // Numbers keep every digit.
        this.json = json.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /** The columns: those that the metadata lists, then all other names that occur. Found before anything is written. */
    List<String> columns(Ingestion succeeded) throws IOException {
        JsonNode known =
                succeeded.metadata() == null ? null : succeeded.metadata().get("columns");
        Set<String> columns = new LinkedHashSet<>();
        if (known != null && known.isArray()) {
            known.forEach(name -> columns.add(name.asString()));
        }
        try (BufferedReader lines = lines(succeeded)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = json.readTree(line);
                columns.addAll(row.isObject() ? row.propertyNames() : Set.of("value"));
                if (columns.size() > MOST_COLUMNS) {
                    throw ProblemException.unprocessable(
                            "too-many-columns",
                            "The data has too many different names for CSV",
                            "More than " + MOST_COLUMNS + " names occur. Ask for application/x-ndjson.");
                }
            }
        }
        return new ArrayList<>(columns);
    }

    /**
     * Writes them.
     *
     * @param neutral whether cells that a spreadsheet would calculate are marked as text
     */
    void write(Ingestion succeeded, List<String> columns, boolean neutral, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(neutral ? columns.stream().map(CsvExport::neutral).toList() : columns);
        try (BufferedReader lines = lines(succeeded)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = json.readTree(line);
                csv.writeRecord(columns.stream()
                        .map(name -> cell(row, name))
                        .map(cell -> neutral ? neutral(cell) : cell)
                        .toList());
            }
        }
        csv.flush();
    }

    /** With an apostrophe before what a spreadsheet would take for a formula. Numbers stay what they are. */
    static String neutral(String cell) {
        boolean formula = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
        return formula && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    }

    private static String cell(JsonNode row, String column) {
        JsonNode value = row.isObject() ? row.get(column) : row;
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isContainer() ? value.toString() : value.asString();
    }

    private BufferedReader lines(Ingestion succeeded) {
        return new BufferedReader(new InputStreamReader(data.open(succeeded), StandardCharsets.UTF_8));
    }
}
