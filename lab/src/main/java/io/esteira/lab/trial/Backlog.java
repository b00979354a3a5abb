package io.esteira.lab.trial;

import java.time.Duration;
import java.util.HashMap;
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
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final long ENOUGH = 1_000;
    private static final long UNKNOWN = -1;

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
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    private long unread(Map<TopicPartition, Long> reached) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(reached.keySet());
        Map<TopicPartition, Long> open = new HashMap<>(ends);
        open.keySet().removeIf(partition -> reached.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L));
        consumer.assign(open.keySet());
        open.keySet().forEach(partition -> consumer.seek(partition, reached.getOrDefault(partition, 0L)));
        long unread = 0;
        long deadlineNanos = System.nanoTime() + LOOK.toNanos();
        while (!open.isEmpty() && unread < ENOUGH) {
            if (System.nanoTime() > deadlineNanos) {
                return UNKNOWN; // a transaction that is still open, or a broker that is slow
            }
            unread += consumer.poll(POLL).count();
            open.entrySet().removeIf(entry -> consumer.position(entry.getKey()) >= entry.getValue());
        }
        return unread;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(5));
    }
}
