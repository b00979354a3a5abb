package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Topics;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderlyConsumerTest {

    private static final TopicPartition NEW_ORDERS = new TopicPartition(Topics.ORDERS_PENDING.name(), 0);
    private static final TopicPartition OTHER_NEW_ORDERS = new TopicPartition(Topics.ORDERS_PENDING.name(), 1);
    private static final TopicPartition ANSWERS = new TopicPartition(Topics.STOCK_EVENTS.name(), 0);

    private final Turnstile turnstile = new Turnstile();
    private final Turnstile.Lane lane = turnstile.open(0);

    /** Of brokers that do not answer: which partitions are read is known without them. */
    private final OrderlyConsumer consumer =
            new OrderlyConsumer(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9"), turnstile);

    OrderlyConsumerTest() {
        consumer.assign(List.of(NEW_ORDERS, OTHER_NEW_ORDERS, ANSWERS));
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void holdsNewOrdersBackWhileTheTurnstileIsShut() {
        shut();
        poll();
        assertThat(consumer.paused()).containsExactly(NEW_ORDERS);

        lane.out("order-0", System.currentTimeMillis());
        poll();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void holdsThemBackAlthoughKafkaStreamsHasRoomForThem() {
        shut();
        consumer.pause(List.of(NEW_ORDERS, ANSWERS));
        consumer.resume(List.of(NEW_ORDERS, ANSWERS));
        poll();

        assertThat(consumer.paused()).containsExactly(NEW_ORDERS);
    }

    @Test
    void letsNothingInThatKafkaStreamsHasNoRoomFor() {
        shut();
        poll();
        consumer.pause(List.of(NEW_ORDERS));
        lane.out("order-0", System.currentTimeMillis());
        poll();
        assertThat(consumer.paused()).containsExactly(NEW_ORDERS);

        consumer.resume(List.of(NEW_ORDERS));
        poll();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void takesNewOrdersEveryOtherTimeWhereManyCome() {
        consumer.took(newOrders(OrderlyConsumer.MANY));
        poll();
        assertThat(consumer.paused()).containsExactlyInAnyOrder(NEW_ORDERS, OTHER_NEW_ORDERS);

        poll();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void takesNewOrdersEachTimeWhereFewCome() {
        consumer.took(newOrders(OrderlyConsumer.MANY - 1));
        poll();

        assertThat(consumer.paused()).isEmpty();
    }

    private static ConsumerRecords<byte[], byte[]> newOrders(int count) {
        ConsumerRecord<byte[], byte[]> each =
                new ConsumerRecord<>(NEW_ORDERS.topic(), NEW_ORDERS.partition(), 0, new byte[0], new byte[0]);
        return new ConsumerRecords<>(Map.of(NEW_ORDERS, Collections.nCopies(count, each)), Map.of());
    }

    private void shut() {
        for (int i = 0; i < Turnstile.ALWAYS_ALLOWED; i++) {
            lane.in("order-" + i, System.currentTimeMillis());
        }
    }

    private void poll() {
        consumer.poll(Duration.ZERO);
    }
}
