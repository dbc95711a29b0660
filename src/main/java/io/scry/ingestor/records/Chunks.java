package io.scry.ingestor.records;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A stream of bytes in pieces, each compressed by itself, so that neither end holds more than one. */
final class Chunks {

    /** How large a piece is before it is compressed. */
    static final int SIZE = 1024 * 1024;

    private static final int LEVEL = 1;

    private Chunks() {}

    /** Keeps one piece. */
    interface Store {
        void put(int seq, byte[] compressed);
    }

    /** Cuts what is written into pieces. The last one is stored by {@link #finish()}; closing stores nothing. */
    static final class Writer extends OutputStream {

        private final Store store;
        private final Buffer buffer = new Buffer();
        private int seq;

        Writer(Store store) {
            this.store = store;
        }

        @Override
        public void write(int b) {
            buffer.write(b);
            if (buffer.size() == SIZE) {
                flushChunk();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int from = offset;
            int end = offset + length;
            while (from < end) {
                int part = Math.min(end - from, SIZE - buffer.size());
                buffer.write(bytes, from, part);
                from += part;
                if (buffer.size() == SIZE) {
                    flushChunk();
                }
            }
        }

        /** Stores what is left. */
        void finish() {
            if (buffer.size() > 0) {
                flushChunk();
            }
        }

        /** Gives what is left, as the last piece, instead of storing it; null if nothing is. */
        byte @Nullable [] takeRest() {
            return buffer.size() == 0 ? null : takeChunk();
        }

        /** How many pieces were stored or given away. */
        int count() {
            return seq;
        }

        private void flushChunk() {
            int number = seq;
            store.put(number, takeChunk());
        }

        private byte[] takeChunk() {
            byte[] compressed = buffer.compressed();
            buffer.reset();
            seq++;
            return compressed;
        }
    }

    /** A growing buffer that compresses what it holds without copying it first. */
    private static final class Buffer extends ByteArrayOutputStream {

        Buffer() {
            super(1024);
        }

        byte[] compressed() {
            return compress(buf, count);
        }
    }

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

    /** Reads pieces one after another; one that is missing is an error, never an early end. */
    static final class Reader extends InputStream {

        private final IntFunction<byte @Nullable []> fetch;
        private final int count;
        private byte[] chunk = {};
        private int position;
        private int next;

        Reader(IntFunction<byte @Nullable []> fetch, int count) {
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
            if (size <= 0 || size > SIZE) {
                throw new IOException("A stored chunk is damaged: it claims to hold " + size + " bytes");
            }
            return (int) size;
        }
    }
}
