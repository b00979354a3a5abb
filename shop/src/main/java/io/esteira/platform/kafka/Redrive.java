package io.esteira.platform.kafka;

import io.esteira.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a parked record, as the headers of the record that goes back to its consumer say it.
 *
 * @param letter as it was parked last
 * @param by who wants it
 */
public record Redrive(
        DeadLetter letter, Action action, @Nullable String by) {

    public enum Action {
        /** Process it now. */
        AGAIN,
        /** It is not needed. */
        DISMISS
    }

    private static final String ACTION = "esteira_redrive_action";
    private static final String BY = "esteira_redrive_by";

    /** The record's own headers, those that it was parked with, and these. */
    public Headers headers(Headers original) {
        Headers headers = letter.headers(original);
        return headers.add(ACTION, utf8(action.name())).add(BY, utf8(by == null ? "" : by));
    }

    /**
     * The record that goes back to the consumer that parked it, and to no other: to the partition that it came from.
     *
     * @param timestamp that it had
     * @throws java.util.NoSuchElementException if what was parked never was a record
     */
    public ProducerRecord<String, byte[]> record(
            @Nullable String key, byte @Nullable [] value, Headers original, long timestamp) {
        int partition = RecordSource.parse(letter.source()).orElseThrow().partition();
        return new ProducerRecord<>(
                Topics.redriveName(letter.consumer()),
                partition,
                Math.max(0, timestamp),
                key,
                value,
                headers(original));
    }

    /** Empty if the record was not handed back by the console. */
    public static Optional<Redrive> of(Headers headers) {
        String action = ParkingHeaders.text(headers, ACTION);
        for (Action each : Action.values()) {
            if (each.name().equals(action)) {
                return DeadLetter.of(headers)
                        .map(letter -> new Redrive(letter, each, ParkingHeaders.text(headers, BY)));
            }
        }
        return Optional.empty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
