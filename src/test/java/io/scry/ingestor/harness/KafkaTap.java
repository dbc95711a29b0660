package io.scry.ingestor.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Collects all records of a topic from its beginning. One thread may use it. */
public final class KafkaTap implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CREATION = Duration.ofSeconds(30);

    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    private KafkaTap(KafkaConsumer<String, String> consumer) {
        this.consumer = consumer;
    }

    /** Creates the topic if it is not there and the broker may. */
    public static KafkaTap on(String bootstrapServers, String topic) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
        // A topic that is only now created has no partitions for a moment.
        List<TopicPartition> partitions = Awaitility.await("partitions of " + topic)
                .atMost(CREATION)
                .pollInSameThread()
                .until(() -> consumer.partitionsFor(topic), found -> !found.isEmpty())
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new KafkaTap(consumer);
    }

    /** All records so far, once they fulfil a condition. */
    public List<ConsumerRecord<String, String>> await(
            Predicate<List<ConsumerRecord<String, String>>> condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.test(List.copyOf(records))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The condition does not hold after " + limit + "; the records are " + records);
            }
            consumer.poll(POLL).forEach(records::add);
        }
        return List.copyOf(records);
    }

    /** All records so far, once there are {@code count} of them or more. */
    public List<ConsumerRecord<String, String>> awaitCount(int count, Duration limit) {
        return await(all -> all.size() >= count, limit);
    }

    /** All records that there are now, read to the end of every partition. */
    public List<ConsumerRecord<String, String>> all(Duration limit) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return await(
                read -> ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue()),
                limit);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
