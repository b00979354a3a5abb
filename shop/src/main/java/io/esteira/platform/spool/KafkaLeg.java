package io.esteira.platform.spool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The straight way: a producer of its own, which keeps nobody longer than they have patience, and what it has learnt. */
final class KafkaLeg implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;
    private final Breaker breaker;
    private final Impatience impatience;
    private final Duration delivery;

    /**
     * @param patience after which nobody waits any more
     * @param delivery how long the producer itself keeps trying
     */
    KafkaLeg(Producer<String, byte[]> producer, Breaker breaker, Duration patience, Duration delivery) {
        this.producer = producer;
        this.breaker = breaker;
        this.impatience = new Impatience(patience);
        this.delivery = delivery;
    }

    boolean isAway() {
        return breaker.isOpen();
    }

    boolean admits() {
        return breaker.admits();
    }

    long deliveryMillis() {
        return delivery.toMillis();
    }

    /**
     * Whether it is known already that {@code sent} came to nothing: brokers are unknown, or the buffer is full.
     *
     * @throws RecordTooLargeException if no patience helps
     */
    boolean isRefused(CompletableFuture<RecordMetadata> sent) {
        if (!sent.isCompletedExceptionally()) {
            return false;
        }
        if (sent.exceptionNow() instanceof RecordTooLargeException tooLarge) {
            throw tooLarge;
        }
        breaker.failed();
        return true;
    }

    /**
     * Waits for what {@link #sendWithin} began.
     *
     * @return whether all replicas in sync have the record; if not, they may get it later all the same
     * @throws RecordTooLargeException if no patience helps
     */
    boolean isAcknowledged(CompletableFuture<RecordMetadata> sent) {
        try {
            var _ = sent.get();
            return true;
        } catch (ExecutionException e) {
            // After a timeout, too, the record may arrive later.
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw tooLarge;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        breaker.failed();
        return false;
    }

    /** For somebody who waits no longer than patience lasts. */
    CompletableFuture<RecordMetadata> sendWithin(ProducerRecord<String, byte[]> record) {
        long begunNanos = System.nanoTime();
        CompletableFuture<RecordMetadata> sent = send(record);
        impatience.watch(sent, begunNanos);
        return sent;
    }

    CompletableFuture<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            var _ = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    breaker.succeeded();
                    sent.complete(metadata);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    /** While this runs, requests need not find out for themselves whether Kafka is back. */
    <T> T trying(Supplier<T> sending) {
        breaker.trying(true);
        try {
            return sending.get();
        } finally {
            breaker.trying(false);
        }
    }

    /** What is still on its way is in the spool or was never promised. */
    @Override
    public void close() {
        impatience.close();
        producer.close(CLOSE_TIMEOUT);
    }
}
