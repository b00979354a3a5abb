package io.esteira.orderflow;

import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetter.Cause;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import io.esteira.platform.kafka.DeadLetters;
import io.esteira.platform.kafka.KeptRecord;
import io.esteira.platform.kafka.RecordSource;
import io.esteira.platform.kafka.Redrive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks what a processor cannot process, holds back what comes after it, and lets it in again when staff hands it back.
 * Nothing is tried twice in a row: decisions are pure, and would fail again.
 *
 * <p>Only failures hold back. A message that was understood and refused concerns nobody but itself.
 */
final class ParkingLot {

    private static final Logger log = LoggerFactory.getLogger(ParkingLot.class);

    private final String consumer;
    private final ProcessorContext<byte[], byte[]> context;
    private final String sink;
    private final ParkedQueues queues;
    private final HeldBack heldBack;

    ParkingLot(
            String consumer,
            ProcessorContext<byte[], byte[]> context,
            String sink,
            ParkedQueues queues,
            HeldBack heldBack) {
        this.consumer = consumer;
        this.context = context;
        this.sink = sink;
        this.queues = queues;
        this.heldBack = heldBack;
        tellHowMany();
    }

    /** Empty for what came by the way back, and was never parked here. */
    Optional<Arrival> arrival(Record<byte[], byte[]> taken, List<Topic<?>> topics) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        Record<byte[], byte[]> record = taken.withTimestamp(taken.timestamp() + OrderFlow.ahead(at.topic()));
        RecordSource here = new RecordSource(at.topic(), at.partition(), at.offset());
        if (!at.topic().equals(Topics.redriveName(consumer))) {
            return Optional.of(new Arrival(record, here, null));
        }
        Optional<Arrival> known = Redrive.of(record.headers())
                .filter(redrive -> redrive.letter().consumer().equals(consumer))
                .flatMap(redrive -> RecordSource.parse(redrive.letter().source())
                        .filter(source ->
                                topics.stream().anyMatch(topic -> topic.name().equals(source.topic())))
                        .map(source -> new Arrival(record, source, redrive)));
        if (known.isEmpty()) {
            log.warn("{} names no record that was parked here", here);
        }
        return known;
    }

    /**
     * Whether there is nothing to be done about the record now: it is dismissed, it was parked and has ended, or it waits
     * behind another.
     *
     * @param queue whose turn it is; null if it has none
     */
    boolean keeps(Arrival arrival, @Nullable String queue) {
        Redrive redrive = arrival.redrive();
        if (redrive != null) {
            DeadLetter letter = redrive.letter();
            if (letter.queue() != null && !queues.has(letter.queue(), letter.place(), letter.source())) {
                return true;
            }
            if (redrive.action() == Redrive.Action.DISMISS) {
                end(arrival, letter, Outcome.DISMISSED);
                return true;
            }
            if (letter.queue() != null) {
                if (letter.attempts() < queues.attempts(letter.queue(), letter.place())) {
                    return true; // it was tried since it was handed back, and that was told
                }
                boolean first = queues.isFirst(letter.queue(), letter.place());
                if (!first) {
                    park(arrival, waiting(letter, queues.first(letter.queue())));
                }
                return !first;
            }
        }
        String first = queue == null ? null : queues.first(queue);
        if (queue == null || first == null) {
            return false;
        }
        DeadLetter waiting = letter(arrival, Cause.behind(first), 0, queue, queues.next(queue), first);
        keep(waiting, kept(arrival.record(), waiting));
        park(arrival, waiting);
        return true;
    }

    /** It was read and decided upon; what it asks for makes no sense. */
    void refuse(Arrival arrival, String reason) {
        leaveQueue(arrival);
        park(arrival, DeadLetter.refused(consumer, arrival.source().toString(), reason, arrival.attempts(), now()));
    }

    /** It could not be read or decided upon. */
    void failed(Arrival arrival, @Nullable String queue, Throwable failure) {
        Cause cause = Cause.of(failure);
        DeadLetter before = arrival.redrive() == null ? null : arrival.redrive().letter();
        DeadLetter letter;
        if (before != null && before.queue() != null) {
            letter = letter(arrival, cause, arrival.attempts(), before.queue(), before.place(), null);
        } else if (queue == null) {
            letter = letter(arrival, cause, arrival.attempts(), null, 0, null);
        } else {
            letter = letter(arrival, cause, arrival.attempts(), queue, queues.next(queue), queues.first(queue));
        }
        keep(letter, null);
        park(arrival, letter);
    }

    /** It was processed; if it had been parked, that is over. */
    void passed(Arrival arrival) {
        if (arrival.redrive() != null) {
            end(arrival, arrival.redrive().letter(), Outcome.DONE);
        }
    }

    private void leaveQueue(Arrival arrival) {
        DeadLetter letter = arrival.redrive() == null ? null : arrival.redrive().letter();
        if (letter != null && letter.queue() != null) {
            queues.remove(letter.queue(), letter.place());
            tellHowMany();
        }
    }

    private void end(Arrival arrival, DeadLetter letter, Outcome outcome) {
        leaveQueue(arrival);
        forward(arrival, letter.ended(outcome, arrival.by(), now()));
    }

    private void park(Arrival arrival, DeadLetter letter) {
        log.warn("Parked {}: {}", letter.source(), letter.reason());
        heldBack.parked(letter);
        tellHowMany();
        forward(arrival, letter);
    }

    /** @param record to go on with; null if it does not only wait, or is too large */
    private void keep(DeadLetter letter, byte @Nullable [] record) {
        if (letter.queue() != null) {
            queues.put(letter.queue(), letter.place(), letter.source(), letter.attempts(), record);
        }
    }

    private static byte @Nullable [] kept(Record<byte[], byte[]> record, DeadLetter letter) {
        return new KeptRecord(record.timestamp(), record.key(), record.value(), letter.headers(record.headers()))
                .bytes();
    }

    /** The record as it came, with why and where from, or with what became of it. */
    private void forward(Arrival arrival, DeadLetter letter) {
        Record<byte[], byte[]> record = arrival.record();
        context.forward(
                record.withValue(DeadLetters.kept(record.value()))
                        .withHeaders(letter.headers(record.headers(), record.value())),
                sink);
    }

    private DeadLetter waiting(DeadLetter letter, @Nullable String first) {
        return letter(
                letter.source(),
                new Cause(letter.kind(), letter.reason()),
                letter.attempts(),
                letter.queue(),
                letter.place(),
                first);
    }

    private DeadLetter letter(
            Arrival arrival, Cause cause, int attempts, @Nullable String queue, long place, @Nullable String first) {
        return letter(arrival.source().toString(), cause, attempts, queue, place, first);
    }

    private DeadLetter letter(
            String source, Cause cause, int attempts, @Nullable String queue, long place, @Nullable String first) {
        return new DeadLetter(
                consumer, source, cause.kind(), cause.reason(), attempts, queue, place, first, null, null, now());
    }

    private void tellHowMany() {
        heldBack.set(context.taskId(), consumer, queues.count());
    }

    void close() {
        heldBack.set(context.taskId(), consumer, 0);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
