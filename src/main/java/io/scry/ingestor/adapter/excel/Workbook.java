package io.scry.ingestor.adapter.excel;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A workbook that is open for reading, of whichever kind of file. */
interface Workbook extends Closeable {

    /** The kind of file: {@code xlsx} or {@code xls}. */
    String format();

    /** Its worksheets, as their tabs stand. */
    List<Sheet> sheets();

    /** How its cells are formatted. */
    Formats formats();

    /** Reads a sheet from its start to its end; any sheet, any number of times. */
    void read(Sheet sheet, SheetHandler handler) throws IOException, InterruptedException;
}
