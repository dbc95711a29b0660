package io.scry.ingestor.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/** Orders as documents of the formats that are read in processes of their own; the same number is the same document. */
enum SampleDocuments {
    PDF("pdf") {
        @Override
        byte[] of(int orders) throws IOException {
            return Book.ofPages(Math.ceilDiv(orders, LINES));
        }
    },
    DOCX("docx") {
        @Override
        byte[] of(int orders) throws IOException {
            try (XWPFDocument document = new XWPFDocument();
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
                for (int number = 1; number <= orders; number++) {
                    document.createParagraph().createRun().setText(line(number));
                    if (number % LINES == 0) {
                        XWPFTable table = document.createTable(2, 2);
                        // Word does without it, others do not.
                        table.getCTTbl().addNewTblGrid().addNewGridCol();
                        table.getCTTbl().getTblGrid().addNewGridCol();
                        table.getRow(0).getCell(0).setText("Page");
                        table.getRow(1).getCell(1).setText(Integer.toString(number));
                    }
                }
                document.write(bytes);
                return bytes.toByteArray();
            }
        }
    },
    XLSX("xlsx") {
        @Override
        byte[] of(int orders) throws IOException {
            try (XSSFWorkbook workbook = new XSSFWorkbook();
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
                XSSFSheet sheet = workbook.createSheet("Orders");
                for (int number = 0; number <= orders; number++) {
                    Order order = Order.of(number);
                    XSSFRow row = sheet.createRow(number);
                    row.createCell(0).setCellValue(number == 0 ? "id" : Integer.toString(number));
                    row.createCell(1).setCellValue(number == 0 ? "customer" : order.customer());
                    row.createCell(2).setCellValue(number == 0 ? "notes" : order.notes());
                    row.createCell(3).setCellValue(order.amount().doubleValue());
                }
                workbook.write(bytes);
                return bytes.toByteArray();
            }
        }
    },
    HTML("html") {
        @Override
        byte[] of(int orders) {
            StringBuilder page = new StringBuilder("<!doctype html><title>Orders</title><h1>Orders</h1>");
            for (int number = 1; number <= orders; number++) {
                page.append("<p class=order>")
                        .append(line(number))
                        .append(" <a href=/orders/")
                        .append(number);
                page.append(">more</a></p>\n");
            }
            return page.toString().getBytes(StandardCharsets.UTF_8);
        }
    };

    private static final int LINES = 50;

    private final String extension;

    SampleDocuments(String extension) {
        this.extension = extension;
    }

    /** A document that is just a little larger than this. */
    byte[] ofMoreThan(int bytes) throws IOException {
        int orders = LINES;
        byte[] document = of(orders);
        while (document.length <= bytes) {
            orders = (int) (1.05 * orders * bytes / document.length) + LINES;
            document = of(orders);
        }
        return document;
    }

    /** A document with about so many orders. */
    abstract byte[] of(int orders) throws IOException;

    String fileName() {
        return "orders." + extension;
    }

    static String line(int number) {
        Order order = Order.of(number);
        return order.id() + " " + order.date() + " " + order.customer().replaceAll("[^ -~]", "?") + " "
                + order.amount();
    }
}
