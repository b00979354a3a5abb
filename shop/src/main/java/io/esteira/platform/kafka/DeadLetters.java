package io.esteira.platform.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parks records that cannot be processed in {@code <topic>.dlt}, as they came, with why and where. */
public final class DeadLetters {

    /** Who could not process the record. */
    public static final String CONSUMER = "esteira_dlt_consumer";
    /** Why. */
    public static final String REASON = "esteira_dlt_reason";
    /** Where the record stands: {@code topic/partition/offset}. */
    public static final String SOURCE = "esteira_dlt_source";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final TopicWriter writer;

    DeadLetters(TopicWriter writer) {
        this.writer = writer;
    }

    /**
     * Parks {@code record}, durably.
     *
     * @throws KafkaUnavailable if it could not be parked; the consumer must then not pass it
     */
    public void park(ConsumerRecord<String, byte[]> record, String consumer, String reason) {
        writer.write(new ProducerRecord<>(
                record.topic() + ".dlt",
                null,
                record.key(),
                record.value(),
                headers(
                        record.headers(),
                        record.topic() + "/" + record.partition() + "/" + record.offset(),
                        consumer,
                        reason)));
        log.warn("Parked {}/{}@{} for {}: {}", record.topic(), record.partition(), record.offset(), consumer, reason);
    }

    /** The headers of a parked record: its own, and why, by whom and from where it was parked. */
    public static Headers headers(Headers original, String source, String consumer, String reason) {
        return new RecordHeaders(original)
                .add(SOURCE, source.getBytes(StandardCharsets.UTF_8))
                .add(CONSUMER, consumer.getBytes(StandardCharsets.UTF_8))
                .add(REASON, reason.getBytes(StandardCharsets.UTF_8));
    }
}
