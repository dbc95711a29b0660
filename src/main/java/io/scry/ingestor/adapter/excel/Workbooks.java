package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.EncryptedPackage;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.TemporaryFile;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Opens workbooks, by what kind of file they are in. */
final class Workbooks {

    private static final int HEAD_SIZE = 512;

    private Workbooks() {}

    static Workbook open(Path file, ExcelOptions options, Output output) throws IOException, InterruptedException {
        byte[] head = head(file);
        if (head.length == 0) {
            throw new UnreadableSourceException(Reason.EMPTY, "The file is empty");
        }
        if (Signature.isZip(head)) {
            return XlsxWorkbook.open(file, ZipFile.OPEN_READ, options, output);
        }
        if (Signature.isOle2(head)) {
            return inContainer(file, options, output);
        }
        if (Signature.isOldExcel(head)) {
            throw Refusals.unsupported("a workbook of Excel 4 or older");
        }
        throw Refusals.otherKind(Signature.describe(head));
    }

    /** An old workbook, or a new one that is encrypted. */
    private static Workbook inContainer(Path file, ExcelOptions options, Output output)
            throws IOException, InterruptedException {
        try (POIFSFileSystem files = Ole2.open(file)) {
            if (EncryptedPackage.isIn(files)) {
                return decrypted(files, options, output);
            }
        }
        return XlsWorkbook.open(file, options, output);
    }

    private static Workbook decrypted(POIFSFileSystem files, ExcelOptions options, Output output)
            throws IOException, InterruptedException {
        Path file = TemporaryFile.create();
        try {
            EncryptedPackage.decrypt(files, options.password(), file);
            return XlsxWorkbook.open(file, ZipFile.OPEN_READ | ZipFile.OPEN_DELETE, options, output);
        } catch (IOException | InterruptedException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_SIZE);
        }
    }
}
