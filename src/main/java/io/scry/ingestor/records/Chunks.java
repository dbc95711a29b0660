package io.scry.ingestor.records;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;

/** A stream of bytes in pieces, each compressed by itself, so that neither end holds more than two. */
final class Chunks {

    /** How large a piece is before it is compressed. */
    static final int SIZE = 1024 * 1024;

    private static final int LEVEL = 1;

    private Chunks() {}

    /** One piece by itself: the first bytes of an array, {@link #SIZE} at most. */
    static byte[] compress(byte[] bytes, int count) {
        byte[] target = new byte[Math.toIntExact(Zstd.compressBound(count))];
        long size = Zstd.compressByteArray(target, 0, target.length, bytes, 0, count, LEVEL);
        if (Zstd.isError(size)) {
            throw new IllegalStateException("Could not compress a chunk: " + Zstd.getErrorName(size));
        }
        return Arrays.copyOf(target, Math.toIntExact(size));
    }

    /** How many pieces a stream of this many bytes has. */
    static int count(long bytes) {
        return Math.toIntExact((bytes + SIZE - 1) / SIZE);
    }
}
