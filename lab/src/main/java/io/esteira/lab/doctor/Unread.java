package io.esteira.lab.doctor;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at what a group would read next, without being of any group: nothing moves. */
final class Unread {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    /** The time of the oldest record at or behind {@code positions}; none where only marks of transactions are. */
    static OptionalLong oldestMillis(Map<String, Object> connection, Map<TopicPartition, Long> positions) {
        if (positions.isEmpty()) {
            return OptionalLong.empty();
        }
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        long oldest = Long.MAX_VALUE;
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(positions.keySet());
            positions.forEach(consumer::seek);
            Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
            Set<TopicPartition> open = new HashSet<>(positions.keySet());
            long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
            while (!open.isEmpty() && System.nanoTime() < deadlineNanos) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (open.remove(partition)) {
                        oldest = Math.min(oldest, record.timestamp());
                    }
                }
                open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
                consumer.pause(positions.keySet().stream()
                        .filter(partition -> !open.contains(partition))
                        .toList());
            }
        }
        return oldest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    private Unread() {}
}
