package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.EncryptedPackage;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/** A file of the kind that old documents are, in which encrypted new ones lie too. */
final class OldDocument {

    private OldDocument() {}

    /**
     * Decrypts the document in the file.
     *
     * @throws UnreadableSourceException if there is no encrypted one in it, or the password is not right
     * @throws IOException if a file cannot be read or written
     */
    static void decrypt(Path file, @Nullable String password, Path target) throws IOException {
        try (POIFSFileSystem old = open(file)) {
            if (!EncryptedPackage.isIn(old)) {
                throw refusal(old.getRoot());
            }
            EncryptedPackage.decrypt(old, password, target);
        }
    }

    /** That the file can be read was seen before: what is thrown here is the parser's answer to a broken one. */
    private static POIFSFileSystem open(Path file) throws IOException {
        try {
            return new POIFSFileSystem(file.toFile(), true);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UnreadableSourceException(
                    Reason.DAMAGED,
                    "This is an old Office document, or an encrypted new one, that is damaged or cut off: open it in Word,"
                            + " let it be repaired, and save it as a Word document (.docx)",
                    e);
        }
    }

    private static UnreadableSourceException refusal(DirectoryNode root) {
        if (root.hasEntryCaseInsensitive("WordDocument")) {
            return Refusals.unsupported("This is a document of Word 97 to 2003 (.doc)");
        }
        if (root.hasEntryCaseInsensitive("Workbook") || root.hasEntryCaseInsensitive("Book")) {
            return Refusals.wrongType("an old Excel workbook (.xls); use adapter_type excel");
        }
        return Refusals.unsupported("This is an old Office document that is no document of Word 97 to 2003");
    }
}
