package io.esteira.orderflow;

import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import io.esteira.platform.kafka.DeadLetters;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a processor writes: messages to the sinks of their topics, and what it cannot process to the dead letters. */
record Outbox(ProcessorContext<byte[], byte[]> context, String deadLetterSink) {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final String CONSUMER = "orderflow";

    <V extends Message> void send(Topic<V> topic, String key, V message) {
        Headers headers = CloudEvents.headers(message, topic.name());
        context.forward(
                new Record<>(utf8(key), topic.encode(message), message.at().toEpochMilli(), headers),
                OrderFlow.sink(topic));
    }

    /** The record as it came, with why and where from. */
    void park(Record<byte[], byte[]> record, String reason) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        String where = source.topic() + "/" + source.partition() + "/" + source.offset();
        Headers headers = DeadLetters.headers(record.headers(), where, CONSUMER, reason);
        log.warn("Parked {}: {}", where, reason);
        context.forward(record.withHeaders(headers), deadLetterSink);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
