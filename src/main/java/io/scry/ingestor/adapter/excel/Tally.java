package io.scry.ingestor.adapter.excel;

/** How often something was found, and in which row first. */
final class Tally {

    private long count;
    private long firstRow;

    void add(long row) {
        add(row, 1);
    }

    /**
     * @param times how often it is in this row and those that were read since
     */
    void add(long row, long times) {
        if (count == 0) {
            firstRow = row;
        }
        count += times;
    }

    long count() {
        return count;
    }

    /** Where it was found first; the row as Excel numbers it. */
    String at(Sheet sheet) {
        return "sheet '" + sheet.name() + "', row " + firstRow;
    }
}
