package io.scry.ingestor.records;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/**
 * What is done on another thread while a piece is made or read, one thing at a time. If nobody waits for it any more, it
 * still runs to its end, and what comes of it is dropped.
 */
final class Background {

    /** A thread for each thing, which ends with it; a platform thread, since requests wait for it. */
    static final Executor THREADS =
            task -> Thread.ofPlatform().daemon().name("pieces").start(task);

    /** Longer than any answer of the database may take, but not than a write to a connection that is broken. */
    private static final Duration LIMIT = Duration.ofMinutes(11);

    private Background() {}

    /** Waits, even if interrupted. Throws what it has thrown. */
    static <T extends @Nullable Object> T join(CompletableFuture<T> future) {
        try {
            return future.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default ->
                    throw new QueryTimeoutException("A piece was neither stored nor refused within " + LIMIT, e);
            }
        }
    }
}
