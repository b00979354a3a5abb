package io.esteira.orderflow;

import io.esteira.contracts.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Takes no new orders while the {@link Turnstile} is shut; everything else as Kafka Streams wishes.
 *
 * <p>Where new orders come in large numbers, it takes none every other time: a consumer that holds some of a broker's asks
 * it for nothing else, and nothing would come out until the turnstile is shut.
 */
final class OrderlyConsumer extends KafkaConsumer<byte[], byte[]> {

    /** No load brings so many between two polls: they were waiting. */
    static final int MANY = 500;

    private final Turnstile turnstile;
    private boolean tookMany;

    /** What Kafka Streams does not want either. */
    private final Set<TopicPartition> notWanted = new HashSet<>();

    OrderlyConsumer(Map<String, Object> config, Turnstile turnstile) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.turnstile = turnstile;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        holdBackOrLetIn();
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        took(records);
        return records;
    }

    void took(ConsumerRecords<byte[], byte[]> records) {
        tookMany = newOrders(records) >= MANY;
    }

    private static int newOrders(ConsumerRecords<byte[], byte[]> records) {
        int count = 0;
        for (TopicPartition partition : records.partitions()) {
            count += isOfNewOrders(partition) ? records.records(partition).size() : 0;
        }
        return count;
    }

    private static boolean isOfNewOrders(TopicPartition partition) {
        return partition.topic().equals(Topics.ORDERS_PENDING.name());
    }

    private void holdBackOrLetIn() {
        long nowMillis = System.currentTimeMillis();
        Set<TopicPartition> assigned = assignment();
        Set<TopicPartition> paused = paused();
        notWanted.retainAll(assigned);
        for (TopicPartition partition : assigned) {
            if (isOfNewOrders(partition)) {
                boolean hold =
                        tookMany || notWanted.contains(partition) || turnstile.isShut(partition.partition(), nowMillis);
                if (hold && !paused.contains(partition)) {
                    super.pause(List.of(partition));
                } else if (!hold && paused.contains(partition)) {
                    super.resume(List.of(partition));
                }
            }
        }
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        super.pause(partitions);
        notWanted.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        super.resume(partitions);
        notWanted.removeAll(Set.copyOf(partitions));
    }
}
