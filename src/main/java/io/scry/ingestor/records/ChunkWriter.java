package io.scry.ingestor.records;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is written into pieces, each of which is compressed on another thread while the next one is written. The last one is
 * stored by {@link #finish()}, or given away; closing stores nothing. If one cannot be stored, the call that completes the
 * next piece throws why, or {@link #finish()} or {@link #takeRest()}.
 */
final class ChunkWriter extends OutputStream {

    private final Store store;
    private final boolean storesBehind;
    private Buffer buffer = new Buffer();
    private Buffer spare = new Buffer();
    private CompletableFuture<byte @Nullable []> compressing = CompletableFuture.completedFuture(null);
    private int seq;

    private ChunkWriter(Store store, boolean storesBehind) {
        this.store = store;
        this.storesBehind = storesBehind;
    }

    /** One that stores pieces on the thread that writes. */
    static ChunkWriter to(Store store) {
        return new ChunkWriter(store, false);
    }

    /** One that stores a piece on another thread, too. */
    static ChunkWriter behind(Store store) {
        return new ChunkWriter(store, true);
    }

    @Override
    public void write(int b) {
        buffer.write(b);
        if (buffer.size() == Chunks.SIZE) {
            flushChunk();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int part = Math.min(end - from, Chunks.SIZE - buffer.size());
            buffer.write(bytes, from, part);
            from += part;
            if (buffer.size() == Chunks.SIZE) {
                flushChunk();
            }
        }
    }

    /** Stores what is left; all is stored afterwards. */
    void finish() {
        if (buffer.size() > 0) {
            flushChunk();
        }
        settle();
    }

    /** Gives what is left, as the last piece, instead of storing it; null if nothing is. All else is stored afterwards. */
    byte @Nullable [] takeRest() {
        settle();
        if (buffer.size() == 0) {
            return null;
        }
        seq++;
        return buffer.takeCompressed();
    }

    /** How many pieces were stored or given away. */
    int count() {
        return seq;
    }

    private void flushChunk() {
        byte[] before = Background.join(compressing);
        int number = seq++;
        Buffer full = buffer;
        buffer = spare;
        spare = full;
        compressing = CompletableFuture.supplyAsync(() -> compress(number, full), Background.THREADS);
        if (before != null) {
            store.put(number - 1, before);
        }
    }

    /** Null if it is stored, too. */
    private byte @Nullable [] compress(int number, Buffer full) {
        byte[] compressed = full.takeCompressed();
        if (storesBehind) {
            store.put(number, compressed);
            return null;
        }
        return compressed;
    }

    private void settle() {
        byte[] before = Background.join(compressing);
        compressing = CompletableFuture.completedFuture(null);
        if (before != null) {
            store.put(seq - 1, before);
        }
    }

    /** Keeps one piece. */
    interface Store {
        void put(int seq, byte[] compressed);
    }

    /** A growing buffer that compresses what it holds without copying it first. */
    private static final class Buffer extends ByteArrayOutputStream {

        Buffer() {
            super(1024);
        }

        byte[] takeCompressed() {
            byte[] compressed = Chunks.compress(buf, count);
            reset();
            return compressed;
        }
    }
}
