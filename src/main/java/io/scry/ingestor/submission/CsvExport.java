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
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes stored records as CSV (RFC 4180): a header, then a line a record; values that are not scalars as JSON. */
@Component
class CsvExport {

    private static final int MOST_COLUMNS = 10_000;

    private final StoredData data;
    private final JsonMapper json;

    CsvExport(StoredData data, JsonMapper json) {
        this.data = data;
        this.json = json;
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

    void write(Ingestion succeeded, List<String> columns, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(columns);
        try (BufferedReader lines = lines(succeeded)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = json.readTree(line);
                csv.writeRecord(columns.stream().map(name -> cell(row, name)).toList());
            }
        }
        csv.flush();
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
