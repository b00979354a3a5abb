package io.esteira.audit;

import io.esteira.audit.Seen.Part;
import io.esteira.platform.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Marks where every topic ends, transactions that are still open included. */
final class TopicEnds implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final Positions positions;

    TopicEnds(KafkaClients clients, Positions positions) {
        this.admin = clients.admin();
        this.positions = positions;
    }

    void mark(Instant now) {
        try {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (TopicDescription topic : admin.describeTopics(List.copyOf(Sightings.topics()))
                    .allTopicNames()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .values()) {
                for (TopicPartitionInfo partition : topic.partitions()) {
                    asked.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
                }
            }
            Map<Part, Long> ends = new HashMap<>();
            admin.listOffsets(asked)
                    .all()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) ->
                            ends.put(new Part(partition.topic(), String.valueOf(partition.partition())), end.offset()));
            positions.mark(ends, now, 0);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not say where its topics end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking where topics end", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
