package io.scry.ingestor.submission;

import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Turns ingestions away while too many wait. The queue is counted a few times a second; in between, this replica counts
 * what it accepts itself. With several replicas the limit can be passed by what the others accept within that time.
 */
@Component
class QueueLimit {

    private static final Duration COUNT_EVERY = Duration.ofMillis(250);
    private static final int RETRY_SECONDS = 5;

    private final Ingestions ingestions;
    private final ActiveSettings settings;
    private final ReentrantLock counting = new ReentrantLock();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long counted = System.nanoTime() - COUNT_EVERY.toNanos();

    QueueLimit(Ingestions ingestions, ActiveSettings settings) {
        this.ingestions = ingestions;
        this.settings = settings;
    }

    /** Counts one more in, or turns it away. */
    void pass() {
        int limit = settings.current().get(IngestionSettings.class).queueLimit();
        if (System.nanoTime() - counted >= COUNT_EVERY.toNanos() && counting.tryLock()) {
            try {
                waiting.set(ingestions.queued(limit + 1));
                counted = System.nanoTime();
            } finally {
                counting.unlock();
            }
        }
        if (waiting.incrementAndGet() > limit) {
            waiting.decrementAndGet();
            throw new ProblemException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "queue-full",
                            "Too many ingestions are waiting",
                            limit
                                    + " ingestions wait already (ingestion.queue_limit). Nothing was accepted; send it again later.")
                    .retryAfter(RETRY_SECONDS);
        }
    }
}
