package io.esteira.orders;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.esteira.platform.web.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** Where {@code orders.pending} ends: whatever was accepted until now stands before that. */
final class PendingLog implements AutoCloseable {

    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final Duration timeout;

    PendingLog(KafkaClients clients, KafkaTopics topics, Duration timeout) {
        this.partitions = topics.partitions(Topics.ORDERS_PENDING);
        this.timeout = timeout;
        this.admin = clients.admin();
    }

    Map<TopicPartition, Long> end() {
        return endOf(partitions);
    }

    /** The end of the one partition in which this order stands if it was placed. */
    Map<TopicPartition, Long> endFor(OrderId id) {
        return endOf(List.of(partitions.get(partitionOf(id))));
    }

    /** As the producer's default partitioner places the order's key. */
    private int partitionOf(OrderId id) {
        byte[] key = id.toString().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions.size();
    }

    private Map<TopicPartition, Long> endOf(Collection<TopicPartition> asked) {
        try {
            return admin
                    .listOffsets(
                            asked.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest())))
                    .all()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException | TimeoutException e) {
            throw Problem.unavailable("Whether there is such an order cannot be said right now.", timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Whether there is such an order cannot be said right now.", timeout);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
