package io.scry.ingestor.events;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.FeatureFlags;
import io.scry.ingestor.settings.Settings;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes events in the transaction that makes them true; they leave for Kafka after it commits. */
@Component
public class Outbox {

    /** The first half of the advisory locks that keep events of one source in order: the word "scry" in ASCII. */
    private static final int LOCK = 0x73637279;

    private final JdbcClient jdbc;
    private final ActiveSettings settings;
    private final OutboxPublisher publisher;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    Outbox(JdbcClient jdbc, ActiveSettings settings, OutboxPublisher publisher) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.publisher = publisher;
    }

    /**
     * Adds an event in the caller's transaction. The lock is taken before the row gets its number and held until the
     * commit, so that the numbers of one source's events are in the order of their commits. Does nothing without Kafka, and
     * while {@code feature_flags.kafka_events} is off.
     */
    public void add(Event event) {
        Settings current = settings.current();
        if (!current.get(KafkaSettings.class).isConfigured()
                || !current.get(FeatureFlags.class).kafkaEvents()) {
            return;
        }
        jdbc.sql("""
                        WITH ordered AS MATERIALIZED (SELECT pg_advisory_xact_lock(?, hashtext(?)))
                        INSERT INTO outbox (event_id, type, source_id, subject, traceparent, data)
                        SELECT ?, ?, ?, ?, ?, CAST(? AS jsonb) FROM ordered
                        """)
                .params(Arrays.asList(
                        LOCK,
                        event.sourceId(),
                        ids.generate(),
                        event.type(),
                        event.sourceId(),
                        event.subject().toString(),
                        event.traceparent(),
                        event.data().toString()))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                publisher.wake();
            }
        });
    }
}
