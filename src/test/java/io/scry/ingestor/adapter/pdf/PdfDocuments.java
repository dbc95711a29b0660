package io.scry.ingestor.adapter.pdf;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Makes the documents that tests read. */
final class PdfDocuments {

    private static final int KEY_LENGTH = 128;

    private PdfDocuments() {}

    /** Changes a document before it is saved. */
    interface Change {
        void apply(PDDocument document) throws IOException;
    }

    /** A document with one page for each text; the lines of a text stand under one another. */
    static byte[] pages(String... texts) throws IOException {
        return pages(document -> {}, texts);
    }

    static byte[] pages(Change change, String... texts) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (String text : texts) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    int y = 780;
                    for (String line : text.lines().toList()) {
                        write(content, new PDType1Font(FontName.HELVETICA), 12, 50, y, line);
                        y -= 16;
                    }
                }
            }
            change.apply(document);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes, CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        }
    }

    /** Encrypts a document. */
    static Change protect(String owner, String user, boolean canExtract) {
        return document -> {
            AccessPermission permission = new AccessPermission();
            permission.setCanExtractContent(canExtract);
            StandardProtectionPolicy policy = new StandardProtectionPolicy(owner, user, permission);
            policy.setEncryptionKeyLength(KEY_LENGTH);
            document.protect(policy);
        };
    }

    /** Draws one image of 40 by 20 pixels twice, at the end of a page. */
    static Change image(int page) {
        return document -> {
            PDImageXObject logo = LosslessFactory.createFromImage(document, logo());
            try (PDPageContentStream content = append(document, page)) {
                content.drawImage(logo, 450, 760, 80, 40);
                content.drawImage(logo, 450, 60, 80, 40);
            }
        };
    }

    /** Puts words on a page, each a column and a line. */
    static Change words(int page, List<Word> words) {
        return document -> {
            try (PDPageContentStream content = append(document, page)) {
                for (Word word : words) {
                    write(content, new PDType1Font(FontName.HELVETICA), 10, word.x(), word.y(), word.text());
                }
            }
        };
    }

    record Word(int x, int y, String text) {}

    static PDPageContentStream append(PDDocument document, int page) throws IOException {
        return new PDPageContentStream(
                document, document.getPage(page - 1), PDPageContentStream.AppendMode.APPEND, true, true);
    }

    static void write(PDPageContentStream content, PDFont font, int size, int x, int y, String text)
            throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(x, y);
        content.showText(text);
        content.endText();
    }

    static BufferedImage logo() {
        BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillRect(0, 0, 40, 20);
        graphics.setColor(Color.BLUE);
        graphics.fillOval(5, 2, 16, 16);
        graphics.dispose();
        return image;
    }
}
