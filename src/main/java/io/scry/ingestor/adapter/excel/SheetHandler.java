package io.scry.ingestor.adapter.excel;

import org.apache.poi.ss.util.CellRangeAddress;

/** Takes what is on a sheet, as it is read. */
interface SheetHandler {

    /** A row that has at least one cell with a value. It is valid during the call. */
    void row(Row row);

    /** A range of merged cells; it comes after all rows. */
    void merged(CellRangeAddress range);
}
