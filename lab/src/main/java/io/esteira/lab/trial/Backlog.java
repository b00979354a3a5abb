package io.esteira.lab.trial;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many records no consumer group has come to yet. Offsets alone do not tell: a transaction leaves marks behind its
 * records that count as offsets and that nobody reads, so what is left is looked at.
 */
final class Backlog implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long ENOUGH = 1_000;

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    Backlog(String bootstrapServers) {
        Properties config = new Properties();
        config.putAll(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest"));
        admin = Admin.create(config);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @return -1 if it cannot be told */
    long records() {
        try {
            Map<TopicPartition, Long> reached = new HashMap<>();
            for (GroupListing group : admin.listGroups(ListGroupsOptions.forConsumerGroups())
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                offsets.forEach((partition, offset) -> {
                    if (offset != null) {
                        reached.merge(partition, offset.offset(), Math::min);
                    }
                });
            }
            return unread(reached);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private long unread(Map<TopicPartition, Long> reached) {
        long unread = 0;
        Map<TopicPartition, Long> ends = consumer.endOffsets(reached.keySet());
        for (Map.Entry<TopicPartition, Long> entry : reached.entrySet()) {
            TopicPartition partition = entry.getKey();
            long end = ends.getOrDefault(partition, 0L);
            if (entry.getValue() >= end) {
                continue;
            }
            consumer.assign(List.of(partition));
            consumer.seek(partition, entry.getValue());
            while (consumer.position(partition) < end && unread < ENOUGH) {
                int found = consumer.poll(POLL).count();
                unread += found;
                if (found == 0 && consumer.position(partition) == entry.getValue()) {
                    return -1; // an open transaction
                }
            }
        }
        return unread;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(5));
    }
}
