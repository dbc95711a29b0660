package io.scry.ingestor.adapter.word;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The unpacked bytes of a part, no more of them than the limits allow. */
final class PartStream extends FilterInputStream {

    /** A parser that takes so much for one event would go on to hold all of it in memory. */
    private static final long MAX_EVENT = 8L << 20;

    private static final long RATIO_FROM = 1L << 20;

    private final Limits limits;
    private final long packed;
    private final long maxSize;
    private long count;
    private long resumedAt;

    /**
     * @param packed how many bytes it has when packed
     * @param maxSize how many it may have when unpacked
     */
    PartStream(InputStream unpacked, Limits limits, long packed, long maxSize) {
        super(unpacked);
        this.limits = limits;
        this.packed = packed;
        this.maxSize = maxSize;
    }

    /** How many bytes were read. */
    long count() {
        return count;
    }

    /** Begins the next event. */
    void resume() {
        resumedAt = count;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        counted(Math.max(0, read));
        return read;
    }

    private void counted(int bytes) {
        count += bytes;
        limits.unpacked(bytes);
        limits.ratio(count > RATIO_FROM ? count / Math.max(1, packed) : 0);
        if (count > maxSize) {
            throw Refusals.limit(
                    "A part that is held in memory is larger than %d bytes".formatted(maxSize), "max_definitions_size");
        }
        if (count - resumedAt > MAX_EVENT) {
            throw Refusals.limit(
                    "A single attribute, comment or text is larger than %d bytes".formatted(MAX_EVENT),
                    "max_block_length");
        }
    }
}
