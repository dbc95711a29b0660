package io.scry.ingestor.adapter;

import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/** A file of Word or Excel 2007 and later that is encrypted: it lies in a container, as old ones do. */
public final class EncryptedPackage {

    /** Office asks for a hundred thousand rounds; ten times as many take about a second. */
    private static final int MAX_ROUNDS = 1_000_000;

    private static final String ENTRY = "EncryptedPackage";
    private static final int BUFFER = 64 * 1024;

    private EncryptedPackage() {}

    /** Whether there is one in this container. */
    public static boolean isIn(POIFSFileSystem container) {
        return container.getRoot().hasEntryCaseInsensitive(ENTRY);
    }

    /**
     * Writes it to a file, decrypted.
     *
     * @param password opens it; none is needed where Office itself asks for none
     * @throws UnreadableSourceException if the password is missing or wrong, or what is encrypted is damaged
     * @throws IOException if a file cannot be read or written
     */
    public static void decrypt(POIFSFileSystem container, @Nullable String password, Path target) throws IOException {
        try (InputStream decrypted = parsed(() -> open(container, password));
                OutputStream copy = Files.newOutputStream(target)) {
            byte[] buffer = new byte[BUFFER];
            int read = parsed(() -> decrypted.read(buffer));
            while (read >= 0) {
                copy.write(buffer, 0, read);
                read = parsed(() -> decrypted.read(buffer));
            }
        }
    }

    private static InputStream open(POIFSFileSystem container, @Nullable String password)
            throws IOException, GeneralSecurityException {
        EncryptionInfo info = encryption(container);
        if (info.getVerifier().getSpinCount() > MAX_ROUNDS) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The file's encryption asks for more than %d rounds: save it without a password"
                            .formatted(MAX_ROUNDS));
        }
        Decryptor decryptor = info.getDecryptor();
        requirePassword(decryptor, password);
        return decryptor.getDataStream(container);
    }

    /**
     * Makes a decryptor ready. Office encrypts files whose structure alone is protected with a password that all know.
     *
     * @throws UnreadableSourceException if the password is missing or wrong
     */
    public static void requirePassword(Decryptor decryptor, @Nullable String password) throws GeneralSecurityException {
        if (!decryptor.verifyPassword(Decryptor.DEFAULT_PASSWORD)
                && (password == null || !decryptor.verifyPassword(password))) {
            throw new UnreadableSourceException(
                    Reason.PASSWORD_REQUIRED,
                    password == null
                            ? "The file is encrypted: give its password in the option password, or save it without one"
                            : "The password in the option password does not open the file");
        }
    }

    private static EncryptionInfo encryption(POIFSFileSystem container) throws IOException {
        try {
            return new EncryptionInfo(container);
        } catch (EncryptedDocumentException e) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The file is encrypted in a way that cannot be read here: save it without a password",
                    e);
        }
    }

    private interface Parsing<T> {
        T run() throws IOException, GeneralSecurityException;
    }

    /** The boundary to the parser, which throws anything at what is broken. */
    private static <T> T parsed(Parsing<T> parsing) throws IOException {
        try {
            return parsing.run();
        } catch (UnreadableSourceException | ClosedByInterruptException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException | IOException e) {
            throw new UnreadableSourceException(
                    Reason.DAMAGED,
                    "The file is encrypted, and damaged or cut off: open it in the program that it is from, let it be"
                            + " repaired, and save it again",
                    e);
        }
    }
}
