package io.esteira.orderflow;

import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetters;
import io.esteira.platform.kafka.RecordSource;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Each source topic has dead letters of its own; a record that was handed back has those of the topic it stands on. */
final class DeadLetterOfSource implements TopicNameExtractor<byte[], byte[]> {

    @Override
    public String extract(byte[] key, byte[] value, RecordContext context) {
        return DeadLetter.of(context.headers())
                .flatMap(letter -> RecordSource.parse(letter.source()))
                .map(source -> DeadLetters.deadLetterName(source.topic()))
                .orElseThrow();
    }

    /** Stands in the topology's description. */
    @Override
    public String toString() {
        return "<source topic>.dlt";
    }
}
