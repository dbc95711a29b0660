package io.scry.ingestor.adapter.word;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Where the cells of a table lie, and which of them are merged. Rows and columns are counted from 0. */
final class TableShape {

    /** More merged cells of one table are not listed. */
    private static final int MAX_MERGED = 10_000;

    private final List<Region> regions = new ArrayList<>();
    private final Map<Integer, Region> open = new HashMap<>();
    private int rows;
    private int columns;
    private int headerRows;
    private boolean cut;

    private static final class Region {
        private final int row;
        private final int column;
        private final int columns;
        private int rows = 1;

        private Region(int row, int column, int columns) {
            this.row = row;
            this.column = column;
            this.columns = columns;
        }
    }

    /** How a cell takes part in a merge with those below and above it. */
    enum VerticalMerge {
        NONE,
        START,
        CONTINUED
    }

    void cell(int column, int width, VerticalMerge merge) {
        Region region = merge == VerticalMerge.CONTINUED ? open.get(column) : null;
        if (region != null) {
            region.rows++;
            return;
        }
        open.remove(column);
        if (merge == VerticalMerge.START || width > 1) {
            if (regions.size() == MAX_MERGED) {
                cut = true;
                return;
            }
            region = new Region(rows, column, width);
            regions.add(region);
            if (merge == VerticalMerge.START) {
                open.put(column, region);
            }
        }
    }

    /** Ends a row that has so many columns. */
    void endRow(int width, boolean isHeader) {
        // Only rows at the top are repeated on each page.
        headerRows += isHeader && headerRows == rows ? 1 : 0;
        rows++;
        columns = Math.max(columns, width);
    }

    /** Whether not all merged cells are listed. */
    boolean isCut() {
        return cut;
    }

    /** Writes it as properties of the current object. */
    void write(JsonGenerator json) {
        json.writeNumberProperty("columns", columns);
        if (headerRows > 0) {
            json.writeNumberProperty("header_rows", headerRows);
        }
        List<Region> merged =
                regions.stream().filter(it -> it.rows > 1 || it.columns > 1).toList();
        if (!merged.isEmpty()) {
            json.writeArrayPropertyStart("merged");
            for (Region region : merged) {
                json.writeStartObject();
                json.writeNumberProperty("row", region.row);
                json.writeNumberProperty("column", region.column);
                json.writeNumberProperty("rows", region.rows);
                json.writeNumberProperty("columns", region.columns);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
