package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.EncryptedPackage;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The records of an xls file, one after the other. Between a BOF and an EOF lies what belongs to the workbook, or to one
 * sheet, or, within that, to a chart.
 */
final class XlsRecords implements Closeable {

    private static final int STEPS_BETWEEN_REPORTS = 2000;

    private final DocumentInputStream stream;
    private final Output output;
    private final long total;
    private RecordInputStream in;
    private int read;
    private int depth;
    private long steps;

    XlsRecords(DocumentEntry entry, Output output) throws IOException {
        this.stream = new DocumentInputStream(entry);
        this.output = output;
        this.total = entry.getSize();
        this.in = guarded(() -> new RecordInputStream(stream));
    }

    /** Moves to the next record, whatever is left of this one; whether there is one. */
    boolean next() throws InterruptedException {
        if (++steps % STEPS_BETWEEN_REPORTS == 0) {
            output.progress(total - stream.available(), total);
        }
        boolean ended = depth == 0 && steps > 1;
        boolean found = guarded(() -> {
            in.readRemainder();
            if (!in.hasNextRecord() || (ended && in.getNextSid() != BOFRecord.sid)) {
                return false;
            }
            in.nextRecord();
            return true;
        });
        if (found) {
            read += Integer.BYTES + in.remaining();
            depth += sid() == BOFRecord.sid ? 1 : 0;
            depth -= sid() == EOFRecord.sid ? 1 : 0;
        }
        return found;
    }

    int sid() {
        return in.getSid();
    }

    /** In how many streams this record lies: 1 for those of the workbook or of a sheet, 0 for its last one. */
    int depth() {
        return depth;
    }

    /** Reads what is in this record. */
    <R> R parse(Function<RecordInputStream, R> parser) {
        return guarded(() -> parser.apply(in));
    }

    /** What follows this record, which says how it is encrypted, is readable from here on. */
    void decrypt(@Nullable String password) {
        EncryptionInfo info = parse(record -> new FilePassRecord(record).getEncryptionInfo());
        in = guarded(() -> {
            try {
                EncryptedPackage.requirePassword(info.getDecryptor(), password);
            } catch (GeneralSecurityException e) {
                throw new EncryptedDocumentException(e);
            }
            return new RecordInputStream(stream, info, read);
        });
    }

    /** POI answers what is broken with exceptions of many kinds; none of them is ours. */
    static <R> R guarded(Supplier<R> call) {
        try {
            return call.get();
        } catch (UnreadableSourceException e) {
            throw e;
        } catch (EncryptedDocumentException e) {
            throw Refusals.unsupported("a workbook that is encrypted in an unknown way");
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw Refusals.damaged("a record of it is broken or cut off", e);
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
