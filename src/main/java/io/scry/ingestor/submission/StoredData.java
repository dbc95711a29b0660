package io.scry.ingestor.submission;

import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Results;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.stereotype.Component;

/** Writes stored data as JSON or NDJSON, without parsing it: records are kept one a line. */
@Component
class StoredData {

    private static final int BUFFER = 64 * 1024;

    private final Results results;

    StoredData(Results results) {
        this.results = results;
    }

    InputStream open(Ingestion succeeded) {
        return results.open(succeeded);
    }

    static boolean isRecords(Ingestion succeeded) {
        return succeeded.shape() == Ingestion.Shape.RECORDS;
    }

    void json(Ingestion succeeded, OutputStream out) throws IOException {
        try (InputStream data = open(succeeded)) {
            if (isRecords(succeeded)) {
                out.write('[');
                commas(data, out);
                out.write(']');
            } else {
                data.transferTo(out);
            }
        }
    }

    void ndjson(Ingestion succeeded, OutputStream out) throws IOException {
        try (InputStream data = open(succeeded)) {
            long bytes = data.transferTo(out);
            if (bytes > 0) {
                out.write('\n');
            }
        }
    }

    /** JSON text has no line break inside a value's line, so every one of them stands between two records. */
    private static void commas(InputStream data, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read;
        while ((read = data.read(buffer)) > 0) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    buffer[i] = ',';
                }
            }
            out.write(buffer, 0, read);
        }
    }
}
