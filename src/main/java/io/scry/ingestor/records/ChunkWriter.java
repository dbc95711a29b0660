package io.scry.ingestor.records;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is written into pieces. The last one is stored by {@link #finish()}, or given away; closing stores nothing. If
 * one cannot be stored, the call that completes the next piece throws why, or {@link #finish()} or {@link #takeRest()}.
 */
final class ChunkWriter extends OutputStream {

    private final Store store;
    private final Executor executor;
    private Buffer buffer = new Buffer();
    private Buffer spare = new Buffer();
    private CompletableFuture<?> storing = CompletableFuture.completedFuture(null);
    private int seq;

    private ChunkWriter(Store store, Executor executor) {
        this.store = store;
        this.executor = executor;
    }

    /** One that stores pieces on the thread that writes. */
    static ChunkWriter to(Store store) {
        return new ChunkWriter(store, Runnable::run);
    }

    /** One that compresses and stores a piece on another thread while the next one is written. */
    static ChunkWriter behind(Store store) {
        return new ChunkWriter(store, Background.THREADS);
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
        Background.join(storing);
    }

    /** Gives what is left, as the last piece, instead of storing it; null if nothing is. All else is stored afterwards. */
    byte @Nullable [] takeRest() {
        Background.join(storing);
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
        Background.join(storing);
        int number = seq++;
        Buffer full = buffer;
        buffer = spare;
        spare = full;
        storing = CompletableFuture.runAsync(() -> store.put(number, full.takeCompressed()), executor);
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
