package io.scry.ingestor.events;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.opentelemetry.api.trace.SpanKind;
import io.scry.ingestor.tracing.Step;
import io.scry.ingestor.tracing.Traces;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends events to Kafka as CloudEvents 1.0 in binary mode, keyed by their source's id. */
final class EventSender implements AutoCloseable {

    private static final URI SOURCE = URI.create("/scry_ingestor");
    private static final Duration BLOCK = Duration.ofSeconds(3);

    private final KafkaProducer<String, CloudEvent> producer;
    private final KafkaClientMetrics metrics;
    private final String topic;
    private final Duration deliveryTimeout;

    private final Traces traces;

    EventSender(KafkaSettings kafka, MeterRegistry meters, Traces traces) {
        this.traces = traces;
        this.topic = kafka.topic();
        this.deliveryTimeout = kafka.deliveryTimeout();
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, String.valueOf(kafka.bootstrapServers()));
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "scry-ingestor");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis() / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, BLOCK.toMillis());
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new CloudEventSerializer());
        this.metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(meters);
    }

    /** How long a batch takes unless several sends block: one that does, then the wait for receipts. */
    static Duration longest(KafkaSettings kafka) {
        return kafka.deliveryTimeout().plus(BLOCK.multipliedBy(2));
    }

    /**
     * What became of a batch.
     *
     * @param delivered the rows that Kafka has
     * @param failure why the others were not delivered; null if all were
     */
    record Outcome(List<Long> delivered, @Nullable Exception failure) {}

    /**
     * Sends the first row of each source, and waits for the receipts. Two events of one source are never under way at once,
     * so that a failed one is not overtaken; the next ones are for the next call.
     */
    Outcome send(List<OutboxRows.Row> rows) throws InterruptedException {
        Map<OutboxRows.Row, Future<RecordMetadata>> underWay = new LinkedHashMap<>();
        Set<String> sources = new HashSet<>();
        Exception failure = null;
        for (OutboxRows.Row row : rows) {
            if (failure != null) {
                break;
            }
            if (!sources.add(row.sourceId())) {
                continue;
            }
            try (Step step = traces.begin(SpanKind.PRODUCER, "send " + topic, row.traceparent())) {
                Future<RecordMetadata> receipt =
                        producer.send(new ProducerRecord<>(topic, row.sourceId(), event(row, step.traceparent())));
                underWay.put(row, receipt);
                // Without a broker each send blocks for a while and fails at once: the rest of the batch would, too.
                failure = receipt.isDone() ? failureOf(receipt, System.nanoTime()) : null;
            } catch (KafkaException e) {
                failure = e;
            }
        }
        long deadline = System.nanoTime() + deliveryTimeout.plus(BLOCK).toNanos();
        List<Long> delivered = new ArrayList<>();
        for (Map.Entry<OutboxRows.Row, Future<RecordMetadata>> sent : underWay.entrySet()) {
            Exception undelivered = failureOf(sent.getValue(), deadline);
            if (undelivered == null) {
                delivered.add(sent.getKey().id());
            } else {
                failure = undelivered;
            }
        }
        return new Outcome(delivered, failure);
    }

    private static @Nullable Exception failureOf(Future<RecordMetadata> receipt, long deadline)
            throws InterruptedException {
        try {
            receipt.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            return e;
        }
    }

    private static CloudEvent event(OutboxRows.Row row, @Nullable String traceparent) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(row.eventId().toString())
                .withType(row.type())
                .withSource(SOURCE)
                .withSubject(row.subject())
                .withTime(row.createdAt())
                .withExtension("partitionkey", row.sourceId())
                .withData("application/json", row.data().getBytes(StandardCharsets.UTF_8));
        if (traceparent != null) {
            event.withExtension("traceparent", traceparent);
        }
        return event.build();
    }

    @Override
    public void close() {
        metrics.close();
        producer.close(BLOCK);
    }
}
