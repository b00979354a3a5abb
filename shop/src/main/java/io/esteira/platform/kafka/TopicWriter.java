package io.esteira.platform.kafka;

import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes messages to topics, durably: an answer means that every replica in sync has the record. */
public final class TopicWriter implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final long timeoutMillis;

    @SuppressWarnings("unused") // the topics must be there before the first write
    TopicWriter(Producer<String, byte[]> producer, KafkaTopics topics, KafkaSettings settings) {
        this.producer = producer;
        this.timeoutMillis = settings.sendTimeout().toMillis();
    }

    /**
     * Writes and waits.
     *
     * @throws KafkaUnavailable if no acknowledgement came in time; the record may be in the topic all the same
     */
    public <V extends Message> RecordMetadata write(Topic<V> topic, String key, V message) {
        return write(topic.record(key, message));
    }

    /** As {@link #write(Topic, String, Message)}, for a record with headers of its own. */
    public RecordMetadata write(ProducerRecord<String, byte[]> record) {
        return await(send(record));
    }

    /** Writes without waiting; the future fails as {@link #write(Topic, String, Message)} does. */
    public <V extends Message> CompletableFuture<RecordMetadata> send(Topic<V> topic, String key, V message) {
        return send(topic.record(key, message));
    }

    public CompletableFuture<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            var _ = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    sent.complete(metadata);
                } else {
                    sent.completeExceptionally(unavailable(record, failure));
                }
            });
        } catch (KafkaException e) {
            sent.completeExceptionally(unavailable(record, e));
        }
        return sent;
    }

    /** Waits for what {@link #send} began. */
    public RecordMetadata await(CompletableFuture<RecordMetadata> sent) {
        try {
            return sent.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaUnavailable unavailable
                    ? unavailable
                    : new KafkaUnavailable("Kafka refused the write", e);
        } catch (TimeoutException e) {
            throw new KafkaUnavailable("Kafka did not acknowledge within " + timeoutMillis + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("Interrupted while waiting for Kafka", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private static KafkaUnavailable unavailable(ProducerRecord<String, byte[]> record, Exception failure) {
        return new KafkaUnavailable("Kafka did not take a record for " + record.topic(), failure);
    }
}
