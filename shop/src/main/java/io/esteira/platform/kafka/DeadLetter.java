package io.esteira.platform.kafka;

import io.esteira.contracts.UnreadableMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Why and where a record was parked, or what became of it: the headers of a record of a dead-letter topic, which has the
 * record itself each time. The consumer and the source together are its identity; a later record of the same identity
 * tells the later state.
 *
 * @param consumer who could not process the record
 * @param source where the record stands, {@code topic/partition/offset}; or, where it was never a record, what it is of
 * @param kind one word for why: the failure's class, {@link #UNREADABLE}, {@link #REFUSED} or {@link #BEHIND}
 * @param reason why, in words
 * @param attempts how often the consumer tried to process it
 * @param queue whose later records are parked behind it; null if it holds nothing back
 * @param place its place in the queue; smaller ones come first
 * @param behind the source of the first record of the queue, if that is another one
 * @param outcome null while it is parked
 * @param by who had it handed back or dismissed
 */
public record DeadLetter(
        String consumer,
        String source,
        String kind,
        String reason,
        int attempts,
        @Nullable String queue,
        long place,
        @Nullable String behind,
        @Nullable Outcome outcome,
        @Nullable String by,
        Instant at) {

    /** How a parked record ends. */
    public enum Outcome {
        /** It was handed back, and the consumer processed it. */
        DONE,
        /** Staff decided that it is not needed. */
        DISMISSED
    }

    public static final String CONSUMER = "esteira_dlt_consumer";
    public static final String REASON = "esteira_dlt_reason";
    public static final String SOURCE = "esteira_dlt_source";
    public static final String KIND = "esteira_dlt_kind";
    public static final String ATTEMPTS = "esteira_dlt_attempts";
    public static final String QUEUE = "esteira_dlt_queue";
    public static final String PLACE = "esteira_dlt_place";
    public static final String BEHIND_OF = "esteira_dlt_behind";
    public static final String OUTCOME = "esteira_dlt_outcome";
    public static final String BY = "esteira_dlt_by";
    public static final String AT = "esteira_dlt_at";

    /** How many bytes the value has that could not be parked with the record. */
    public static final String LEFT_OUT = "esteira_dlt_left_out";

    /** The kind of bytes that are no message. */
    public static final String UNREADABLE = "Unreadable";
    /** The kind of messages that were understood and make no sense. */
    public static final String REFUSED = "Refused";
    /** The kind of records that nothing is wrong with but what came before them. */
    public static final String BEHIND = "Behind";

    private static final int REASON_LENGTH_MAX = 500;
    private static final int CAUSES_MAX = 20;

    public DeadLetter {
        reason = reason.length() <= REASON_LENGTH_MAX ? reason : reason.substring(0, REASON_LENGTH_MAX);
    }

    /** One that holds nothing back. */
    public static DeadLetter refused(String consumer, String source, String reason, int attempts, Instant at) {
        return new DeadLetter(consumer, source, REFUSED, reason, attempts, null, 0, null, null, null, at);
    }

    /** What stopped a record. */
    public record Cause(String kind, String reason) {

        /** Class and message; of the innermost cause too, which is often the one that says it. */
        public static Cause of(Throwable failure) {
            if (failure instanceof UnreadableMessage) {
                return new Cause(UNREADABLE, String.valueOf(failure.getMessage()));
            }
            Throwable root = failure;
            for (int depth = 0; root.getCause() != null && depth < CAUSES_MAX; depth++) {
                root = root.getCause();
            }
            String said = String.valueOf(failure);
            String meant = String.valueOf(root);
            return new Cause(failure.getClass().getSimpleName(), said.contains(meant) ? said : said + " ← " + meant);
        }

        public static Cause behind(String first) {
            return new Cause(BEHIND, "Behind " + first);
        }
    }

    public DeadLetter ended(Outcome how, @Nullable String whoAsked, Instant when) {
        return new DeadLetter(consumer, source, kind, reason, attempts, queue, place, behind, how, whoAsked, when);
    }

    /** The record's own headers, and these. */
    public Headers headers(Headers original) {
        return headers(original, null);
    }

    /**
     * @param value of the record that is parked; said to be left out if it is {@linkplain DeadLetters#kept too large}
     */
    public Headers headers(Headers original, byte @Nullable [] value) {
        return new ParkingHeaders(original)
                .with(SOURCE, source)
                .with(CONSUMER, consumer)
                .with(KIND, kind)
                .with(REASON, reason)
                .with(ATTEMPTS, attempts)
                .with(QUEUE, queue)
                .with(PLACE, queue == null ? null : place)
                .with(BEHIND_OF, behind)
                .with(OUTCOME, outcome)
                .with(BY, by)
                .with(AT, at)
                .with(LEFT_OUT, value != null && DeadLetters.kept(value) == null ? value.length : null)
                .headers();
    }

    /** Empty if nobody here wrote these headers. */
    public static Optional<DeadLetter> of(Headers headers) {
        String consumer = ParkingHeaders.text(headers, CONSUMER);
        String source = ParkingHeaders.text(headers, SOURCE);
        if (consumer == null || source == null) {
            return Optional.empty();
        }
        return Optional.of(new DeadLetter(
                consumer,
                source,
                Objects.requireNonNullElse(ParkingHeaders.text(headers, KIND), REFUSED),
                Objects.requireNonNullElse(ParkingHeaders.text(headers, REASON), ""),
                Math.clamp(ParkingHeaders.number(headers, ATTEMPTS), 0, Integer.MAX_VALUE),
                ParkingHeaders.text(headers, QUEUE),
                ParkingHeaders.number(headers, PLACE),
                ParkingHeaders.text(headers, BEHIND_OF),
                outcome(ParkingHeaders.text(headers, OUTCOME)),
                ParkingHeaders.text(headers, BY),
                time(ParkingHeaders.text(headers, AT))));
    }

    public static boolean isLeftOut(Headers headers) {
        return headers.lastHeader(LEFT_OUT) != null;
    }

    /** Without what parking added. */
    public static Headers own(Headers headers) {
        return ParkingHeaders.own(headers);
    }

    private static @Nullable Outcome outcome(@Nullable String text) {
        for (Outcome each : Outcome.values()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        return null;
    }

    private static Instant time(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
