package io.esteira.platform.kafka;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record as it reached a consumer, from its topic or handed back.
 *
 * @param source where it stands on its topic, even if it was handed back
 * @param message null if its bytes are none
 * @param unreadable why they are none
 * @param queue the order whose later records wait for this one; null if nobody does
 */
record Incoming(
        ConsumerRecord<String, byte[]> record,
        RecordSource source,
        @Nullable Received<?> message,
        @Nullable RuntimeException unreadable,
        @Nullable String queue) {

    /** @param ordered whether records of one order wait for each other */
    static Incoming of(ConsumerRecord<String, byte[]> record, RecordSource source, Topic<?> topic, boolean ordered) {
        String queue = ordered && topic.keyName().equals("order id") ? orderId(record.key()) : null;
        try {
            return new Incoming(record, source, Received.of(topic, record, source), null, queue);
        } catch (RuntimeException e) { // whatever a decoder throws at hostile bytes
            return new Incoming(record, source, null, e, queue);
        } catch (StackOverflowError e) {
            return new Incoming(record, source, null, new IllegalArgumentException("Nested too deeply"), queue);
        }
    }

    /** One that waited, and goes on. */
    static Incoming of(KeptRecord kept, RecordSource source, Topic<?> topic, boolean ordered) {
        byte @Nullable [] key = kept.keyBytes();
        return of(
                new ConsumerRecord<>(
                        source.topic(),
                        source.partition(),
                        source.offset(),
                        kept.timestamp(),
                        TimestampType.CREATE_TIME,
                        ConsumerRecord.NULL_SIZE,
                        ConsumerRecord.NULL_SIZE,
                        key == null ? null : new String(key, StandardCharsets.UTF_8),
                        kept.valueBytes(),
                        kept.headers(),
                        Optional.empty()),
                source,
                topic,
                ordered);
    }

    /** To go on with later. */
    KeptRecord toBeKept() {
        String key = record.key();
        return new KeptRecord(
                record.timestamp(),
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                record.value(),
                DeadLetter.own(record.headers()));
    }

    Received<?> read() {
        return Objects.requireNonNull(message, "Its bytes are no message");
    }

    /** A key that is no order's is nobody's: nothing waits for its records. */
    private static @Nullable String orderId(@Nullable String key) {
        try {
            return key == null ? null : OrderId.of(key).toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
