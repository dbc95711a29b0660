package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * An open document. What it decodes to keep goes to a scratch file, which is deleted when it is closed.
 *
 * @param repaired whether its table of objects was not where the file says, and had to be searched for
 */
record PdfFile(PDDocument document, boolean repaired) implements AutoCloseable {

    private static final int TAIL = 2048;
    private static final Pattern TABLE_AT = Pattern.compile("startxref\\s+(\\d{1,18})");
    private static final String BOUNCY_CASTLE = "org/bouncycastle";

    /**
     * Opens a document.
     *
     * @throws UnreadableSourceException if it is none, is protected, or nothing of it can be read
     * @throws IOException if the file cannot be read
     */
    static PdfFile open(Path file, @Nullable String password) throws IOException, InterruptedException {
        byte[] head;
        String tail;
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            head = part(content, 0, Signature.REACH);
            tail = new String(part(content, Math.max(0, content.length() - TAIL), TAIL), StandardCharsets.ISO_8859_1);
        }
        if (head.length == 0) {
            throw new UnreadableSourceException(Reason.EMPTY, "The document is empty: it has no bytes");
        }
        if (!Signature.isPdf(head) && !tail.contains("startxref")) {
            throw new UnreadableSourceException(
                    Reason.WRONG_TYPE, "This is no PDF: it looks like " + Signature.describe(head));
        }
        PDDocument document = load(file, password);
        return new PdfFile(document, isRepaired(document, tail, Signature.headerAt(head)));
    }

    /** All its pages, in order. */
    List<PDPage> pages() throws InterruptedException {
        List<PDPage> pages = new ArrayList<>();
        try {
            document.getPages().forEach(pages::add);
        } catch (RuntimeException | StackOverflowError e) {
            // The boundary to the parser: what it collected until the tree broke is still good.
            rethrowInterrupt();
        }
        if (pages.isEmpty()) {
            throw new UnreadableSourceException(
                    Reason.DAMAGED, "No page can be found in the PDF: it is damaged or cut off");
        }
        return pages;
    }

    /** How many pages it says it has, whether or not they are there; 0 if it does not say. */
    int statedPageCount() {
        return Math.max(0, document.getPages().getCOSObject().getInt(COSName.COUNT, 0));
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    private static PDDocument load(Path file, @Nullable String password) throws InterruptedException {
        try {
            return Loader.loadPDF(file.toFile(), password, IOUtils.createTempFileOnlyStreamCache());
        } catch (InvalidPasswordException e) {
            throw new UnreadableSourceException(
                    Reason.PASSWORD_REQUIRED,
                    password == null || password.isEmpty()
                            ? "The PDF is protected: give its password in the option password"
                            : "The PDF is protected, and the password that was given does not open it",
                    e);
        } catch (NoClassDefFoundError e) {
            if (e.getMessage() == null || !e.getMessage().contains(BOUNCY_CASTLE)) {
                throw e;
            }
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The PDF is encrypted for the holders of certificates, which is not supported: send it unencrypted",
                    e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // The boundary to the parser, which throws anything at broken content.
            rethrowInterrupt();
            throw new UnreadableSourceException(
                    Reason.DAMAGED,
                    "Nothing in the PDF can be read, it is damaged or cut off: " + Fault.describe(e),
                    e);
        }
    }

    /** An interrupt closes the file under the parser, which then takes the file for broken. */
    private static void rethrowInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** PDFBox tells nobody, but it found the table elsewhere than where the file's end says. */
    private static boolean isRepaired(PDDocument document, String tail, int headerAt) {
        Matcher matcher = TABLE_AT.matcher(tail);
        long stated = -1;
        while (matcher.find()) {
            stated = Long.parseLong(matcher.group(1));
        }
        long found = document.getDocument().getStartXref();
        return stated != found && stated + headerAt != found;
    }

    private static byte[] part(RandomAccessFile content, long from, int length) throws IOException {
        byte[] part = new byte[(int) Math.min(length, content.length() - from)];
        content.seek(from);
        content.readFully(part);
        return part;
    }
}
