package io.esteira.audit;

import io.esteira.audit.Seen.Part;
import io.esteira.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that reads topics into the books. It keeps its own loop, for the books must know of every position, also of
 * those that only a transaction's end has moved, and because what it cannot read is no dead letter: others park that.
 */
final class TopicReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);

    private static final Duration POLL = Duration.ofMillis(500);

    /** Many small answers of a broker cost more than few large ones; the broker waits for no longer than a poll. */
    private static final int FETCH_BYTES_MIN = 256 * 1024;

    private static final int RECORDS_OF_A_POLL = 2_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;
    private static final int HEARTBEAT_MILLIS = 2_000;
    private static final Duration STOP = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final AuditSettings settings;
    private final Books books;
    private final Positions positions;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final String name;
    private final Thread thread;
    private final List<Seen> gathered = new ArrayList<>();
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    TopicReader(String name, KafkaClients clients, AuditSettings settings, Books books, Positions positions) {
        this.clients = clients;
        this.settings = settings;
        this.books = books;
        this.positions = positions;
        this.name = name;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        while (isOpen()) {
            try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(config())) {
                consumer = reader;
                gathered.clear();
                reader.subscribe(Sightings.topics(), new FromTheBooks(reader));
                Map<Part, Long> entered = new HashMap<>();
                while (isOpen()) {
                    gather(reader);
                    enter(reader, entered);
                    pauseMillis = FIRST_PAUSE_MILLIS;
                }
            } catch (WakeupException e) {
                // close() woke us
            } catch (RuntimeException e) {
                log.warn("Reads on in {} ms: {}", pauseMillis, e.toString());
                pauseMillis = pause(pauseMillis);
            }
        }
    }

    /**
     * An order is told of by some fifteen records within a second or two. Its book is read and written as often as
     * batches have one of them, so a batch waits until it has most.
     */
    private void gather(KafkaConsumer<String, byte[]> reader) {
        long untilNanos = System.nanoTime() + settings.gather().toNanos();
        long leftNanos = 0;
        do {
            Duration patience = leftNanos > 0 ? Duration.ofNanos(Math.min(leftNanos, POLL.toNanos())) : POLL;
            ConsumerRecords<String, byte[]> polled = reader.poll(patience);
            for (TopicPartition partition : polled.partitions()) {
                Part part = part(partition.topic(), partition.partition());
                for (ConsumerRecord<String, byte[]> record : polled.records(partition)) {
                    Sightings.of(record)
                            .ifPresent(observation -> gathered.add(new Seen(part, record.offset(), observation)));
                }
            }
            leftNanos = untilNanos - System.nanoTime();
        } while (leftNanos > 0 && gathered.size() < settings.maxBatch() && isOpen());
    }

    /** @param entered positions that the books have; nothing is written where nothing moved */
    private void enter(KafkaConsumer<String, byte[]> reader, Map<Part, Long> entered) {
        Map<Part, Long> moved = new HashMap<>();
        for (TopicPartition partition : reader.assignment()) {
            Part part = part(partition.topic(), partition.partition());
            long position = reader.position(partition);
            if (position > entered.getOrDefault(part, 0L)) {
                moved.put(part, position);
            }
        }
        if (!moved.isEmpty()) {
            enterPatiently(gathered, moved);
            gathered.clear();
            entered.putAll(moved);
            reader.commitAsync(); // only for those who watch the group's lag
        }
    }

    /** A database that is away for a moment need not cost the group a rebalance. */
    private void enterPatiently(List<Seen> seen, Map<Part, Long> moved) {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                books.enter(seen, moved);
                return;
            } catch (RuntimeException e) {
                if (pauseMillis >= LONGEST_PAUSE_MILLIS || !isOpen()) {
                    throw e;
                }
                log.warn("Enters {} records again in {} ms: {}", seen.size(), pauseMillis, e.toString());
                pauseMillis = pause(pauseMillis);
            }
        }
    }

    /** Begins where the books say, not where the broker does. */
    private final class FromTheBooks implements ConsumerRebalanceListener {

        private final KafkaConsumer<String, byte[]> reader;

        FromTheBooks(KafkaConsumer<String, byte[]> reader) {
            this.reader = reader;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // All partitions change hands at once, and what was gathered of them is read again.
            gathered.clear();
            Map<Part, Long> stored = positions.load();
            partitions.forEach(partition ->
                    reader.seek(partition, stored.getOrDefault(part(partition.topic(), partition.partition()), 0L)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    private Map<String, Object> config() {
        Map<String, Object> config = clients.consumerConfig();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(settings.maxBatch(), RECORDS_OF_A_POLL));
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES_MIN);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(POLL.toMillis()));
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        return config;
    }

    private static Part part(String topic, int partition) {
        return new Part(topic, String.valueOf(partition));
    }

    private long pause(long millis) {
        try {
            var _ = closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
        return Math.min(2 * millis, LONGEST_PAUSE_MILLIS);
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    /** So that several close at the same time. */
    void beginClose() {
        closing.countDown();
        KafkaConsumer<String, byte[]> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
    }

    @Override
    public void close() {
        beginClose();
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
