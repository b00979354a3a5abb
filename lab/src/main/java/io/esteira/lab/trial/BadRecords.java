package io.esteira.lab.trial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes on topics what nobody should find there: things that are no message, and messages that were there before. */
final class BadRecords implements AutoCloseable {

    /** Keyed by order; a poisoned record may stand in the middle of a real order's story. */
    private static final List<String> OF_ORDERS = List.of(
            "orders.pending",
            "orders.commands",
            "orders.events",
            "stock.events",
            "payments.requests",
            "payments.events",
            "billing.events");

    private static final List<String> OF_ARTICLES = List.of("stock.requests", "stock.commands", "catalog.products");

    private static final List<String> REPEATED = List.of(
            "orders.pending",
            "orders.commands",
            "stock.commands",
            "stock.requests",
            "stock.events",
            "payments.requests",
            "payments.events");

    private static final int REPEATED_AT_ONCE = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String bootstrapServers;
    private final Journal journal;
    private final FlowWatch flow;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<String> poison = ConcurrentHashMap.newKeySet();

    BadRecords(String bootstrapServers, Journal journal, FlowWatch flow) {
        this.bootstrapServers = bootstrapServers;
        this.journal = journal;
        this.flow = flow;
        Properties config = new Properties();
        config.putAll(Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0));
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void poison(long seed) throws ExecutionException, InterruptedException {
        Random random = new Random(seed);
        for (String topic : OF_ORDERS) {
            String order = flow.anyInFlight();
            if (order != null) {
                flow.leaveAside(order);
            }
            poison(topic, order, nonsense(order, random), order);
            poison(topic, oddKey(random), nonsense(null, random), null);
        }
        for (String topic : OF_ARTICLES) {
            // A compacted topic takes no record without a key.
            poison(topic, Objects.requireNonNullElse(oddKey(random), "no such article"), nonsense(null, random), null);
        }
    }

    /** Where all of it stands: {@code topic/partition/offset}. */
    Set<String> poison() {
        return poison;
    }

    private void poison(String topic, @Nullable String key, byte[] value, @Nullable String order)
            throws ExecutionException, InterruptedException {
        RecordMetadata written = producer.send(
                        new ProducerRecord<>(topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value))
                .get();
        poison.add(topic + "/" + written.partition() + "/" + written.offset());
        journal.poison(topic, written.partition(), written.offset(), order);
    }

    private static @Nullable String oddKey(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> "☠";
            case 3 -> "not an id".repeat(100);
            default -> "ffffffff-ffff-ffff-ffff-" + String.format("%012d", random.nextInt(1_000_000));
        };
    }

    private static byte[] nonsense(@Nullable String order, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] garbage = new byte[1 + random.nextInt(400)];
                random.nextBytes(garbage);
                yield garbage;
            }
            case 1 -> utf8("{\"type\":\"NeverHeardOf\",\"orderId\":\"" + order + "\"}");
            case 2 -> utf8("{\"order\":42,\"at\":\"yesterday\"}");
            case 3 -> utf8("[[[[");
            default -> new byte[0];
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Some records of each topic once more: key, value, headers and time as they are, in the partition where they are. */
    void duplicate(long seed) throws ExecutionException, InterruptedException {
        Random random = new Random(seed);
        Properties config = new Properties();
        config.putAll(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                REPEATED_AT_ONCE));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : REPEATED) {
                int partitions = consumer.partitionsFor(topic, PATIENCE).size();
                TopicPartition partition = new TopicPartition(topic, random.nextInt(partitions));
                consumer.assign(List.of(partition));
                long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
                consumer.seek(partition, (long) (random.nextDouble() * end));
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(2))) {
                    again(record);
                }
            }
        }
    }

    private void again(ConsumerRecord<byte[], byte[]> record) throws ExecutionException, InterruptedException {
        RecordMetadata written = producer.send(new ProducerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()))
                .get();
        journal.duplicated(record.topic(), record.partition(), record.offset(), written.offset());
        String place = record.topic() + "/" + record.partition() + "/";
        if (poison.contains(place + record.offset())) {
            poison.add(place + written.offset());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
