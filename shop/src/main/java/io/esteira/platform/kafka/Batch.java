package io.esteira.platform.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Messages of several partitions, each partition's in order.
 *
 * @param nextOffsets where each partition goes on after this batch; also past records that were no message
 */
public record Batch(List<Received<?>> messages, Map<TopicPartition, Long> nextOffsets) {

    public Batch {
        messages = List.copyOf(messages);
        nextOffsets = Map.copyOf(nextOffsets);
    }
}
