package io.esteira.intake;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.Topics;
import io.esteira.platform.Phases;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows {@code orders.pending}, so that this process also knows what others accepted, and what it accepted itself
 * before it was started again. It reads headers only.
 */
final class RecentOrdersTail implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RecentOrdersTail.class);

    private static final String FINGERPRINT = "esteira_fingerprint";
    private static final String TOTAL = "esteira_total";
    private static final Duration POLL = Duration.ofMillis(500);

    /** What this process accepts it knows at once; what others accept may take as long as their answer to arrive. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final long RETRY_MILLIS = 500;
    /** After this the process takes orders all the same; the rest of the window fills while it does. */
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final List<TopicPartition> partitions;
    private final RecentOrders recent;
    private final int window;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    RecentOrdersTail(KafkaClients clients, KafkaTopics topics, RecentOrders recent, int window) {
        this.clients = clients;
        this.partitions = topics.partitions(Topics.ORDERS_PENDING);
        this.recent = recent;
        this.window = window;
    }

    /** The record of an accepted order, with all in its headers that {@link #remember} needs. */
    static ProducerRecord<String, byte[]> record(OrderPlaced placed) {
        String key = placed.order().id().toString();
        ProducerRecord<String, byte[]> plain = Topics.ORDERS_PENDING.record(key, placed);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                plain.topic(), null, placed.at().toEpochMilli(), plain.key(), plain.value(), plain.headers());
        record.headers()
                .add(FINGERPRINT, placed.fingerprint().getBytes(StandardCharsets.US_ASCII))
                .add(TOTAL, placed.order().total().toString().getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    private void follow(Consumer<String, byte[]> reader) {
        reader.assign(partitions);
        Map<TopicPartition, Long> begin = reader.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = reader.endOffsets(partitions);
        long back = Math.max(1, window / partitions.size());
        end.forEach(
                (partition, last) -> reader.seek(partition, Math.max(begin.getOrDefault(partition, 0L), last - back)));
        while (running) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                remember(record);
            }
            if (caughtUp.getCount() > 0
                    && end.entrySet().stream().allMatch(each -> reader.position(each.getKey()) >= each.getValue())) {
                caughtUp.countDown();
            }
        }
    }

    /** A record that somebody else wrote in another way is simply not known here. */
    private void remember(ConsumerRecord<String, byte[]> record) {
        String fingerprint = header(record, FINGERPRINT);
        String total = header(record, TOTAL);
        if (fingerprint == null || total == null || record.key() == null) {
            return;
        }
        try {
            String[] parts = total.split(" ", 2);
            recent.logged(
                    OrderId.of(record.key()),
                    new Fingerprint(fingerprint),
                    Money.of(parts[0], parts[parts.length - 1]),
                    Instant.ofEpochMilli(record.timestamp()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            log.warn("{}/{}@{} has odd headers", record.topic(), record.partition(), record.offset(), e);
        }
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }

    private void run() {
        while (running) {
            try (Consumer<String, byte[]> reader = clients.patientReader("intake-recent", PATIENCE)) {
                consumer = reader;
                follow(reader);
            } catch (WakeupException e) {
                // stop() woke us
            } catch (KafkaException e) {
                log.warn("Reading recent orders anew: {}", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("intake-recent").daemon().start(this::run);
        try {
            if (!caughtUp.await(CATCH_UP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("Still reading recent orders; repetitions of older ones may be answered anew");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        Consumer<String, byte[]> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        Thread reading = thread;
        if (reading != null) {
            try {
                reading.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server takes requests. */
    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
