package io.esteira.lab.speed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands on a topic since a moment, by key. */
final class WrittenOrders implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    WrittenOrders(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "fetch.max.bytes",
                        64 * 1024 * 1024,
                        "max.partition.fetch.bytes",
                        8 * 1024 * 1024,
                        "max.poll.records",
                        20_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        int count = consumer.partitionsFor(topic).size();
        partitions = IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    Map<TopicPartition, Long> begins() {
        return consumer.beginningOffsets(partitions);
    }

    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Is given each record; in the order of its partition. */
    interface Reader {
        void read(ConsumerRecord<String, byte[]> record);
    }

    OrderIds since(Map<TopicPartition, Long> begin) {
        OrderIds found = new OrderIds();
        read(begin, ends(), record -> found.add(UUID.fromString(record.key())));
        return found;
    }

    void read(Map<TopicPartition, Long> begin, Map<TopicPartition, Long> ends, Reader reader) {
        consumer.assign(partitions);
        begin.forEach(consumer::seek);
        while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset()
                        < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), Long.MAX_VALUE)) {
                    reader.read(record);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
