package io.esteira.platform.kafka;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record stands; as text {@code topic/partition/offset}. */
public record RecordSource(String topic, int partition, long offset) {

    public static RecordSource of(ConsumerRecord<?, ?> record) {
        return new RecordSource(record.topic(), record.partition(), record.offset());
    }

    /** Empty if {@code text} names no place of a record. */
    public static Optional<RecordSource> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3 || parts[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            int partition = Integer.parseInt(parts[1]);
            long offset = Long.parseLong(parts[2]);
            return partition < 0 || offset < 0
                    ? Optional.empty()
                    : Optional.of(new RecordSource(parts[0], partition, offset));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether both stand in one partition, and this one before {@code other}. */
    boolean isBefore(RecordSource other) {
        return topic.equals(other.topic) && partition == other.partition && offset < other.offset;
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
