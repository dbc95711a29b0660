package io.scry.ingestor.records;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads pieces one after another; one that is missing is an error, never an early end. */
final class ChunkReader extends InputStream {

    private final IntFunction<byte @Nullable []> fetch;
    private final int count;
    private byte[] chunk = {};
    private int position;
    private int next;

    /**
     * A reader.
     *
     * @param fetch gives a piece by its number, from 0 on; null if it is not there
     */
    ChunkReader(IntFunction<byte @Nullable []> fetch, int count) {
        this.fetch = fetch;
        this.count = count;
    }

    @Override
    public int read() throws IOException {
        return more() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int part = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, part);
        position += part;
        return part;
    }

    @Override
    public long transferTo(OutputStream target) throws IOException {
        long total = 0;
        while (more()) {
            target.write(chunk, position, chunk.length - position);
            total += chunk.length - position;
            position = chunk.length;
        }
        return total;
    }

    private boolean more() throws IOException {
        while (position == chunk.length) {
            if (next == count) {
                return false;
            }
            byte[] compressed = fetch.apply(next);
            if (compressed == null) {
                throw new IOException("Piece " + (next + 1) + " of " + count + " is not there any more");
            }
            next++;
            chunk = Zstd.decompress(compressed, rawSize(compressed));
            position = 0;
        }
        return true;
    }

    private static int rawSize(byte[] compressed) throws IOException {
        long size = Zstd.getFrameContentSize(compressed);
        if (size <= 0 || size > Chunks.SIZE) {
            throw new IOException("A stored chunk is damaged: it claims to hold " + size + " bytes");
        }
        return (int) size;
    }
}
