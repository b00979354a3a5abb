package io.esteira.orderflow;

import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Each source topic has dead letters of its own. */
final class DeadLetterOfSource implements TopicNameExtractor<byte[], byte[]> {

    @Override
    public String extract(byte[] key, byte[] value, RecordContext source) {
        return source.topic() + ".dlt";
    }

    /** Stands in the topology's description. */
    @Override
    public String toString() {
        return "<source topic>.dlt";
    }
}
