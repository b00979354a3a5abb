package io.esteira.orderflow;

import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** What a processor tells: messages to the sinks of their topics. */
record Outbox(ProcessorContext<byte[], byte[]> context) {

    /** A message in bytes: whatever may go wrong in writing it down has not. */
    record Envelope(Record<byte[], byte[]> record, String sink) {}

    static <V extends Message> Envelope seal(Topic<V> topic, String key, V message) {
        Headers headers = CloudEvents.headers(message, topic.name());
        return new Envelope(
                new Record<>(utf8(key), topic.encode(message), message.at().toEpochMilli(), headers),
                OrderFlow.sink(topic));
    }

    void send(List<Envelope> envelopes) {
        envelopes.forEach(envelope -> context.forward(envelope.record(), envelope.sink()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
