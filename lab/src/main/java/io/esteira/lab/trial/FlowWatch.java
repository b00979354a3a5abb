package io.esteira.lab.trial;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Follows accepted orders to their end, by reading what the order flow writes. */
final class FlowWatch implements AutoCloseable {

    private static final String TOPIC = "orders.events";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> ENDS = Set.of("OrderConfirmed", "OrderRejected", "OrderCancelled", "OrderExpired");

    final LongAdder settled = new LongAdder();
    final LongAdder confirmed = new LongAdder();

    private final Clock clock;
    private final Pulse pulse;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<UUID, InFlight> inFlight = new ConcurrentHashMap<>();
    /** Ends that came before the 201 did. */
    private final Map<UUID, Integer> early = new ConcurrentHashMap<>();

    private final List<Window> windows = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean isClosed;
    private volatile int partitions;

    FlowWatch(String bootstrapServers, Pulse pulse, Clock clock) {
        this.clock = clock;
        this.pulse = pulse;
        Properties config = new Properties();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        this.reader = Thread.ofPlatform().daemon().name("flow-watch").unstarted(this::read);
    }

    /** @param isPlain whether only the shop decides how long it takes */
    private record InFlight(long acceptedMillis, boolean isPlain) {}

    /** What the flow does with orders that were accepted after a moment. */
    final class Window implements AutoCloseable {
        private final long beginMillis = clock.millis();
        private final Map<Integer, Long> firstEndMillis = new ConcurrentHashMap<>();

        private void ended(int partition, long acceptedMillis) {
            if (acceptedMillis >= beginMillis) {
                firstEndMillis.putIfAbsent(partition, clock.millis());
            }
        }

        /** Whether an order that was accepted since came to its end in each partition. */
        boolean isFlowing() {
            return firstEndMillis.size() >= partitions;
        }

        /** When that was so first. */
        long flowingSinceMillis() {
            return Collections.max(firstEndMillis.values());
        }

        @Override
        public void close() {
            windows.remove(this);
        }
    }

    void start() {
        reader.start();
    }

    Window window() {
        Window window = new Window();
        windows.add(window);
        return window;
    }

    void accepted(String id, boolean isPlain) {
        UUID order = UUID.fromString(id);
        InFlight flying = new InFlight(clock.millis(), isPlain);
        inFlight.put(order, flying);
        Integer partition = early.remove(order);
        if (partition != null) {
            end(order, partition);
        }
    }

    /** This order waits for people to act; nobody else does for it. */
    void leaveAside(String id) {
        inFlight.computeIfPresent(UUID.fromString(id), (key, flying) -> new InFlight(flying.acceptedMillis(), false));
    }

    int inFlight() {
        return inFlight.size();
    }

    /** The age of the oldest order that nothing but the shop keeps waiting. */
    long oldestMillis() {
        long now = clock.millis();
        return inFlight.values().stream()
                .filter(InFlight::isPlain)
                .mapToLong(flying -> now - flying.acceptedMillis())
                .max()
                .orElse(0);
    }

    /** Some order that is on its way, if there is one. */
    @Nullable
    String anyInFlight() {
        List<UUID> some = inFlight.keySet().stream().limit(100).toList();
        return some.isEmpty()
                ? null
                : some.get(ThreadLocalRandom.current().nextInt(some.size())).toString();
    }

    private void read() {
        assign();
        while (!isClosed) {
            try {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (ENDS.contains(type(record))) {
                        ended(record);
                    }
                }
            } catch (KafkaException e) {
                if (isClosed) {
                    return;
                }
                // Brokers are away on purpose here.
            }
        }
    }

    private void assign() {
        while (!isClosed && partitions == 0) {
            try {
                List<TopicPartition> all = new ArrayList<>();
                consumer.partitionsFor(TOPIC, PATIENCE)
                        .forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
                consumer.assign(all);
                partitions = all.size();
            } catch (KafkaException e) {
                // As above.
            }
        }
    }

    private void ended(ConsumerRecord<String, byte[]> record) {
        if (type(record).equals("OrderConfirmed")) {
            confirmed.increment();
        }
        UUID order;
        try {
            order = UUID.fromString(record.key());
        } catch (IllegalArgumentException e) {
            return; // poison
        }
        early.put(order, record.partition());
        if (inFlight.containsKey(order)) {
            early.remove(order);
            end(order, record.partition());
        }
    }

    private void end(UUID order, int partition) {
        InFlight flying = inFlight.remove(order);
        if (flying != null) {
            settled.increment();
            pulse.settled(clock.millis() - flying.acceptedMillis());
            windows.forEach(window -> window.ended(partition, flying.acceptedMillis()));
        }
    }

    private static String type(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader("ce_type");
        if (header == null || record.key() == null) {
            return "";
        }
        String type = new String(header.value(), StandardCharsets.UTF_8);
        return type.substring(type.lastIndexOf('.') + 1);
    }

    @Override
    public void close() {
        isClosed = true;
        consumer.wakeup();
        try {
            if (reader.getState() != Thread.State.NEW) {
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
