package io.esteira.orderflow;

import io.esteira.platform.kafka.RecordSource;
import io.esteira.platform.kafka.Redrive;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record that reached a processor.
 *
 * @param source where it stands on its topic, even if it was handed back
 * @param redrive what is to be done about it, if it was handed back
 */
record Arrival(
        Record<byte[], byte[]> record,
        RecordSource source,
        @Nullable Redrive redrive) {

    String topic() {
        return source.topic();
    }

    /** How often it was tried, this time included. */
    int attempts() {
        return redrive == null ? 1 : redrive.letter().attempts() + 1;
    }

    @Nullable
    String by() {
        return redrive == null ? null : redrive.by();
    }
}
