package io.esteira.lab.speed;

import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Who gets a piece and who does not, as far as it was committed. */
final class Decisions {

    private static final String RESERVED = "io.esteira." + OrderEvent.StockReserved.class.getSimpleName();
    private static final String REFUSED = "io.esteira." + OrderEvent.OrderRejected.class.getSimpleName();

    private final OrderIds reserved = new OrderIds();
    private final OrderIds refused = new OrderIds();
    private final List<Plot.Point> seen = new ArrayList<>();

    /** Reads on from where it was; returns when it has read what there is now. */
    void read(WrittenOrders topic, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        topic.read(from, to, this::count);
    }

    private void count(ConsumerRecord<String, byte[]> record) {
        String type = new String(record.headers().lastHeader(CloudEvents.TYPE).value(), StandardCharsets.UTF_8);
        if (type.equals(RESERVED)) {
            reserved.add(UUID.fromString(record.key()));
        } else if (type.equals(REFUSED)) {
            refused.add(UUID.fromString(record.key()));
        }
    }

    void at(double second) {
        seen.add(new Plot.Point(second, count()));
    }

    long count() {
        return (long) reserved.size() + refused.size();
    }

    long reserved() {
        return Arrays.stream(reserved.sorted()).distinct().count();
    }

    long refused() {
        return Arrays.stream(refused.sorted()).distinct().count();
    }

    List<Plot.Point> seen() {
        return List.copyOf(seen);
    }

    static WrittenOrders topic(SpeedStack stack) {
        return new WrittenOrders(stack.cluster.bootstrapServers(), Topics.ORDERS_EVENTS.name());
    }
}
