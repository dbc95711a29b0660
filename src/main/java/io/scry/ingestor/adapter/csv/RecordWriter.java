package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.adapter.csv.CsvOptions.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** The second reading of a file: writes each record as a JSON object, and counts what is missing, too much, or double. */
final class RecordWriter extends RecordHandler {

    private final JsonGenerator json;
    private final SerializedString[] names;
    private final SerializedString extra;
    private final ColumnType[] types;
    private final MissingValues missing;
    private final boolean keepMissing;
    private final Tally[] missingCells;
    private final @Nullable Uniqueness[] unique;
    private final Tally shortRecords = new Tally();
    private final Tally longRecords = new Tally();
    private boolean inHeader;

    RecordWriter(CsvOptions options, Survey survey, JsonGenerator json) {
        super(options.skipBlankLines());
        this.json = json;
        this.names = survey.names().names().stream().map(SerializedString::new).toArray(SerializedString[]::new);
        this.extra = new SerializedString(survey.names().extra());
        this.types = survey.types().toArray(ColumnType[]::new);
        this.missing = new MissingValues(options.missingValues());
        this.keepMissing = options.types() == Types.TEXT;
        this.missingCells = new Tally[names.length];
        this.unique = new Uniqueness[names.length];
        this.inHeader = survey.hasHeader();
        for (int column = 0; column < names.length; column++) {
            missingCells[column] = new Tally();
        }
        watch(survey.names().names(), options.uniqueColumns());
    }

    private void watch(List<String> names, List<String> uniqueColumns) {
        for (String name : uniqueColumns) {
            int column = names.indexOf(name);
            if (column >= 0) {
                unique[column] = new Uniqueness(uniqueColumns.size());
            }
        }
    }

    @Override
    int columns() {
        return names.length;
    }

    @Override
    protected void handleField(int column, char[] text, int start, int length, boolean quoted) {
        if (inHeader) {
            return;
        }
        if (column == 0) {
            json.writeStartObject();
        }
        if (column >= names.length) {
            writeExtra(column, text, start, length);
            return;
        }
        json.writeName(names[column]);
        if (missing.contains(text, start, length)) {
            missingCells[column].add(line());
            writeMissing(text, start, length);
        } else {
            check(column, text, start, length);
            write(types[column], text, start, length);
        }
    }

    private void writeExtra(int column, char[] text, int start, int length) {
        if (column == names.length) {
            json.writeName(extra);
            json.writeStartArray();
        }
        json.writeString(text, start, length);
    }

    private void writeMissing(char[] text, int start, int length) {
        if (keepMissing) {
            json.writeString(text, start, length);
        } else {
            json.writeNull();
        }
    }

    private void check(int column, char[] text, int start, int length) {
        Uniqueness values = unique[column];
        if (values != null) {
            values.add(new String(text, start, length), line());
        }
    }

    private void write(ColumnType type, char[] text, int start, int length) {
        switch (type) {
            case INTEGER, DECIMAL -> json.writeNumber(text, start, length);
            case BOOLEAN -> json.writeBoolean(text[start] == 't' || text[start] == 'T');
            case DATE, DATETIME, TEXT -> json.writeString(text, start, length);
        }
    }

    @Override
    void endRecord(int cells) {
        if (inHeader) {
            inHeader = false;
            return;
        }
        if (cells < names.length) {
            shortRecords.add(line());
            for (int column = cells; column < names.length; column++) {
                missingCells[column].add(line());
                json.writeName(names[column]);
                json.writeNull();
            }
        } else if (cells > names.length) {
            longRecords.add(line());
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Records with fewer cells than there are columns. */
    Tally shortRecords() {
        return shortRecords;
    }

    /** Records with more cells than there are columns. */
    Tally longRecords() {
        return longRecords;
    }

    /** The cells of a column that have no value. */
    Tally missingCells(int column) {
        return missingCells[column];
    }

    /** The watched columns and what was found in them. */
    Map<String, Uniqueness> unique() {
        Map<String, Uniqueness> watched = new HashMap<>();
        for (int column = 0; column < unique.length; column++) {
            Uniqueness values = unique[column];
            if (values != null) {
                watched.put(names[column].getValue(), values);
            }
        }
        return watched;
    }
}
