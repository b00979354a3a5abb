package io.esteira.orderflow;

import io.esteira.orderflow.ParkedState.Entry;
import io.esteira.orderflow.ParkedState.Kept;
import io.esteira.orderflow.ParkedState.Queue;
import io.esteira.platform.kafka.KeptRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which records wait behind which parked one. A queue stands under its name, each of its records under the name and the
 * place: a step reads and writes as much for the thousandth as for the second. Those that only wait are kept whole, to go
 * on with.
 */
final class ParkedQueues {

    private final KeyValueStore<String, ParkedState> store;

    /** For those who watch; what holds back is what stands in the store. */
    private long count;

    /** Nearly always nothing was ever parked, and every record asks. Unknown until the first one does. */
    private @Nullable Boolean isEmpty;

    ParkedQueues(KeyValueStore<String, ParkedState> store) {
        this.store = store;
        try (KeyValueIterator<String, ParkedState> all = store.all()) {
            all.forEachRemaining(entry -> count += entry.value instanceof Queue ? 1 : 0);
        }
    }

    /** How many queues hold something back. */
    long count() {
        return count;
    }

    /** Where the first record of the queue stands; null if it holds nothing back. */
    @Nullable
    String first(String name) {
        Queue queue = queue(name);
        Entry first = queue == null ? null : entry(name, queue.first());
        return first == null ? null : first.source();
    }

    boolean has(String name, long place, String source) {
        Entry entry = entry(name, place);
        return entry != null && entry.source().equals(source);
    }

    /** How often the record was tried. */
    int attempts(String name, long place) {
        Entry entry = entry(name, place);
        return entry == null || entry.attempts() == null ? 0 : entry.attempts();
    }

    boolean isFirst(String name, long place) {
        Queue queue = queue(name);
        return queue != null && queue.first() == place;
    }

    /** The place of what is added next. */
    long next(String name) {
        Queue queue = queue(name);
        return queue == null ? 1 : queue.next();
    }

    /**
     * Adds a record at the {@linkplain #next next} place, or says anew what stands at its place.
     *
     * @param kept to go on with when all in front of it has ended; null if it does not only wait, or is too large
     */
    void put(String name, long place, String source, int attempts, byte @Nullable [] kept) {
        Queue queue = queue(name);
        if (queue == null) {
            queue = new Queue(place, place);
            count++;
        }
        isEmpty = false;
        store.put(key(name, place), new Entry(source, attempts));
        if (kept == null) {
            store.delete(keptKey(name, place));
        } else {
            store.put(keptKey(name, place), new Kept(Bytes.wrap(kept)));
        }
        if (place == queue.next()) {
            store.put(name, new Queue(queue.first(), place + 1));
        }
    }

    void remove(String name, long place) {
        store.delete(key(name, place));
        store.delete(keptKey(name, place));
        Queue queue = queue(name);
        if (queue == null) {
            return;
        }
        long first = queue.first();
        while (first < queue.next() && entry(name, first) == null) {
            first++;
        }
        if (first < queue.next()) {
            store.put(name, new Queue(first, queue.next()));
        } else {
            store.delete(name);
            count--;
        }
    }

    /** The first record of the queue, if it only waited for what stood in front of it. */
    @Nullable
    KeptRecord letOn(String name) {
        Queue queue = queue(name);
        return queue != null && store.get(keptKey(name, queue.first())) instanceof Kept(Bytes bytes)
                ? KeptRecord.of(bytes.get())
                : null;
    }

    /** The queues that are held back by nothing any more. */
    List<String> letOn() {
        List<String> names = new ArrayList<>();
        try (KeyValueIterator<String, ParkedState> all = store.all()) {
            all.forEachRemaining(each -> {
                if (each.value instanceof Queue queue && store.get(keptKey(each.key, queue.first())) != null) {
                    names.add(each.key);
                }
            });
        }
        return names;
    }

    private @Nullable Queue queue(String name) {
        if (isEmpty == null) {
            try (KeyValueIterator<String, ParkedState> all = store.all()) {
                isEmpty = !all.hasNext();
            }
        }
        return !isEmpty && store.get(name) instanceof Queue queue ? queue : null;
    }

    private @Nullable Entry entry(String name, long place) {
        return store.get(key(name, place)) instanceof Entry entry ? entry : null;
    }

    /** The separator is no character that a queue's name has. */
    private static String key(String name, long place) {
        return name + "\0" + place;
    }

    private static String keptKey(String name, long place) {
        return key(name, place) + "\0";
    }
}
