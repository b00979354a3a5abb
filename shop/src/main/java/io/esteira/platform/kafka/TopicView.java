package io.esteira.platform.kafka;

import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import io.esteira.contracts.UnreadableMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last value of each key of a compacted topic, in memory, kept up to date. Reads never wait; every process holds
 * the whole topic.
 */
public final class TopicView<V extends Message> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicView.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 500;

    private final Topic<V> topic;
    private final List<TopicPartition> partitions;
    private final KafkaClients clients;
    private final Map<String, V> values = new ConcurrentHashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Consumer<String, byte[]> consumer;

    TopicView(Topic<V> topic, KafkaClients clients, KafkaTopics topics) {
        this.topic = topic;
        this.clients = clients;
        this.partitions = topics.partitions(topic);
        this.thread = Thread.ofPlatform().name("view-" + topic.name()).daemon().start(this::run);
    }

    public @Nullable V get(String key) {
        return values.get(key);
    }

    /** Every value as it stands now, in no order. */
    public Collection<V> values() {
        return Collections.unmodifiableCollection(values.values());
    }

    /** Waits until all that stood in the topic at the start has been read. */
    public boolean awaitComplete(Duration timeout) throws InterruptedException {
        return complete.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until this view has read {@code written}, so that the writer sees what he wrote. */
    public boolean await(RecordMetadata written, Duration timeout) throws InterruptedException {
        Instant deadline = Instant.now().plus(timeout);
        synchronized (positions) {
            while (positions.getOrDefault(written.partition(), 0L) <= written.offset()) {
                long leftMillis = Duration.between(Instant.now(), deadline).toMillis();
                if (leftMillis <= 0) {
                    return false;
                }
                positions.wait(leftMillis);
            }
        }
        return true;
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> reader = clients.reader("view-" + topic.name())) {
                consumer = reader;
                follow(reader);
            } catch (WakeupException e) {
                // close() woke us
            } catch (KafkaException e) {
                log.warn("The view of {} reads anew: {}", topic.name(), e.getMessage());
                pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> reader) {
        reader.assign(partitions);
        seek(reader);
        Map<TopicPartition, Long> end = reader.endOffsets(partitions);
        while (!closed) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                apply(record);
            }
            publishPositions(reader);
            if (complete.getCount() > 0
                    && end.entrySet().stream().allMatch(each -> reader.position(each.getKey()) >= each.getValue())) {
                complete.countDown();
            }
        }
    }

    /** Reading anew goes on where it stopped: from the beginning, values of long ago would hold once more for a while. */
    private void seek(Consumer<String, byte[]> reader) {
        reader.seekToBeginning(partitions);
        synchronized (positions) {
            for (TopicPartition partition : partitions) {
                Long next = positions.get(partition.partition());
                if (next != null) {
                    reader.seek(partition, next);
                }
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            values.remove(record.key());
            return;
        }
        try {
            values.put(record.key(), topic.decode(record.value()));
        } catch (UnreadableMessage e) {
            log.error(
                    "{}/{}@{} is unreadable, the value before it stays",
                    topic.name(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private void publishPositions(Consumer<String, byte[]> reader) {
        synchronized (positions) {
            for (TopicPartition partition : partitions) {
                positions.put(partition.partition(), reader.position(partition));
            }
            positions.notifyAll();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<String, byte[]> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
