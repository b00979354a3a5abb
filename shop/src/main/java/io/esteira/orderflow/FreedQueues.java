package io.esteira.orderflow;

import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.KeptRecord;
import io.esteira.platform.kafka.RecordSource;
import io.esteira.platform.kafka.Redrive;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Lets those go on that only waited, in their order, when what stood in front of them has ended. Whoever parks behind a
 * record that is just ending is known here and nowhere else: staff cannot have handed it back.
 */
final class FreedQueues {

    /** In one step; a transaction must not last for as long as a queue is. */
    static final int AT_ONCE = 20;

    private static final Duration GO_ON_EVERY = Duration.ofMillis(100);

    private final ProcessorContext<byte[], byte[]> context;
    private final ParkedQueues queues;
    private final Consumer<Arrival> process;

    /** Those that have more, with who let them go on. */
    private final Map<String, @Nullable String> goingOn = new LinkedHashMap<>();

    private @Nullable Cancellable next;

    FreedQueues(ProcessorContext<byte[], byte[]> context, ParkedQueues queues, Consumer<Arrival> process) {
        this.context = context;
        this.queues = queues;
        this.process = process;
        queues.letOn().forEach(queue -> goingOn.put(queue, null));
        scheduleWhatIsLeft();
    }

    /** @param arrival that was processed, dismissed, or had ended before */
    void after(Arrival arrival) {
        Redrive redrive = arrival.redrive();
        String queue = redrive == null ? null : redrive.letter().queue();
        if (queue != null) {
            letOn(queue, arrival.by());
            scheduleWhatIsLeft();
        }
    }

    private void letOn(String queue, @Nullable String by) {
        for (int n = 0; n < AT_ONCE; n++) {
            KeptRecord kept = queues.letOn(queue);
            if (kept == null) {
                goingOn.remove(queue);
                return;
            }
            process.accept(arrival(kept, by));
        }
        goingOn.put(queue, by);
    }

    private void goOn() {
        new LinkedHashMap<>(goingOn).forEach(this::letOn);
        scheduleWhatIsLeft();
    }

    /** Only while there is something: whatever is scheduled makes for a commit. */
    private void scheduleWhatIsLeft() {
        if (next == null && !goingOn.isEmpty()) {
            next = context.schedule(GO_ON_EVERY, PunctuationType.WALL_CLOCK_TIME, ignored -> goOn());
        } else if (next != null && goingOn.isEmpty()) {
            next.cancel();
            next = null;
        }
    }

    private static Arrival arrival(KeptRecord kept, @Nullable String by) {
        DeadLetter letter = DeadLetter.of(kept.headers()).orElseThrow();
        return new Arrival(
                new Record<>(kept.keyBytes(), kept.valueBytes(), kept.timestamp(), kept.headers()),
                RecordSource.parse(letter.source()).orElseThrow(),
                new Redrive(letter, Redrive.Action.AGAIN, by));
    }
}
