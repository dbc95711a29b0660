package io.scry.ingestor.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.scry.ingestor.health.StartCondition;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownPhases;
import io.scry.ingestor.tracing.Traces;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Moves events from the outbox to Kafka, oldest first. Of all replicas one at a time does; any may go on. */
@Component
class OutboxPublisher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxPublisher.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** What comes within this time after something was sent is sent together: each look costs as much as several events. */
    private static final Duration TOGETHER = Duration.ofMillis(20);
    /** While another replica sends: it may have read what it sends before the last events came. */
    private static final Duration AGAIN = Duration.ofMillis(100);
    /** Until the schema is there. */
    private static final Duration START = Duration.ofMillis(100);

    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final EventSender.Outcome NOTHING = new EventSender.Outcome(List.of(), null);

    private final OutboxRows rows;
    private final TransactionTemplate transaction;
    private final KafkaSettings kafka;
    private final Shutdown shutdown;
    private final MeterRegistry meters;
    private final List<StartCondition> startConditions;
    private final Traces traces;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Counter published;
    private volatile OutboxRows.Backlog backlog = new OutboxRows.Backlog(0, 0);
    private @Nullable Thread thread;
    private volatile boolean running;
    private long measured = System.nanoTime() - LOOK.toNanos();

    OutboxPublisher(
            OutboxRows rows,
            TransactionTemplate transaction,
            ActiveSettings settings,
            MeterRegistry meters,
            Shutdown shutdown,
            List<StartCondition> startConditions,
            Traces traces) {
        this.traces = traces;
        this.shutdown = shutdown;
        this.meters = meters;
        this.startConditions = startConditions;
        this.rows = rows;
        this.transaction = transaction;
        this.kafka = settings.current().get(KafkaSettings.class);
        this.published = Counter.builder("scry_ingestor_events_published")
                .description("Events that Kafka has acknowledged")
                .register(meters);
        Gauge.builder("scry_ingestor_outbox_lag_seconds", () -> backlog.lagSeconds())
                .description("Age of the oldest event that is not yet known to be in Kafka")
                .register(meters);
        Gauge.builder("scry_ingestor_outbox_pending", () -> backlog.pending())
                .description("Events that are not yet known to be in Kafka, counted up to 100,000")
                .register(meters);
    }

    /**
     * What came of one look into the outbox.
     *
     * @param hasMore whether there was more than was sent
     * @param isElsewhere whether another replica is sending
     */
    private record Batch(EventSender.Outcome sent, boolean hasMore, boolean isElsewhere) {}

    /** Says that there is something to send. */
    void wake() {
        wakeUps.offer(true);
    }

    /** As last measured: a second or two ago, if the database answers and Kafka does; at each try, if Kafka does not. */
    OutboxRows.Backlog backlog() {
        return backlog;
    }

    @Override
    public boolean isAutoStartup() {
        return kafka.isConfigured();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("outbox-publisher").start(this::publishUntilStopped);
    }

    /** What is decided is sent first, if Kafka takes it in time; what it does not take another replica sends, or this one later. */
    @Override
    public void stop() {
        running = false;
        Thread current = thread;
        if (current == null) {
            return;
        }
        ending.countDown();
        wake();
        shutdown.phase("kafka", () -> {
            if (!shutdown.join("flushing events to Kafka", FLUSH, current)) {
                log.warn(
                        "{} event(s) or more wait in the outbox, for another replica or the next start",
                        backlog.pending());
            }
        });
    }

    @Override
    public int getPhase() {
        return ShutdownPhases.MESSAGES;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void publishUntilStopped() {
        try {
            awaitStart();
            BackOffExecution backOff = backOff();
            while (running) {
                long begun = System.nanoTime();
                Exception failure = publishUntilFailure();
                if (failure == null) {
                    return;
                }
                if (System.nanoTime() - begun
                        > kafka.maxBackOff().multipliedBy(2).toNanos()) {
                    backOff = backOff();
                }
                measure();
                long pause = backOff.nextBackOff();
                log.warn(
                        "Events wait in the outbox ({} of them), trying again in {} ms: {}",
                        backlog.pending(),
                        pause,
                        NestedExceptionUtils.getMostSpecificCause(failure).toString());
                if (ending.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException | InterruptException e) {
            log.debug("The outbox publisher was told to stop");
        }
    }

    private void awaitStart() throws InterruptedException {
        while (running && !startConditions.stream().allMatch(StartCondition::isMet)) {
            ending.await(START.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Boundary: sends until something is in the way, or until all is sent after a stop. Each time with a new producer: a
     * broken one may never recover.
     */
    private @Nullable Exception publishUntilFailure() throws InterruptedException {
        try (EventSender sender = new EventSender(kafka, meters, traces)) {
            while (true) {
                boolean isLast = !running;
                Batch last = publish(sender);
                if (last.sent().failure() != null || isLast) {
                    return last.sent().failure();
                }
                if (!last.sent().delivered().isEmpty()) {
                    ending.await(TOGETHER.toMillis(), TimeUnit.MILLISECONDS);
                }
                wakeUps.poll((last.isElsewhere() ? AGAIN : LOOK).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedTransactionException e) {
            throw new InterruptedException();
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Also while nothing can be sent: that is when somebody looks at it. */
    private void measure() {
        measured = System.nanoTime();
        try {
            backlog = rows.backlog();
        } catch (DataAccessException e) {
            log.debug("Could not measure the outbox", e);
        }
    }

    private BackOffExecution backOff() {
        ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
        backOff.setMaxInterval(kafka.maxBackOff().toMillis());
        return backOff.start();
    }

    /** Sends all there is; what comes after the last batch was read has its own wake-up. */
    private Batch publish(EventSender sender) {
        Batch batch;
        do {
            batch = publishBatch(sender);
            published.increment(batch.sent().delivered().size());
            if (System.nanoTime() - measured >= LOOK.toNanos()) {
                measure();
            }
        } while (batch.hasMore() && batch.sent().failure() == null);
        return batch;
    }

    private Batch publishBatch(EventSender sender) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!rows.lock(EventSender.longest(kafka).multipliedBy(2))) {
                return new Batch(NOTHING, false, true);
            }
            List<OutboxRows.Row> read = rows.oldest(kafka.batchSize());
            if (read.isEmpty()) {
                return new Batch(NOTHING, false, false);
            }
            try {
                EventSender.Outcome sent = sender.send(read);
                rows.delete(sent.delivered());
                boolean isAll =
                        read.size() < kafka.batchSize() && sent.delivered().size() == read.size();
                return new Batch(sent, !isAll, false);
            } catch (InterruptedException e) {
                throw new InterruptedTransactionException(e);
            }
        }));
    }

    private static final class InterruptedTransactionException extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1;

        InterruptedTransactionException(InterruptedException cause) {
            super(cause);
        }
    }
}
