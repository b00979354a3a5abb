package io.esteira.lab.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from their beginning to where they ended when this was made; committed records only, in no group. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    /** A partition without a leader delivers nothing, and says nothing. */
    private static final Duration SILENCE_MAX = Duration.ofMinutes(2);

    private static final long SAY_EVERY = 500_000;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Consumer<String> progress;
    private final Map<String, Map<TopicPartition, Long>> ends = new HashMap<>();

    TopicReader(String bootstrapServers, Consumer<String> progress) {
        this.progress = progress;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        try {
            rememberEnds();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void rememberEnds() {
        List<TopicPartition> all = new ArrayList<>();
        consumer.listTopics().forEach((name, partitions) -> {
            if (!name.startsWith("__")) {
                partitions.forEach(partition -> all.add(new TopicPartition(name, partition.partition())));
            }
        });
        consumer.endOffsets(all)
                .forEach((partition, end) -> ends.computeIfAbsent(partition.topic(), name -> new HashMap<>())
                        .put(partition, end));
    }

    Set<String> names() {
        return new TreeSet<>(ends.keySet());
    }

    void read(String topic, Consumer<Entry> entries) {
        Map<TopicPartition, Long> wanted = ends.getOrDefault(topic, Map.of());
        consumer.assign(wanted.keySet());
        consumer.seekToBeginning(wanted.keySet());
        long read = 0;
        long heardNanos = System.nanoTime();
        while (!reached(wanted)) {
            long before = positions(wanted.keySet());
            for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(topic, each.partition());
                if (each.offset() < wanted.getOrDefault(partition, 0L)) {
                    entries.accept(new Entry(topic, each.partition(), each.offset(), each.key(), each.value()));
                    if (++read % SAY_EVERY == 0) {
                        progress.accept(String.format(Locale.ROOT, "%s: %,d records", topic, read));
                    }
                }
            }
            if (positions(wanted.keySet()) != before) {
                heardNanos = System.nanoTime();
            } else if (System.nanoTime() - heardNanos > SILENCE_MAX.toNanos()) {
                throw new IllegalStateException(
                        "Nothing came from " + topic + " for " + SILENCE_MAX.toSeconds() + " s; are its brokers up?");
            }
        }
        progress.accept(String.format(Locale.ROOT, "%s: %,d records, all", topic, read));
    }

    /** A partition whose end was reached is read no further, or others would have to wait for it. */
    private boolean reached(Map<TopicPartition, Long> wanted) {
        List<TopicPartition> done = consumer.assignment().stream()
                .filter(partition -> consumer.position(partition) >= wanted.getOrDefault(partition, 0L))
                .toList();
        consumer.pause(done);
        return done.size() == wanted.size();
    }

    /** Markers of transactions count here too, though no record comes of them. */
    private long positions(Set<TopicPartition> partitions) {
        return partitions.stream().mapToLong(consumer::position).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
