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

    private OldDocument() {}

    /**
     * Decrypts the document in the file.
     *
     * @throws UnreadableSourceException if there is no encrypted one in it, or the password is not right
     * @throws IOException if a file cannot be read or written
     */
    static void decrypt(Path file, @Nullable String password, Path target) throws IOException {
        try (POIFSFileSystem old = new POIFSFileSystem(file.toFile(), true)) {
            DirectoryNode root = old.getRoot();
            if (!root.hasEntryCaseInsensitive("EncryptedPackage")) {
                throw refusal(root);
            }
            if (password == null) {
                throw protectedBy(
                        "The document is encrypted: give its password in the option password, or save it without one");
            }
            decrypt(old, password, target);
        } catch (UnreadableSourceException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException | IOException e) {
            // The boundary to the parser, which throws anything at broken files. That the file can be read was seen
            // when its first bytes were.
            throw new UnreadableSourceException(
                    Reason.DAMAGED,
                    "This is an old Office document, or an encrypted new one, that is damaged or cut off: open it in Word,"
                            + " let it be repaired, and save it as a Word document (.docx)",
                    e);
        }
    }

    private static void decrypt(POIFSFileSystem old, String password, Path target)
            throws IOException, GeneralSecurityException {
        EncryptionInfo info;
        try {
            info = new EncryptionInfo(old);
        } catch (EncryptedDocumentException e) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The document is encrypted in a way that cannot be read here: save it without a password",
                    e);
        }
        if (info.getVerifier().getSpinCount() > MAX_ROUNDS) {
            throw Refusals.limit("Its encryption asks for more than %d rounds".formatted(MAX_ROUNDS), "password");
        }
        Decryptor decryptor = info.getDecryptor();
        if (!decryptor.verifyPassword(password)) {
            throw protectedBy("The password in the option password does not open the document");
        }
        try (InputStream decrypted = decryptor.getDataStream(old);
                OutputStream copy = Files.newOutputStream(target)) {
            decrypted.transferTo(copy);
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
