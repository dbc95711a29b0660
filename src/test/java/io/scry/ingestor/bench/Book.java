package io.scry.ingestor.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** A PDF of many pages full of text: few bytes to send, much to compute. */
final class Book {

    private static final int LINES = 50;

    private Book() {}

    static byte[] ofPages(int pages) throws IOException {
        PDFont font = new PDType1Font(FontName.HELVETICA);
        try (PDDocument document = new PDDocument()) {
            for (int number = 1; number <= pages; number++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    write(content, font, number);
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static void write(PDPageContentStream content, PDFont font, int page) throws IOException {
        content.beginText();
        content.setFont(font, 11);
        content.setLeading(15);
        content.newLineAtOffset(50, 790);
        for (int line = 1; line <= LINES; line++) {
            content.showText(
                    "Handle with care; call first, then deliver, and not before noon, said customer %d of page %d."
                            .formatted(line, page));
            content.newLine();
        }
        content.endText();
    }
}
