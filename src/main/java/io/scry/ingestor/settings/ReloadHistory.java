package io.scry.ingestor.settings;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;

/**
 * Keeps every attempt to reload, on every replica. They are written in the background, so that a reload waits for no
 * database; while that is away the newest are kept in memory.
 */
@Component
@Order(3)
public class ReloadHistory implements ReloadObserver, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReloadHistory.class);
    private static final int MOST_WAITING = 1000;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final HistoryRows rows;
    private final ReplicaName replica;
    private final Counter dropped;
    private final BlockingQueue<HistoryEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    /** Taken from those that wait, and not known to be in the database. */
    private volatile @Nullable HistoryEntry writing;

    private volatile @Nullable Thread writer;
    private volatile boolean isStopping;

    ReloadHistory(HistoryRows rows, ReplicaName replica, MeterRegistry meters) {
        this.rows = rows;
        this.replica = replica;
        this.dropped = Counter.builder("scry_ingestor_config_history_dropped")
                .description("Attempts to reload that the history has lost because the database was away for too long")
                .register(meters);
        Gauge.builder("scry_ingestor_config_history_waiting", this, ReloadHistory::unwritten)
                .description("Attempts to reload that are not in the database yet")
                .register(meters);
    }

    private int unwritten() {
        return waiting.size() + (writing == null ? 0 : 1);
    }

    /**
     * A part of the history, newest first.
     *
     * @param before only what is older than this entry; null for the newest
     */
    public List<HistoryEntry> page(@Nullable UUID before, int limit) {
        return rows.page(before, limit);
    }

    @Override
    public void attempted(ReloadAttempt attempt) {
        HistoryEntry entry = HistoryEntry.of(ids.generate(), replica, attempt);
        while (!waiting.offer(entry)) {
            HistoryEntry oldest = waiting.poll();
            if (oldest != null) {
                dropped.increment();
                log.warn(
                        "The database has been away for too long: the history loses the reload of {} ({}, {})",
                        oldest.at(),
                        oldest.cause(),
                        oldest.outcome());
            }
        }
    }

    @Override
    public void start() {
        writer = Thread.ofPlatform().daemon().name("config-history").start(this::write);
    }

    private void write() {
        try {
            while (!isStopping || !waiting.isEmpty()) {
                HistoryEntry next = waiting.take();
                writing = next;
                write(next);
                writing = null;
            }
        } catch (InterruptedException e) {
            if (unwritten() > 0) {
                log.warn("The history loses {} reload(s): the database was away to the end", unwritten());
            }
        }
    }

    /** Until it is written. */
    private void write(HistoryEntry entry) throws InterruptedException {
        boolean isSaid = false;
        while (true) {
            try {
                rows.add(entry);
                rows.prune();
                return;
            } catch (DataIntegrityViolationException | JacksonException e) {
                dropped.increment();
                log.error(
                        "The history cannot hold the reload of {} ({}, {})",
                        entry.at(),
                        entry.cause(),
                        entry.outcome(),
                        e);
                return;
            } catch (DataAccessException | TransactionException e) {
                if (!isSaid) {
                    log.warn("The history of reloads waits for the database: {}", e.toString());
                }
                isSaid = true;
                Thread.sleep(AGAIN);
            }
        }
    }

    /** After the reloader, which has the default phase, and long before the database. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public void stop() {
        isStopping = true;
        Thread running = writer;
        writer = null;
        if (running == null) {
            return;
        }
        try {
            if (unwritten() == 0 || !running.join(STOP)) {
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }
}
