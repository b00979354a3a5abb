package io.esteira.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.local.Patience;
import io.esteira.local.Platform;
import io.esteira.platform.kafka.Redrive.Action;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Two orders, a group of their own that reads their events and may fail on one, and what is parked of them. */
final class ParkingScene implements AutoCloseable {

    private static final Duration PATIENCE = Patience.LONG;

    final String group = "parking-" + UUID.randomUUID();
    final OrderId x = OrderId.derive("parking", UUID.randomUUID().toString());
    final OrderId y = OrderId.derive("parking", UUID.randomUUID().toString());
    final Map<OrderId, List<Integer>> seen = new ConcurrentHashMap<>();

    private final Platform platform;
    private final JdbcClient jdbc;
    private final List<MessageListenerContainer> running = new ArrayList<>();
    private volatile int brokenSequence;

    ParkingScene(Platform platform) {
        this.platform = platform;
        this.jdbc = platform.get(JdbcClient.class);
    }

    /** From now on the group fails at this event of {@link #x}; at none if 0. */
    void breakAt(int sequence) {
        brokenSequence = sequence;
    }

    void stopFirst() {
        running.removeFirst().stop();
    }

    @Override
    public void close() {
        running.forEach(MessageListenerContainer::stop);
    }

    void consume() {
        consumeAs(group, seen);
    }

    Map<OrderId, List<Integer>> consumeAs(String otherGroup) {
        Map<OrderId, List<Integer>> theirs = new ConcurrentHashMap<>();
        run(platform.get(TopicConsumers.class)
                .batches(otherGroup, List.of(Topics.ORDERS_EVENTS), 2, 100, batch -> note(batch, theirs)));
        return theirs;
    }

    private void consumeAs(String name, Map<OrderId, List<Integer>> into) {
        run(platform.get(TopicConsumers.class)
                .batches(name, List.of(Topics.ORDERS_EVENTS), 2, 100, batch -> take(batch, into)));
    }

    void run(MessageListenerContainer container) {
        running.add(container);
        container.start();
    }

    /** As a handler that commits all of a batch or nothing of it. */
    void take(List<Received<?>> batch, Map<OrderId, List<Integer>> into) {
        if (batch.stream()
                .anyMatch(each -> isMine(each)
                        && event(each).orderId().equals(x)
                        && event(each).sequence() == brokenSequence)) {
            throw new ArithmeticException("A bug");
        }
        assertThat(jdbc.sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
        note(batch, into);
    }

    void note(List<Received<?>> batch, Map<OrderId, List<Integer>> into) {
        batch.stream()
                .filter(this::isMine)
                .forEach(each -> into.computeIfAbsent(event(each).orderId(), ignored -> new CopyOnWriteArrayList<>())
                        .add(event(each).sequence()));
    }

    /** The topic holds what other tests wrote, too. */
    private boolean isMine(Received<?> received) {
        return List.of(x, y).contains(event(received).orderId());
    }

    private static OrderEvent event(Received<?> received) {
        return (OrderEvent) received.message();
    }

    void write(OrderId order, int... sequences) {
        for (int sequence : sequences) {
            platform.get(TopicWriter.class)
                    .write(
                            Topics.ORDERS_EVENTS,
                            order.toString(),
                            new StockReserved(order, sequence, Instant.parse("2026-11-22T10:00:00Z")));
        }
    }

    void poison(@Nullable String key) {
        platform.get(TopicWriter.class)
                .write(new ProducerRecord<>(
                        Topics.ORDERS_EVENTS.name(), key, "{\"poison".getBytes(StandardCharsets.UTF_8)));
    }

    void handBack(Action action, List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            DeadLetter letter = DeadLetter.of(record.headers()).orElseThrow();
            platform.get(TopicWriter.class)
                    .write(new Redrive(letter, action, "staff:ana")
                            .record(record.key(), record.value(), record.headers(), record.timestamp()));
        }
    }

    /** What this test's group told of this test's orders, in the order of the log. */
    List<DeadLetter> letters() {
        return letters(this::isOfMyOrders);
    }

    List<DeadLetter> letters(Predicate<ConsumerRecord<String, byte[]>> which) {
        return records().stream()
                .filter(which)
                .map(record -> DeadLetter.of(record.headers()).orElseThrow())
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> parked() {
        return records().stream()
                .filter(this::isOfMyOrders)
                .filter(record -> DeadLetter.of(record.headers()).orElseThrow().outcome() == null)
                .toList();
    }

    ConsumerRecord<String, byte[]> awaitLetterOf(String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> records().stream()
                                .filter(record -> key.equals(record.key()))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    boolean isOfMyOrders(ConsumerRecord<String, byte[]> record) {
        return x.toString().equals(record.key()) || y.toString().equals(record.key());
    }

    private List<ConsumerRecord<String, byte[]>> records() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> reader = platform.get(KafkaClients.class).reader("parking-test")) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.ORDERS_EVENTS.deadLetterName(), 0));
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            while (!end.entrySet().stream().allMatch(each -> reader.position(each.getKey()) >= each.getValue())) {
                reader.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records.stream()
                .filter(record ->
                        DeadLetter.of(record.headers()).orElseThrow().consumer().equals(group))
                .toList();
    }

    List<String> rows() {
        return jdbc.sql("""
                        SELECT place || ' ' || queue FROM parking.parked
                        WHERE consumer = ? AND queue IN (?, ?) ORDER BY place""")
                .params(group, x.toString(), y.toString())
                .query((row, number) -> row.getString(1))
                .list();
    }

    TopicPartition partitionOf(OrderId order) {
        int partitions = platform.get(KafkaTopics.class).partitionCount(Topics.ORDERS_EVENTS);
        byte[] key = order.toString().getBytes(StandardCharsets.UTF_8);
        return new TopicPartition(Topics.ORDERS_EVENTS.name(), Utils.toPositive(Utils.murmur2(key)) % partitions);
    }

    void readAgainFromTheBeginning() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> beginning = new ConcurrentHashMap<>();
        platform.get(KafkaTopics.class)
                .partitions(Topics.ORDERS_EVENTS)
                .forEach(partition -> beginning.put(partition, new OffsetAndMetadata(0)));
        try (Admin admin = platform.get(KafkaClients.class).admin()) {
            AtomicInteger refused = new AtomicInteger();
            await().atMost(PATIENCE).until(() -> {
                try {
                    admin.alterConsumerGroupOffsets(group, beginning).all().get();
                    return true;
                } catch (ExecutionException e) {
                    refused.incrementAndGet(); // its members are still leaving
                    return false;
                }
            });
        }
    }

    void awaitAllHandedBackRead() {
        String topic = Topics.redriveName(group);
        try (Consumer<String, byte[]> reader = platform.get(KafkaClients.class).reader("parking-test");
                Admin admin = platform.get(KafkaClients.class).admin()) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            await().atMost(PATIENCE).until(() -> {
                var reached = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                return end.entrySet().stream()
                        .filter(each -> each.getValue() > 0)
                        .allMatch(each -> reached.get(each.getKey()) != null
                                && reached.get(each.getKey()).offset() >= each.getValue());
            });
        }
    }

    /** Each event of each order that was handed over, however often. */
    Map<OrderId, Set<Integer>> seenOnce() {
        return seen.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> Set.copyOf(each.getValue())));
    }

    List<Integer> sequences(OrderId order) {
        return seen.getOrDefault(order, List.of());
    }
}
