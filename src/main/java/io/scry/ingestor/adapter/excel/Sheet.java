package io.scry.ingestor.adapter.excel;

/**
 * A worksheet.
 *
 * @param index its place among the worksheets, from 1
 */
record Sheet(int index, String name, boolean hidden) {}
