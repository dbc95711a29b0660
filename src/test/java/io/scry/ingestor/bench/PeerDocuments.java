package io.scry.ingestor.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Orders as what {@code bench/peers.sh} has read by the service and others; the same number is the same document. */
enum PeerDocuments {
    /** Pages with a heading, lines of text, a small picture, and on every third page a table with lines. */
    PDF("pdf") {
        @Override
        byte[] of(int orders) throws IOException {
            try (PDDocument document = new PDDocument();
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
                for (int first = 1; first <= orders; first += LINES) {
                    page(document, first, Math.min(orders, first + LINES - 1));
                }
                document.save(bytes);
                return bytes.toByteArray();
            }
        }
    },
    DOCX("docx") {
        @Override
        byte[] of(int orders) throws IOException {
            return SampleDocuments.DOCX.of(orders);
        }
    },
    /** Numbers, dates and texts that cells share. */
    XLSX("xlsx") {
        @Override
        byte[] of(int orders) throws IOException {
            try (SXSSFWorkbook workbook = new SXSSFWorkbook(null, LINES, true, true);
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
                CellStyle dates = workbook.createCellStyle();
                dates.setDataFormat((short) 14);
                SXSSFSheet sheet = workbook.createSheet("Orders");
                SXSSFRow head = sheet.createRow(0);
                for (int column = 0; column < HEAD.length; column++) {
                    head.createCell(column).setCellValue(HEAD[column]);
                }
                for (int number = 1; number <= orders; number++) {
                    Order order = Order.of(number);
                    SXSSFRow row = sheet.createRow(number);
                    row.createCell(0).setCellValue((double) order.id());
                    row.createCell(1).setCellValue(order.date());
                    row.getCell(1).setCellStyle(dates);
                    row.createCell(2).setCellValue(order.customer());
                    row.createCell(3).setCellValue(order.amount().doubleValue());
                    row.createCell(4).setCellValue(order.notes());
                }
                workbook.write(bytes);
                return bytes.toByteArray();
            }
        }

        @Override
        String word(int order) {
            return Order.of(order).customer();
        }
    },
    HTML("html") {
        @Override
        byte[] of(int orders) throws IOException {
            return SampleDocuments.HTML.of(orders);
        }
    },
    CSV("csv") {
        @Override
        byte[] of(int orders) {
            StringBuilder csv = new StringBuilder(String.join(",", HEAD)).append('\n');
            for (int number = 1; number <= orders; number++) {
                csv.append(Order.of(number).csv());
            }
            return csv.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        String word(int order) {
            return Order.of(order).customer();
        }
    };

    private static final String[] HEAD = {"id", "order_date", "customer", "amount", "notes"};
    private static final int LINES = 30;
    private static final int LEADING = 16;
    private static final int LEFT = 50;
    private static final int TOP = 780;

    private final String extension;

    PeerDocuments(String extension) {
        this.extension = extension;
    }

    /** A document with so many orders. */
    abstract byte[] of(int orders) throws IOException;

    /** What the text of a document has of an order. */
    String word(int order) {
        return SampleDocuments.line(order);
    }

    String extension() {
        return extension;
    }

    /** A document of about this size. */
    PeerDocument ofAbout(int bytes) throws IOException {
        int few = LINES;
        int more = 10 * LINES;
        double base = of(few).length;
        double each = (of(more).length - base) / (more - few);
        int orders = Math.max(few, (int) (few + (bytes - base) / each));
        return new PeerDocument("orders." + extension, of(orders), word(1), word(orders));
    }

    private static void page(PDDocument document, int first, int last) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        int number = document.getNumberOfPages();
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setLeading(LEADING);
            content.newLineAtOffset(LEFT, TOP);
            content.setFont(new PDType1Font(FontName.HELVETICA_BOLD), 16);
            content.showText("Orders from " + first + " on");
            content.newLine();
            content.setFont(new PDType1Font(FontName.HELVETICA), 11);
            for (int order = first; order <= last; order++) {
                content.newLine();
                content.showText(SampleDocuments.line(order));
            }
            content.endText();
            content.drawImage(
                    JPEGFactory.createFromImage(document, noise(number)), LEFT, LEFT, PICTURE_WIDTH, PICTURE_HEIGHT);
            if (number % 3 == 0) {
                table(content, number);
            }
        }
    }

    private static final int PICTURE_WIDTH = 150;
    private static final int PICTURE_HEIGHT = 100;

    private static BufferedImage noise(int seed) {
        BufferedImage image = new BufferedImage(PICTURE_WIDTH, PICTURE_HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = new byte[PICTURE_WIDTH * PICTURE_HEIGHT];
        new Random(seed).nextBytes(pixels);
        image.getRaster().setDataElements(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT, pixels);
        return image;
    }

    private static void table(PDPageContentStream content, int number) throws IOException {
        int top = TOP - (LINES + 4) * LEADING;
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 3; column++) {
                int x = LEFT + column * 120;
                int y = top - row * LEADING;
                content.addRect(x, y - 4, 120, LEADING);
                content.stroke();
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 11);
                content.newLineAtOffset(x + 4, y);
                content.showText(row == 0 ? "Column " + column : Integer.toString(number * (row + column)));
                content.endText();
            }
        }
    }
}
