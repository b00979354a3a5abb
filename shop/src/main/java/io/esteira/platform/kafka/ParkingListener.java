package io.esteira.platform.kafka;

import io.esteira.contracts.Topic;
import io.esteira.platform.kafka.DeadLetter.Cause;
import io.esteira.platform.kafka.ParkedRecords.LetOn;
import io.esteira.platform.kafka.ParkedRecords.Parked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Hands batches to a consumer's handler. A record that fails is parked, and so are the later ones of its order; all
 * others flow on. While the surroundings fail, the whole batch fails and comes again.
 *
 * <p>Whatever is thrown out of here leaves the offsets where they are.
 */
final class ParkingListener implements BatchMessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(ParkingListener.class);

    /** Of a batch; then each of its records has one more try alone. */
    private static final int TRIES = 3;

    private static final long FIRST_PAUSE_MILLIS = 100;

    private final String redriveTopic;
    private final Map<String, Topic<?>> topics;
    private final boolean ordered;
    private final Unheeded unheeded;
    private final Parking parking;
    private final Consumer<Batch> handler;

    /** @param ordered whether records of one order wait for each other */
    ParkingListener(
            String redriveTopic,
            Map<String, Topic<?>> topics,
            boolean ordered,
            Unheeded unheeded,
            Parking parking,
            Consumer<Batch> handler) {
        this.redriveTopic = redriveTopic;
        this.topics = Map.copyOf(topics);
        this.ordered = ordered;
        this.unheeded = unheeded;
        this.parking = parking;
        this.handler = handler;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        List<ConsumerRecord<String, byte[]>> handedBack = records.stream()
                .filter(record -> record.topic().equals(redriveTopic))
                .toList();
        List<Incoming> fresh = records.stream()
                .filter(record -> !record.topic().equals(redriveTopic) && !unheeded.is(record))
                .map(record -> Incoming.of(record, RecordSource.of(record), topic(record.topic()), ordered))
                .toList();
        Map<TopicPartition, Long> nextOffsets = nextOffsets(records);
        Sorted sorted = sort(fresh);
        if (sorted.aside().isEmpty() && handedBack.isEmpty()) {
            if (handed(sorted.flowing(), nextOffsets)) {
                return;
            }
            parking.park(failing(sorted.flowing()));
        } else {
            // In the order of the log: what is in front of a parked record comes before it, even if it fails too.
            List<Aside> aside = new ArrayList<>();
            if (!handed(sorted.flowing(), Map.of())) {
                aside.addAll(failing(sorted.flowing()));
            }
            aside.addAll(sorted.aside());
            parking.park(aside);
            handedBack.forEach(this::takeUpAgain);
        }
        // Nobody may be told that this was passed before what is wrong with it has been parked.
        handler.accept(new Batch(List.of(), nextOffsets));
    }

    /** @param cause null if nothing is wrong with the record but what came before it */
    record Aside(Incoming incoming, @Nullable Cause cause, int attempts) {}

    private record Sorted(List<Incoming> flowing, List<Aside> aside) {}

    private Sorted sort(List<Incoming> fresh) {
        Map<String, List<Parked>> heldBack = parking.heldBack(
                fresh.stream().map(Incoming::queue).filter(Objects::nonNull).collect(Collectors.toSet()));
        Set<String> stopped = new HashSet<>();
        List<Incoming> flowing = new ArrayList<>(fresh.size());
        List<Aside> aside = new ArrayList<>();
        for (Incoming each : fresh) {
            String queue = each.queue();
            List<Parked> queued = queue == null ? List.of() : heldBack.getOrDefault(queue, List.of());
            RuntimeException unreadable = each.unreadable();
            if (queued.stream().anyMatch(parked -> parked.source().equals(each.source()))) {
                continue; // parked, but the offset did not move
            }
            // What stands in front of all that is parked comes again, and was processed before.
            boolean waits = queue != null
                    && (stopped.contains(queue)
                            || queued.stream().anyMatch(parked -> !each.source().isBefore(parked.source())));
            if (unreadable != null) {
                aside.add(new Aside(each, Cause.of(unreadable), 1));
            } else if (waits) {
                aside.add(new Aside(each, null, 0));
            } else {
                flowing.add(each);
                continue;
            }
            if (queue != null) {
                stopped.add(queue);
            }
        }
        return new Sorted(flowing, aside);
    }

    /** False if what fails is one or more of the records. */
    private boolean handed(List<Incoming> flowing, Map<TopicPartition, Long> nextOffsets) {
        if (flowing.isEmpty() && nextOffsets.isEmpty()) {
            return true;
        }
        Batch batch =
                new Batch(flowing.stream().<Received<?>>map(Incoming::read).toList(), nextOffsets);
        long pauseMillis = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; ; attempt++) {
            Throwable failure = failure(batch);
            if (failure == null) {
                return true;
            }
            log.warn("Attempt {} at {} records failed: {}", attempt, flowing.size(), failure.toString());
            if (attempt == TRIES) {
                return false;
            }
            pause(pauseMillis);
            pauseMillis *= 2;
        }
    }

    /** One record at a time: those that are not told here have been processed. */
    private List<Aside> failing(List<Incoming> flowing) {
        Set<String> stopped = new HashSet<>();
        List<Aside> failing = new ArrayList<>();
        for (Incoming each : flowing) {
            String queue = each.queue();
            if (queue != null && stopped.contains(queue)) {
                failing.add(new Aside(each, null, 0));
                continue;
            }
            Throwable failure = failure(new Batch(List.of(each.read()), Map.of()));
            if (failure != null) {
                log.warn("{} cannot be processed", each.source(), failure);
                failing.add(new Aside(each, Cause.of(failure), TRIES + 1));
                if (queue != null) {
                    stopped.add(queue);
                }
            }
        }
        return failing;
    }

    private void takeUpAgain(ConsumerRecord<String, byte[]> record) {
        Redrive redrive = Redrive.of(record.headers()).orElse(null);
        RecordSource source = redrive == null
                ? null
                : RecordSource.parse(redrive.letter().source()).orElse(null);
        if (redrive == null || source == null || !topics.containsKey(source.topic())) {
            log.warn("{} names no record that was parked here", RecordSource.of(record));
            return;
        }
        Parked parked = parking.find(source);
        if (parked != null) { // else it has ended, or never was
            Incoming incoming = Incoming.of(record, source, topic(source.topic()), ordered);
            switch (redrive.action()) {
                case DISMISS -> parking.end(incoming, parked, DeadLetter.Outcome.DISMISSED, redrive.by());
                case AGAIN -> again(incoming, parked, redrive);
            }
        }
        String queue = parked == null ? redrive.letter().queue() : parked.queue();
        if (queue != null) {
            // Also if it ended before: whoever ended it may have died before he came to those behind it.
            letOn(queue, redrive.by());
        }
    }

    private void again(Incoming incoming, Parked parked, Redrive redrive) {
        if (redrive.letter().attempts() < parked.attempts()) {
            return; // it was tried since it was handed back, and that was told
        }
        if (parking.isFirst(parked)) {
            takeUp(incoming, parked, redrive.by());
        } else {
            parking.parkBehindAgain(incoming, parked);
        }
    }

    /**
     * Whoever parks behind a record that is just ending is known here and nowhere else; so all that only waited go on from
     * here, in their order, up to one that has a fault of its own.
     */
    private void letOn(String queue, @Nullable String by) {
        for (LetOn next = parking.letOn(queue); next != null; next = parking.letOn(queue)) {
            RecordSource source = next.parked().source();
            takeUp(Incoming.of(next.record(), source, topic(source.topic()), ordered), next.parked(), by);
        }
    }

    private void takeUp(Incoming incoming, Parked parked, @Nullable String by) {
        Throwable failure = incoming.unreadable();
        if (failure == null) {
            failure = failure(new Batch(List.of(incoming.read()), Map.of()));
        }
        if (failure == null) {
            parking.end(incoming, parked, DeadLetter.Outcome.DONE, by);
        } else {
            parking.parkAgain(incoming, parked, Cause.of(failure));
        }
    }

    /** Null if the handler took the batch; what is no fault of its records is thrown. */
    private @Nullable Throwable failure(Batch batch) {
        try {
            handler.accept(batch);
            return null;
        } catch (RuntimeException e) {
            if (Surroundings.failed(e)) {
                throw e;
            }
            return e;
        } catch (Error e) {
            if (Surroundings.failed(e)) {
                // As an error it would end this consumer for good.
                throw new IllegalStateException("This process is not well", e);
            }
            return e;
        }
    }

    private Topic<?> topic(String name) {
        Topic<?> topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException("Not subscribed to " + name);
        }
        return topic;
    }

    private static Map<TopicPartition, Long> nextOffsets(List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
        }
        return next;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted between two attempts", e);
        }
    }
}
