package io.esteira.platform.deadletters;

import io.esteira.contracts.OrderId;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.RecordSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A record that was parked, and what became of it.
 *
 * @param key as it came
 * @param value as it came; null once the record has ended, and where it never had one
 * @param leftOut whether the value is too large to be parked
 * @param recordedAt the record's own time
 * @param endedBy who had it end
 */
public record ParkedLetter(
        long id,
        DeadLetter letter,
        State state,
        @Nullable Bytes key,
        @Nullable Bytes value,
        Headers headers,
        boolean leftOut,
        Instant recordedAt,
        Instant parkedAt,
        @Nullable String endedBy) {

    public enum State {
        PARKED,
        /** On its way back to the consumer, who has not answered yet. */
        HANDED_BACK,
        DONE,
        DISMISSED;

        public boolean isOpen() {
            return this == PARKED || this == HANDED_BACK;
        }
    }

    /** Those that fail in the same way at the same place: the topic and one word for why. */
    public String kind() {
        return topic() + "/" + letter.kind();
    }

    public String topic() {
        return RecordSource.parse(letter.source())
                .map(RecordSource::topic)
                .orElseGet(() -> letter.source().replaceAll("/.*", ""));
    }

    /** The order that it is of, or holds back; null if it is nobody's. */
    public @Nullable String orderId() {
        String queue = letter.queue();
        return orderIdIn(queue == null ? keyText() : queue.replaceAll("/.*", ""));
    }

    public @Nullable String keyText() {
        return key == null ? null : new String(key.get(), StandardCharsets.UTF_8);
    }

    public byte @Nullable [] keyBytes() {
        return key == null ? null : key.get();
    }

    public byte @Nullable [] valueBytes() {
        return value == null ? null : value.get();
    }

    /** Whether it can be processed again at all: what never was a record, or is not at hand, cannot. */
    public boolean canBeHandedBack() {
        return !leftOut && RecordSource.parse(letter.source()).isPresent();
    }

    private static @Nullable String orderIdIn(@Nullable String text) {
        return Optional.ofNullable(text)
                .flatMap(id -> {
                    try {
                        return Optional.of(OrderId.of(id).toString());
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                })
                .orElse(null);
    }
}
