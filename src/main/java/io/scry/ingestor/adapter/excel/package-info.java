/** Reads Excel workbooks: xlsx and its relatives, and xls from Excel 97 on. */
@NullMarked
package io.scry.ingestor.adapter.excel;

import org.jspecify.annotations.NullMarked;
