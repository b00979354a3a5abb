package io.esteira.orders;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * How far the topics are in the tables. The tables say it themselves, and the consumers go on from there and not from
 * what the broker remembers: so tables that were dropped are built again from the beginning.
 */
final class Progress implements ConsumerAwareRebalanceListener {

    private final JdbcClient jdbc;

    Progress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean reached(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> stored = stored();
        return offsets.entrySet().stream()
                .allMatch(offset -> stored.getOrDefault(offset.getKey(), 0L) >= offset.getValue());
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> stored = stored();
        partitions.forEach(partition -> consumer.seek(partition, stored.getOrDefault(partition, 0L)));
    }

    private Map<TopicPartition, Long> stored() {
        Map<TopicPartition, Long> stored = new HashMap<>();
        jdbc.sql("SELECT topic, record_partition, next_offset FROM orders.progress")
                .query(row -> {
                    stored.put(
                            new TopicPartition(row.getString("topic"), row.getInt("record_partition")),
                            row.getLong("next_offset"));
                });
        return stored;
    }
}
