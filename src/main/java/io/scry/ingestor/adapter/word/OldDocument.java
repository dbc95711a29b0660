package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/** A file of the kind that old documents are, in which encrypted new ones lie too. */
final class OldDocument {

    /** Word asks for a hundred thousand rounds; ten times as many take about a second. */
    private static final int MAX_ROUNDS = 1_000_000;

    private static final int BUFFER = 64 * 1024;

    private OldDocument() {}

    /**
     * Decrypts the document in the file.
     *
     * @throws UnreadableSourceException if there is no encrypted one in it, or the password is not right
     * @throws IOException if a file cannot be read or written
     */
    static void decrypt(Path file, @Nullable String password, Path target) throws IOException {
        try (POIFSFileSystem old = parsed(() -> new POIFSFileSystem(file.toFile(), true));
                InputStream decrypted = parsed(() -> open(old, password));
                OutputStream copy = Files.newOutputStream(target)) {
            byte[] buffer = new byte[BUFFER];
            int read = parsed(() -> decrypted.read(buffer));
            while (read >= 0) {
                copy.write(buffer, 0, read);
                read = parsed(() -> decrypted.read(buffer));
            }
        }
    }

    private static InputStream open(POIFSFileSystem old, @Nullable String password)
            throws IOException, GeneralSecurityException {
        DirectoryNode root = old.getRoot();
        if (!root.hasEntryCaseInsensitive("EncryptedPackage")) {
            throw refusal(root);
        }
        if (password == null) {
            throw protectedBy(
                    "The document is encrypted: give its password in the option password, or save it without one");
        }
        EncryptionInfo info = encryption(old);
        if (info.getVerifier().getSpinCount() > MAX_ROUNDS) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The document's encryption asks for more than %d rounds: save it without a password"
                            .formatted(MAX_ROUNDS));
        }
        Decryptor decryptor = info.getDecryptor();
        if (!decryptor.verifyPassword(password)) {
            throw protectedBy("The password in the option password does not open the document");
        }
        return decryptor.getDataStream(old);
    }

    private static EncryptionInfo encryption(POIFSFileSystem old) throws IOException {
        try {
            return new EncryptionInfo(old);
        } catch (EncryptedDocumentException e) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The document is encrypted in a way that cannot be read here: save it without a password",
                    e);
        }
    }

    private interface Parsing<T> {
        T run() throws IOException, GeneralSecurityException;
    }

    /** The boundary to the parser, which throws anything at broken files; that this one can be read was seen before. */
    private static <T> T parsed(Parsing<T> parsing) {
        try {
            return parsing.run();
        } catch (UnreadableSourceException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException | IOException e) {
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

    private static UnreadableSourceException protectedBy(String message) {
        return new UnreadableSourceException(Reason.PASSWORD_REQUIRED, message);
    }
}
