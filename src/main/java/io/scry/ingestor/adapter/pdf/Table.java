package io.scry.ingestor.adapter.pdf;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * A table on a page.
 *
 * @param kind by what it was found
 * @param rows the text of its cells, all rows of the same length; a cell that spans others has its text in the first of
 *     them, the others are empty
 */
record Table(Kind kind, Box box, List<List<String>> rows) {

    /** What tables are found by. */
    enum Kind {
        /** By the lines between its cells. */
        RULED,
        /** By the white between its columns. */
        ALIGNED
    }

    Table at(Box place) {
        return new Table(kind, place, rows);
    }

    int cells() {
        return rows.isEmpty() ? 0 : rows.size() * rows.getFirst().size();
    }

    void write(JsonGenerator json, int page) {
        json.writeStartObject();
        json.writeNumberProperty("page", page);
        box.write(json);
        json.writeStringProperty("kind", kind == Kind.RULED ? "ruled" : "aligned");
        json.writeArrayPropertyStart("rows");
        for (List<String> row : rows) {
            json.writeStartArray();
            row.forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
