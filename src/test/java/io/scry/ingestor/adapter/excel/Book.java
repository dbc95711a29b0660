package io.scry.ingestor.adapter.excel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** Makes workbooks for tests. */
final class Book {

    private final Workbook workbook;
    private final Map<String, CellStyle> styles = new HashMap<>();
    private Sheet sheet;
    private int row;

    private Book(Workbook workbook) {
        this.workbook = workbook;
        this.sheet = workbook.createSheet("Data");
    }

    /** A formula; with its value if it is calculated. */
    record Formula(String text, boolean calculated) {}

    /** A number with a format. */
    record Formatted(double value, String format) {}

    static Book of(String format) {
        return format.equals("xlsx") ? xlsx() : xls();
    }

    static Book xlsx() {
        return new Book(new XSSFWorkbook());
    }

    static Book xls() {
        return new Book(new HSSFWorkbook());
    }

    /** The first row of the first sheet, and rows below it. */
    static byte[] table(Object[]... rows) throws IOException {
        Book book = xlsx();
        for (Object[] cells : rows) {
            book.row(cells);
        }
        return book.bytes();
    }

    Book sheet(String name) {
        sheet = workbook.createSheet(name);
        row = 0;
        return this;
    }

    Book hidden() {
        workbook.setSheetHidden(workbook.getSheetIndex(sheet), true);
        return this;
    }

    Book merged(String range) {
        sheet.addMergedRegion(CellRangeAddress.valueOf(range));
        return this;
    }

    Book skip(int rows) {
        row += rows;
        return this;
    }

    Book row(@Nullable Object... values) {
        Row cells = sheet.createRow(row++);
        for (int column = 0; column < values.length; column++) {
            Object value = values[column];
            if (value != null) {
                set(cells.createCell(column), value);
            }
        }
        return this;
    }

    private void set(Cell cell, Object value) {
        switch (value) {
            case String text -> cell.setCellValue(text);
            case Number number -> cell.setCellValue(number.doubleValue());
            case Boolean truth -> cell.setCellValue(truth);
            case LocalDate date -> {
                cell.setCellValue(date);
                cell.setCellStyle(style("yyyy-mm-dd"));
            }
            case LocalDateTime time -> {
                cell.setCellValue(time);
                cell.setCellStyle(style("dd.mm.yyyy hh:mm"));
            }
            case Formatted(double number, String format) -> {
                cell.setCellValue(number);
                cell.setCellStyle(style(format));
            }
            case Formula(String text, boolean calculated) -> {
                cell.setCellFormula(text);
                if (calculated) {
                    workbook.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(cell);
                }
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private CellStyle style(String format) {
        return styles.computeIfAbsent(format, code -> {
            CellStyle style = workbook.createCellStyle();
            style.setDataFormat(workbook.createDataFormat().getFormat(code));
            return style;
        });
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook made = workbook) {
            made.write(bytes);
        }
        return bytes.toByteArray();
    }
}
