package io.scry.ingestor.adapter.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;

/**
 * Takes the records of a file as the parser finds them. Cells come as characters in the parser's buffer, so that no
 * object is made of them.
 */
abstract class RecordHandler extends AbstractBaseCsvCallbackHandler<RecordHandler> {

    private static final char[] NO_TEXT = {};

    private final boolean skipBlankLines;
    private boolean begun;

    RecordHandler(boolean skipBlankLines) {
        this.skipBlankLines = skipBlankLines;
    }

    /** The record is complete. */
    abstract void endRecord(int cells);

    /** How many cells a record should have. */
    abstract int columns();

    /** The line on which the record begins that is being read, or was read last; the first line is 1. */
    final long line() {
        return getStartingLineNumber();
    }

    /** Blank lines before the first record are never one. */
    @Override
    protected final RecordHandler buildRecord() {
        switch (getRecordType()) {
            case DATA -> {
                begun = true;
                endRecord(getFieldCount());
            }
            case EMPTY -> {
                if (begun && !skipBlankLines) {
                    endBlankRecord();
                }
            }
            case COMMENT -> {
                // Nothing of it is kept.
            }
        }
        return this;
    }

    private void endBlankRecord() {
        for (int column = 0; column < columns(); column++) {
            handleField(column, NO_TEXT, 0, 0, false);
        }
        endRecord(columns());
    }
}
