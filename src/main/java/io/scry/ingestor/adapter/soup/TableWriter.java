package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes tables row by row. A cell that spans several columns or rows stands in each of them. */
final class TableWriter {

    /** What HTML allows. */
    private static final int MOST_COLUMNS = 1000;

    private static final int MOST_ROWS = 65_534;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final JsonGenerator target;
    private final int mostCells;
    private final Length length;
    private final Output output;
    private long cells;

    TableWriter(JsonGenerator target, int mostCells, Length length, Output output) {
        this.target = target;
        this.mostCells = mostCells;
        this.length = length;
        this.output = output;
    }

    /** A cell that reaches down from an earlier row. */
    private record Span(String text, int rowsLeft) {}

    void write(Element table) throws InterruptedException {
        target.writeStartObject();
        Element caption = table.firstElementChild();
        if (caption != null && caption.nameIs("caption")) {
            target.writeStringProperty("caption", length.of(PlainText.of(caption)));
        }
        List<Element> rows = rows(table);
        target.writeNumberProperty("header_rows", headerRows(rows));
        target.writeArrayPropertyStart("rows");
        int columns = rows(rows);
        target.writeEndArray();
        target.writeNumberProperty("column_count", columns);
        target.writeEndObject();
    }

    /** Those of the table itself, not of tables in its cells. */
    private static List<Element> rows(Element table) {
        List<Element> rows = new ArrayList<>();
        for (Element child : table.children()) {
            if (child.nameIs("tr")) {
                rows.add(child);
            } else if (child.nameIs("thead") || child.nameIs("tbody") || child.nameIs("tfoot")) {
                child.children().stream().filter(row -> row.nameIs("tr")).forEach(rows::add);
            }
        }
        return rows;
    }

    /** The rows at the top that are in a thead, or have header cells only. */
    private static int headerRows(List<Element> rows) {
        int count = 0;
        for (Element row : rows) {
            Element section = row.parent();
            boolean header = (section != null && section.nameIs("thead"))
                    || (row.childrenSize() > 0 && row.children().stream().allMatch(cell -> cell.nameIs("th")));
            if (!header) {
                break;
            }
            count++;
        }
        return count;
    }

    private int rows(List<Element> rows) throws InterruptedException {
        int columns = 0;
        List<@Nullable Span> above = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int left = rows.size() - i;
            List<@Nullable Span> row = row(rows.get(i), above, left);
            columns = Math.max(columns, row.size());
            target.writeStartArray();
            for (Span cell : row) {
                target.writeString(cell == null ? "" : length.of(cell.text));
            }
            target.writeEndArray();
            output.progress(0, 0);
            above = row;
        }
        return columns;
    }

    private List<@Nullable Span> row(Element row, List<@Nullable Span> above, int rowsLeft) {
        List<@Nullable Span> cells = new ArrayList<>();
        for (Element cell : row.children()) {
            if (!cell.nameIs("td") && !cell.nameIs("th")) {
                continue;
            }
            takeDown(above, cells, false);
            int width = Math.max(1, span(cell, "colspan", MOST_COLUMNS));
            int height = span(cell, "rowspan", MOST_ROWS);
            Span span = new Span(PlainText.of(cell), height == 0 ? rowsLeft : height);
            for (int i = 0; i < width; i++) {
                add(cells, span);
            }
        }
        takeDown(above, cells, true);
        return cells;
    }

    /** Adds the cells that reach down to the next places of a row. */
    private void takeDown(List<@Nullable Span> above, List<@Nullable Span> cells, boolean toTheEnd) {
        while (cells.size() < above.size()) {
            Span span = above.get(cells.size());
            boolean reaches = span != null && span.rowsLeft > 1;
            if (!reaches && !toTheEnd) {
                return;
            }
            if (!reaches
                    && above.subList(cells.size(), above.size()).stream()
                            .noneMatch(rest -> rest != null && rest.rowsLeft > 1)) {
                return;
            }
            add(cells, reaches && span != null ? new Span(span.text, span.rowsLeft - 1) : null);
        }
    }

    private void add(List<@Nullable Span> row, @Nullable Span span) {
        if (++cells > mostCells) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The tables have more cells than max_table_cells (" + mostCells + ") allows.");
        }
        row.add(span);
    }

    private static int span(Element cell, String attribute, int most) {
        String written = cell.attr(attribute).strip();
        return NUMBER.matcher(written).matches() ? Math.min(most, Integer.parseInt(written)) : 1;
    }
}
