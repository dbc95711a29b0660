package io.scry.ingestor.adapter.excel;

/** The value of a cell; that of a formula is the one that was calculated when the workbook was saved. */
sealed interface Cell {

    /**
     * A number, or a date or time in the form of one.
     *
     * @param style the index of its style, by which it is one or the other
     */
    record Numeric(double value, int style) implements Cell {}

    /** A text; it is not empty. */
    record Text(String text) implements Cell {}

    /** A truth value. */
    record Truth(boolean value) implements Cell {}

    /**
     * What stands where a formula has no result.
     *
     * @param code as Excel shows it, such as {@code #DIV/0!}
     */
    record Fault(String code) implements Cell {}
}
