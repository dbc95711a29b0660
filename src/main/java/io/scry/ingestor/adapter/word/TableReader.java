package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.word.TableShape.VerticalMerge;
import java.io.IOException;

/** Reads tables row by row. What is in a cell is read as text, tables inside it too. */
final class TableReader {

    private final XmlPart xml;
    private final DocumentContext context;
    private final BlockReader blocks;
    private final Area area;

    TableReader(XmlPart xml, DocumentContext context, BlockReader blocks, Area area) {
        this.xml = xml;
        this.context = context;
        this.blocks = blocks;
        this.area = area;
    }

    /** A table while it is read. */
    private record Table(Sink sink, TableShape shape, References references) {}

    /** A row while it is read. */
    private static final class Row {
        private int width;
        private int after;
        private boolean header;
        private boolean dropped;
        private boolean started;
    }

    /** A cell's place and whether a tracked change takes it away. */
    private static final class Cell {
        private int width = 1;
        private VerticalMerge merge = VerticalMerge.NONE;
        private boolean dropped;
    }

    /** Reads the table at which the part stands. */
    void read(Sink sink) throws IOException, InterruptedException {
        Table table = new Table(sink, new TableShape(), new References());
        context.rules().table(area);
        sink.startTable();
        readRows(table);
        if (table.shape.isCut()) {
            context.rules().warn("merged_cells", "A table has more merged cells than are listed");
        }
        context.rules().references(table.references);
        sink.endTable(table.shape, table.references);
    }

    private void readRows(Table table) throws IOException, InterruptedException {
        while (xml.nextChild()) {
            String name = xml.name();
            if (name.equals("tr")) {
                Row row = new Row();
                readCells(table, row);
                if (!row.dropped) {
                    start(table, row);
                    pad(table, row, row.after);
                    table.sink.endRow();
                    table.shape.endRow(row.width, row.header);
                }
            } else if (InlineReader.isProperties(name)) {
                xml.skip();
            } else {
                readRows(table);
            }
        }
    }

    private void readCells(Table table, Row row) throws IOException, InterruptedException {
        while (xml.nextChild()) {
            String name = xml.name();
            if (name.equals("trPr")) {
                readRowProperties(table, row);
            } else if (row.dropped || InlineReader.isProperties(name)) {
                xml.skip();
            } else if (name.equals("tc")) {
                start(table, row);
                readCell(table, row);
            } else {
                readCells(table, row);
            }
        }
    }

    private void readRowProperties(Table table, Row row) throws IOException, InterruptedException {
        int before = 0;
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "gridBefore" -> before = xml.number("val", 0);
                case "gridAfter" -> row.after = xml.number("val", 0);
                case "tblHeader" -> row.header = xml.isOn();
                case "ins" -> row.dropped |= isDropped(Revision.INSERTION);
                case "del" -> row.dropped |= isDropped(Revision.DELETION);
                default -> {}
            }
            xml.skip();
        }
        if (!row.dropped && before > 0) {
            start(table, row);
            pad(table, row, before);
        }
    }

    private void readCell(Table table, Row row) throws IOException, InterruptedException {
        Cell cell = new Cell();
        FlatText text = new FlatText(context.limits());
        blocks.read(text, () -> readCellProperties(cell));
        if (cell.dropped) {
            return;
        }
        context.limits().cells(cell.width);
        context.rules().cell(area);
        table.sink.cell(text.text());
        table.references.add(text.references());
        table.shape.cell(row.width, cell.width, cell.merge);
        for (int covered = 1; covered < cell.width; covered++) {
            table.sink.cell("");
        }
        row.width += cell.width;
    }

    private void readCellProperties(Cell cell) throws IOException, InterruptedException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "gridSpan" -> cell.width = Math.max(1, xml.number("val", 1));
                case "vMerge" ->
                    cell.merge = "restart".equals(xml.attribute("val")) ? VerticalMerge.START : VerticalMerge.CONTINUED;
                case "cellIns" -> cell.dropped |= isDropped(Revision.INSERTION);
                case "cellDel" -> cell.dropped |= isDropped(Revision.DELETION);
                default -> {}
            }
            xml.skip();
        }
    }

    private boolean isDropped(Revision revision) {
        context.rules().change();
        return !context.options().trackedChanges().keeps(revision);
    }

    private static void start(Table table, Row row) throws IOException {
        if (!row.started) {
            row.started = true;
            table.sink.startRow();
        }
    }

    private void pad(Table table, Row row, int cells) throws IOException {
        for (int i = 0; i < cells; i++) {
            context.limits().cells(1);
            table.sink.cell("");
            row.width++;
        }
    }
}
