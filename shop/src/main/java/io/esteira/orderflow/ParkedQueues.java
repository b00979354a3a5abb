package io.esteira.orderflow;

import io.esteira.orderflow.ParkedState.Entry;
import io.esteira.orderflow.ParkedState.Queue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which records wait behind which parked one. A queue stands under its name, each of its records under the name and the
 * place: a step reads and writes as much for the thousandth as for the second.
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

    boolean holdsBack(String name) {
        return queue(name) != null;
    }

    /** Where the first record of the queue stands; null if it holds nothing back. */
    @Nullable
    String first(String name) {
        Queue queue = queue(name);
        return queue == null ? null : source(name, queue.first());
    }

    boolean has(String name, long place, String source) {
        return source.equals(source(name, place));
    }

    boolean isFirst(String name, long place) {
        Queue queue = queue(name);
        return queue != null && queue.first() == place;
    }

    /** The place of what was added. */
    long add(String name, String source) {
        Queue queue = queue(name);
        if (queue == null) {
            queue = new Queue(1, 1);
            count++;
        }
        isEmpty = false;
        store.put(key(name, queue.next()), new Entry(source));
        store.put(name, new Queue(queue.first(), queue.next() + 1));
        return queue.next();
    }

    void remove(String name, long place) {
        store.delete(key(name, place));
        Queue queue = queue(name);
        if (queue == null) {
            return;
        }
        long first = queue.first();
        while (first < queue.next() && source(name, first) == null) {
            first++;
        }
        if (first < queue.next()) {
            store.put(name, new Queue(first, queue.next()));
        } else {
            store.delete(name);
            count--;
        }
    }

    private @Nullable Queue queue(String name) {
        if (isEmpty == null) {
            try (KeyValueIterator<String, ParkedState> all = store.all()) {
                isEmpty = !all.hasNext();
            }
        }
        return !isEmpty && store.get(name) instanceof Queue queue ? queue : null;
    }

    private @Nullable String source(String name, long place) {
        return store.get(key(name, place)) instanceof Entry(String source) ? source : null;
    }

    /** The separator is no character that a queue's name has. */
    private static String key(String name, long place) {
        return name + "\0" + place;
    }
}
