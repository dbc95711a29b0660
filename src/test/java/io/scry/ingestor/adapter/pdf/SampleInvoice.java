package io.scry.ingestor.adapter.pdf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Makes {@code samples/invoice.pdf}: run it from the project's root to make the sample anew. */
final class SampleInvoice {

    private static final List<List<String>> ITEMS = List.of(
            List.of("Item", "Quantity", "Unit price", "Amount"),
            List.of("Copper wire, 2 mm", "120 m", "1.40", "168.00"),
            List.of("Junction box", "16", "3.25", "52.00"),
            List.of("Cable duct, 40 mm", "60 m", "2.10", "126.00"),
            List.of("Circuit breaker", "4", "18.50", "74.00"));
    private static final int[] COLUMNS = {50, 260, 350, 460};

    private SampleInvoice() {}

    public static void main(String[] args) throws IOException {
        Path samples = Files.createDirectories(Path.of("samples"));
        Files.write(samples.resolve("invoice.pdf"), PdfDocuments.pages(SampleInvoice::fill, "", TERMS));
    }

    private static final String TERMS = """
            Terms of payment

            The amount is due within 30 days of the date of this invoice.
            Please name the invoice's number with your payment.
            Goods remain the property of Northwind Electrical until they are paid.
            """;

    private static void fill(PDDocument document) throws IOException {
        PDType1Font plain = new PDType1Font(FontName.HELVETICA);
        PDType1Font bold = new PDType1Font(FontName.HELVETICA_BOLD);
        try (PDPageContentStream content = PdfDocuments.append(document, 1)) {
            content.drawImage(LosslessFactory.createFromImage(document, PdfDocuments.logo()), 465, 770, 80, 40);
            PdfDocuments.write(content, bold, 20, 50, 780, "Invoice INV-2026-0042");
            PdfDocuments.write(content, plain, 11, 50, 750, "Northwind Electrical, 12 Harbour Road, Bristol");
            PdfDocuments.write(content, plain, 11, 50, 734, "Date: 14 January 2026");
            PdfDocuments.write(content, plain, 11, 50, 718, "Bill to: Greenfield Builders, 8 Mill Lane, Bath");
            int y = 670;
            for (List<String> row : ITEMS) {
                for (int column = 0; column < COLUMNS.length; column++) {
                    PdfDocuments.write(content, y == 670 ? bold : plain, 11, COLUMNS[column], y, row.get(column));
                }
                y -= 20;
            }
            PdfDocuments.write(content, bold, 12, 350, y - 10, "Total due");
            PdfDocuments.write(content, bold, 12, 460, y - 10, "420.00 GBP");
        }
        PDDocumentInformation about = document.getDocumentInformation();
        about.setTitle("Invoice INV-2026-0042");
        about.setAuthor("Northwind Electrical");
        about.setSubject("Electrical supplies");
        about.setKeywords("invoice, sample");
        about.setCreator("Scry Ingestor");
        GregorianCalendar created =
                GregorianCalendar.from(Instant.parse("2026-01-14T09:30:00Z").atZone(ZoneOffset.UTC));
        about.setCreationDate(created);
        about.setModificationDate(created);
    }
}
