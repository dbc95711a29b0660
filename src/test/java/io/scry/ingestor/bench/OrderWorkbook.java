package io.scry.ingestor.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Orders as an xlsx file, on as many sheets as they need. Dates are numbers with a format, customers are texts that cells
 * share, and notes stand in their cells.
 */
final class OrderWorkbook {

    private static final int ROWS_OF_SHEET = 1_000_000;
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

    private final Path file;
    private final ZipOutputStream zip;
    private final Writer out;

    private OrderWorkbook(Path file, OutputStream bytes) {
        this.file = file;
        this.zip = new ZipOutputStream(bytes);
        this.out = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** Writes the orders 1, 2, 3 … until the file has the size, or a little more; returns how many. */
    static long write(Path file, long size) throws IOException {
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file))) {
            OrderWorkbook workbook = new OrderWorkbook(file, bytes);
            workbook.writeTexts();
            long rows = workbook.writeSheets(size);
            workbook.writeFrame((int) ((rows + ROWS_OF_SHEET - 1) / ROWS_OF_SHEET));
            workbook.zip.close();
            return rows;
        }
    }

    /** All that there can be, so that the place of each is known. */
    private void writeTexts() throws IOException {
        begin("xl/sharedStrings.xml");
        out.write("<sst xmlns='" + MAIN + "'>");
        for (String customer : Order.CUSTOMERS) {
            for (int number = 0; number < Order.NUMBERS; number++) {
                out.write("<si><t>" + escaped(customer) + " " + number + "</t></si>");
            }
        }
        out.write("</sst>");
    }

    private long writeSheets(long size) throws IOException {
        long rows = 0;
        while (rows % 1000 != 0 || rows == 0 || Files.size(file) < size) {
            if (rows % ROWS_OF_SHEET == 0) {
                endSheet(rows);
                begin("xl/worksheets/sheet" + (rows / ROWS_OF_SHEET + 1) + ".xml");
                out.write("<worksheet xmlns='" + MAIN + "'><sheetData>");
                writeHeader();
            }
            writeRow(Order.of(++rows), rows);
        }
        endSheet(rows);
        return rows;
    }

    private void endSheet(long rows) throws IOException {
        if (rows > 0) {
            out.write("</sheetData></worksheet>");
        }
    }

    private void writeHeader() throws IOException {
        out.write("<row>");
        for (String name : new String[] {"id", "order_date", "customer", "amount", "notes"}) {
            out.write("<c t='inlineStr'><is><t>" + name + "</t></is></c>");
        }
        out.write("</row>");
    }

    private void writeRow(Order order, long id) throws IOException {
        long row = (id - 1) % ROWS_OF_SHEET + 2;
        int space = order.customer().lastIndexOf(' ');
        int customer = Order.CUSTOMERS.indexOf(order.customer().substring(0, space)) * Order.NUMBERS
                + Integer.parseInt(order.customer().substring(space + 1));
        long day = order.date().toEpochDay() - DAY_ZERO.toEpochDay();
        out.write("<row r='" + row + "'><c r='A" + row + "'><v>" + order.id() + "</v></c><c r='B" + row
                + "' s='1'><v>" + day + "</v></c><c r='C" + row + "' t='s'><v>" + customer + "</v></c><c r='D" + row
                + "'><v>" + order.amount() + "</v></c><c r='E" + row + "' t='inlineStr'><is><t>"
                + escaped(order.notes()) + "</t></is></c></row>");
    }

    private void writeFrame(int sheets) throws IOException {
        begin("xl/workbook.xml");
        out.write("<workbook xmlns='" + MAIN + "' xmlns:r='" + RELATIONS + "'><sheets>");
        for (int sheet = 1; sheet <= sheets; sheet++) {
            out.write("<sheet name='Orders " + sheet + "' sheetId='" + sheet + "' r:id='s" + sheet + "'/>");
        }
        out.write("</sheets></workbook>");
        begin("xl/_rels/workbook.xml.rels");
        out.write("<Relationships xmlns='" + PACKAGE + "relationships'>");
        for (int sheet = 1; sheet <= sheets; sheet++) {
            relation("s" + sheet, "worksheet", "worksheets/sheet" + sheet + ".xml");
        }
        relation("styles", "styles", "styles.xml");
        relation("texts", "sharedStrings", "sharedStrings.xml");
        out.write("</Relationships>");
        begin("xl/styles.xml");
        out.write("<styleSheet xmlns='" + MAIN + "'><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>");
        begin("_rels/.rels");
        out.write("<Relationships xmlns='" + PACKAGE + "relationships'>");
        relation("workbook", "officeDocument", "xl/workbook.xml");
        out.write("</Relationships>");
        begin("[Content_Types].xml");
        out.write("<Types xmlns='" + PACKAGE + "content-types'>"
                + "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                + "<Default Extension='xml' ContentType='application/xml'/></Types>");
        out.flush();
    }

    private void relation(String id, String kind, String target) throws IOException {
        out.write("<Relationship Id='" + id + "' Type='" + RELATIONS + "/" + kind + "' Target='" + target + "'/>");
    }

    /** The same orders are the same bytes, whenever they are written. */
    private void begin(String name) throws IOException {
        out.flush();
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
