package io.scry.ingestor.events;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.scry.ingestor.database.Change;
import io.scry.ingestor.database.Changes;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.FeatureFlags;
import io.scry.ingestor.settings.Settings;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes events in the transaction that makes them true; they leave for Kafka after it commits. */
@Component
public class Outbox {

    /** The first half of the advisory locks that keep events of one source in order: the word "scry" in ASCII. */
    private static final int LOCK = 0x73637279;

    private final Changes changes;
    private final ActiveSettings settings;
    private final OutboxPublisher publisher;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    Outbox(Changes changes, ActiveSettings settings, OutboxPublisher publisher) {
        this.changes = changes;
        this.settings = settings;
        this.publisher = publisher;
    }

    /** Adds an event in the caller's transaction, which is what makes it true, as {@link #adding} says. */
    public void add(Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event is added in the transaction that makes it true");
        }
        adding(event).ifPresent(changes::make);
    }

    /**
     * Adds an event, together with what makes it true. A lock is taken before the row gets its number and held until the
     * commit, so that the numbers of one source's events are in the order of their commits. Empty without Kafka, and while
     * {@code feature_flags.kafka_events} is off.
     */
    public Optional<Change> adding(Event event) {
        Settings current = settings.current();
        if (!current.get(KafkaSettings.class).isConfigured()
                || !current.get(FeatureFlags.class).kafkaEvents()) {
            return Optional.empty();
        }
        // The lock comes after the guard's: in another order two that end the same ingestion would wait for each other.
        return Optional.of(new Change(
                """
                WITH ordered AS MATERIALIZED (SELECT pg_advisory_xact_lock(?, hashtext(?)) FROM guard)
                INSERT INTO outbox (event_id, type, source_id, subject, traceparent, data)
                SELECT ?, ?, ?, ?, ?, CAST(? AS jsonb) FROM ordered
                """,
                Arrays.asList(
                        LOCK,
                        event.sourceId(),
                        ids.generate(),
                        event.type(),
                        event.sourceId(),
                        event.subject().toString(),
                        event.traceparent(),
                        event.data().toString()),
                publisher::wake));
    }
}
