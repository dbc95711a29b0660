package io.scry.ingestor.records;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Gives pieces one after another, and fetches the next one meanwhile. */
final class FetchAhead implements IntFunction<byte @Nullable []> {

    private final IntFunction<byte @Nullable []> fetch;
    private final int count;
    private @Nullable CompletableFuture<byte @Nullable []> next;

    /**
     * Fetches by another.
     *
     * @param count how many pieces there are
     */
    FetchAhead(IntFunction<byte @Nullable []> fetch, int count) {
        this.fetch = fetch;
        this.count = count;
    }

    @Override
    public byte @Nullable [] apply(int seq) {
        byte[] piece = next == null ? fetch.apply(seq) : Background.join(next);
        int following = seq + 1;
        next = following == count
                ? null
                : CompletableFuture.supplyAsync(() -> fetch.apply(following), Background.THREADS);
        return piece;
    }
}
