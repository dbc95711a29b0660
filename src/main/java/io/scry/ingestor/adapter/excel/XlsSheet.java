package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.WellFormed;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.CellRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MergeCellsRecord;
import org.apache.poi.hssf.record.MulRKRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.RKRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/** Reads one sheet of an xls file. */
final class XlsSheet {

    private static final int MOST_MERGED = 250_000;

    private final XlsRecords records;
    private final SharedStrings strings;
    private final Row row;
    private int rowIndex = -1;

    /** The column of the formula whose text comes in a later record, or -1. */
    private int awaited = -1;

    XlsSheet(XlsRecords records, SharedStrings strings, ExcelOptions options) {
        this.records = records;
        this.strings = strings;
        this.row = new Row(options);
    }

    /** Reads from behind the sheet's first record to its last. */
    void read(SheetHandler handler) throws InterruptedException {
        List<CellRangeAddress> merged = new ArrayList<>();
        while (records.next() && records.depth() > 0) {
            if (records.depth() == 1) {
                read(handler, merged);
            }
        }
        flush(handler);
        merged.forEach(handler::merged);
    }

    private void read(SheetHandler handler, List<CellRangeAddress> merged) {
        switch (records.sid()) {
            case NumberRecord.sid -> {
                NumberRecord cell = records.parse(NumberRecord::new);
                set(handler, cell, new Cell.Numeric(cell.getValue(), cell.getXFIndex()));
            }
            case RKRecord.sid -> {
                RKRecord cell = records.parse(RKRecord::new);
                set(handler, cell, new Cell.Numeric(cell.getRKNumber(), cell.getXFIndex()));
            }
            case MulRKRecord.sid -> setAll(handler, records.parse(MulRKRecord::new));
            case LabelSSTRecord.sid -> {
                LabelSSTRecord cell = records.parse(LabelSSTRecord::new);
                set(handler, cell, shared(cell));
            }
            case LabelRecord.sid -> {
                LabelRecord cell = records.parse(LabelRecord::new);
                set(handler, cell.getRow(), cell.getColumn() & 0xFFFF, text(cell.getValue()));
            }
            case BoolErrRecord.sid -> {
                BoolErrRecord cell = records.parse(BoolErrRecord::new);
                set(
                        handler,
                        cell,
                        cell.isBoolean() ? new Cell.Truth(cell.getBooleanValue()) : fault(cell.getErrorValue()));
            }
            case FormulaRecord.sid -> setResult(handler, records.parse(FormulaRecord::new));
            case StringRecord.sid -> {
                if (awaited >= 0) {
                    set(
                            handler,
                            rowIndex,
                            awaited,
                            text(records.parse(StringRecord::new).getString()));
                    awaited = -1;
                }
            }
            case MergeCellsRecord.sid -> {
                MergeCellsRecord ranges = records.parse(MergeCellsRecord::new);
                for (int i = 0; i < ranges.getNumAreas(); i++) {
                    merged.add(ranges.getAreaAt(i));
                }
                if (merged.size() > MOST_MERGED) {
                    throw Refusals.limit("There are more than " + MOST_MERGED + " merged ranges", "max_cells");
                }
            }
            default -> {
                // All else holds no values.
            }
        }
    }

    private void setAll(SheetHandler handler, MulRKRecord cells) {
        for (int i = 0; i < cells.getNumColumns(); i++) {
            Cell.Numeric cell = new Cell.Numeric(cells.getRKNumberAt(i), cells.getXFAt(i));
            set(handler, cells.getRow(), (cells.getFirstColumn() & 0xFFFF) + i, cell);
        }
    }

    private void setResult(SheetHandler handler, FormulaRecord cell) {
        Cell result = switch (cell.getCachedResultTypeEnum()) {
            case NUMERIC -> new Cell.Numeric(cell.getValue(), cell.getXFIndex());
            case BOOLEAN -> new Cell.Truth(cell.getCachedBooleanValue());
            case ERROR -> fault(cell.getCachedErrorValue());
            default -> null;
        };
        set(handler, cell, result);
        awaited = cell.hasCachedResultString() ? cell.getColumn() & 0xFFFF : -1;
    }

    private @Nullable Cell shared(LabelSSTRecord cell) {
        String text = strings.get(cell.getSSTIndex());
        if (text == null) {
            throw Refusals.damaged("row " + (cell.getRow() + 1) + " refers to a text that is missing");
        }
        return text(text);
    }

    private static @Nullable Cell text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : new Cell.Text(WellFormed.text(text));
    }

    private static Cell fault(int code) {
        return new Cell.Fault(
                FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#ERROR!");
    }

    private void set(SheetHandler handler, CellRecord at, @Nullable Cell cell) {
        // The records give numbers from 32,768 on as negative ones.
        set(handler, at.getRow(), at.getColumn() & 0xFFFF, cell);
    }

    private void set(SheetHandler handler, int newRow, int column, @Nullable Cell cell) {
        if (newRow != rowIndex) {
            flush(handler);
            rowIndex = newRow;
            row.begin(newRow + 1);
        }
        if (cell instanceof Cell.Numeric(double value, int _) && !Double.isFinite(value)) {
            row.set(column, new Cell.Text(Double.toString(value)));
        } else if (cell != null) {
            row.set(column, cell);
        }
    }

    private void flush(SheetHandler handler) {
        if (row.width() > 0) {
            handler.row(row);
        }
        awaited = -1;
    }
}
