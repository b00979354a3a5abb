package io.esteira.platform.kafka;

import io.esteira.platform.kafka.DeadLetter.Cause;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import io.esteira.platform.kafka.ParkedRecords.LetOn;
import io.esteira.platform.kafka.ParkedRecords.Parked;
import io.esteira.platform.kafka.ParkingListener.Aside;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One consumer's parked records. A row and its dead letter stand together: the letter is written while the row's
 * transaction is open, so a database or a broker that is away leaves neither. Where a process dies in between, the letter
 * is written once more, and says the same.
 */
final class Parking {

    private final String consumer;
    private final ParkedRecords rows;
    private final TransactionOperations transactions;
    private final DeadLetters letters;

    Parking(String consumer, ParkedRecords rows, TransactionOperations transactions, DeadLetters letters) {
        this.consumer = consumer;
        this.rows = rows;
        this.transactions = transactions;
        this.letters = letters;
    }

    Map<String, List<Parked>> heldBack(Collection<String> queues) {
        return rows.of(queues);
    }

    @Nullable
    Parked find(RecordSource source) {
        return rows.find(source).orElse(null);
    }

    boolean isFirst(Parked parked) {
        return rows.isFirst(parked);
    }

    /** The first of the queue, if nothing is wrong with it but what stood in front of it and has ended. */
    @Nullable
    LetOn letOn(String queue) {
        return rows.letOn(queue).orElse(null);
    }

    /** All of them, in this order; those that are parked already stay as they are. */
    void park(List<Aside> records) {
        if (records.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(_ -> {
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
            Map<String, String> firsts = lockFirsts(records);
            for (Aside each : records) {
                park(each, firsts).ifPresent(sent::add);
            }
            sent.forEach(letters::await);
        });
    }

    /** Once for each queue: it may hold many. */
    private Map<String, String> lockFirsts(List<Aside> records) {
        Map<String, String> firsts = new HashMap<>();
        records.stream()
                .map(each -> each.incoming().queue())
                .filter(Objects::nonNull)
                .distinct()
                .sorted() // one order for all, or they wait for each other in a circle
                .forEach(queue -> rows.lockFirst(queue)
                        .ifPresent(parked -> firsts.put(queue, parked.source().toString())));
        return firsts;
    }

    private Optional<CompletableFuture<RecordMetadata>> park(Aside aside, Map<String, String> firsts) {
        Incoming incoming = aside.incoming();
        String queue = incoming.queue();
        String first = queue == null ? null : firsts.get(queue);
        Cause cause = aside.cause();
        byte @Nullable [] kept = cause == null ? incoming.toBeKept().bytes() : null;
        if (cause == null) {
            if (first == null) {
                throw new NoLongerHeldBack(incoming.source());
            }
            cause = Cause.behind(first);
        }
        if (queue != null) {
            firsts.putIfAbsent(queue, incoming.source().toString());
        }
        Cause why = cause;
        return rows.add(incoming.source(), kept, queue, why, aside.attempts(), first)
                .map(place -> send(incoming, letter(incoming, why, aside.attempts(), place, first)));
    }

    /** It failed again. */
    void parkAgain(Incoming incoming, Parked parked, Cause cause) {
        transactions.executeWithoutResult(_ -> {
            rows.failedAgain(parked, cause);
            letters.await(send(incoming, letter(incoming, cause, parked.attempts() + 1, parked.place(), null)));
        });
    }

    /** Its turn has not come; said once more, so that whoever handed it back sees it. */
    void parkBehindAgain(Incoming incoming, Parked parked) {
        transactions.executeWithoutResult(_ -> {
            String queue = parked.queue();
            String first = queue == null
                    ? null
                    : rows.lockFirst(queue)
                            .map(each -> each.source().toString())
                            .orElse(null);
            letters.await(send(incoming, letter(incoming, parked.cause(), parked.attempts(), parked.place(), first)));
        });
    }

    void end(Incoming incoming, Parked parked, Outcome outcome, @Nullable String by) {
        DeadLetter letter = letter(incoming, parked.cause(), parked.attempts(), parked.place(), null)
                .ended(outcome, by, Instant.now());
        transactions.executeWithoutResult(_ -> {
            rows.remove(parked);
            letters.await(send(incoming, letter));
        });
    }

    private CompletableFuture<RecordMetadata> send(Incoming incoming, DeadLetter letter) {
        ConsumerRecord<String, byte[]> record = incoming.record();
        return letters.tell(
                incoming.source().topic(),
                record.timestamp() < 0 ? null : record.timestamp(),
                record.key(),
                record.value(),
                record.headers(),
                letter);
    }

    private DeadLetter letter(Incoming incoming, Cause cause, int attempts, long place, @Nullable String first) {
        return new DeadLetter(
                consumer,
                incoming.source().toString(),
                cause.kind(),
                cause.reason(),
                attempts,
                incoming.queue(),
                place,
                first,
                null,
                null,
                Instant.now());
    }

    /** The last record in front was taken off while this one was about to be parked behind it. The batch comes again. */
    private static final class NoLongerHeldBack extends RuntimeException {

        NoLongerHeldBack(RecordSource source) {
            super(source + " is held back no longer");
        }
    }
}
