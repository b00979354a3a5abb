package io.esteira.platform.kafka;

import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A message and where it stands. */
public record Received<V extends Message>(
        Topic<V> topic, String key, V message, int partition, long offset, Instant writtenAt) {

    /** @throws io.esteira.contracts.UnreadableMessage if the record is no message of {@code topic} */
    public static <V extends Message> Received<V> of(Topic<V> topic, ConsumerRecord<String, byte[]> record) {
        return of(topic, record, RecordSource.of(record));
    }

    /** @param source where the message stands, if the record is only a copy of it */
    static <V extends Message> Received<V> of(
            Topic<V> topic, ConsumerRecord<String, byte[]> record, RecordSource source) {
        return new Received<>(
                topic,
                record.key(),
                topic.decode(record.value() == null ? new byte[0] : record.value()),
                source.partition(),
                source.offset(),
                Instant.ofEpochMilli(record.timestamp()));
    }
}
