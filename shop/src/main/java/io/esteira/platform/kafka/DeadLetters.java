package io.esteira.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parks records that cannot be processed in {@code <topic>.dlt}, as they came, with why and where. */
public final class DeadLetters {

    /** Leaves room for the headers in the largest message that a topic takes. */
    private static final int VALUE_BYTES_MAX = KafkaSettings.MAX_MESSAGE_BYTES - 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final TopicWriter writer;
    private final MeterRegistry meters;

    DeadLetters(TopicWriter writer, MeterRegistry meters) {
        this.writer = writer;
        this.meters = meters;
    }

    /**
     * Tells that a record was parked, or what became of it. It is told when the future is done; the consumer must not pass
     * the record before.
     *
     * @param topic that the record stands on
     */
    public CompletableFuture<RecordMetadata> tell(
            String topic,
            @Nullable Long timestamp,
            @Nullable String key,
            byte @Nullable [] value,
            Headers original,
            DeadLetter letter) {
        if (letter.outcome() == null) {
            log.warn("Parked {} for {}: {}", letter.source(), letter.consumer(), letter.reason());
            count(meters, letter);
        }
        return writer.send(new ProducerRecord<>(
                deadLetterName(topic), null, timestamp, key, kept(value), letter.headers(original, value)));
    }

    public void await(CompletableFuture<RecordMetadata> sent) {
        var _ = writer.await(sent);
    }

    /** Counts a record that was parked, for those who write it themselves. */
    public static void count(MeterRegistry meters, DeadLetter letter) {
        meters.counter("esteira.dead_letters.parked", "consumer", letter.consumer(), "kind", letter.kind())
                .increment();
    }

    /** Where records of {@code topic} are parked. */
    public static String deadLetterName(String topic) {
        return topic + ".dlt";
    }

    /**
     * The value as it came, unless no topic would take it once more: topics limit what is compressed, and a batch of
     * them may unfold to any size. Such a record still stands at its source.
     */
    public static byte @Nullable [] kept(byte @Nullable [] value) {
        return value == null || value.length <= VALUE_BYTES_MAX ? value : null;
    }
}
