package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.util.unit.DataSize;

/** Lets so many bytes through, and refuses the source with the next one. */
final class LimitedStream extends FilterInputStream {

    private final DataSize limit;
    private final String setting;
    private long left;

    /**
     * @param setting what the limit is called
     */
    LimitedStream(InputStream in, DataSize limit, String setting) {
        super(in);
        this.limit = limit;
        this.setting = setting;
        this.left = limit.toBytes();
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The server's answer has more than " + limit.toBytes() + " bytes (" + setting + ").");
        }
    }
}
