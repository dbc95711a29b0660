package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
            return XlsxWorkbook.open(file, options, output);
        }
        if (Signature.isOle2(head)) {
            return XlsWorkbook.open(file, options, output);
        }
        if (Signature.isOldExcel(head)) {
            throw Refusals.unsupported("a workbook of Excel 4 or older");
        }
        throw Refusals.otherKind(Signature.describe(head));
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_SIZE);
        }
    }
}
