package io.esteira.orderflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The marks of all requests and commands, each for a while after it last changed. There is one for each line of each
 * order, and a deadline beside each would cost as much again: instead all are looked through, a few at a time, so that
 * each is looked at several times while it is remembered.
 */
final class StockMarks {

    private static final int LOOKS_AT_EACH = 8;
    private static final int LOOK_AT_LEAST = 1_000;

    /** @param sinceMillis when it last changed; 0 if that was not written down */
    record Kept(StockMark mark, long sinceMillis) {}

    private final KeyValueStore<String, Kept> store;
    private final long rememberMillis;

    /** Where the next look begins; null for the beginning. */
    private @Nullable String from;

    StockMarks(KeyValueStore<String, Kept> store, Duration remember) {
        this.store = store;
        this.rememberMillis = remember.toMillis();
    }

    @Nullable
    StockMark get(String key) {
        Kept kept = store.get(key);
        return kept == null ? null : kept.mark();
    }

    void put(String key, StockMark mark, long nowMillis) {
        store.put(key, new Kept(mark, nowMillis));
    }

    /**
     * Forgets what is old among the next marks. One that holds pieces is not forgotten, however old it is.
     *
     * @param every how often this is called
     */
    void forgetOld(long nowMillis, Duration every) {
        long looks = Math.max(1, rememberMillis / LOOKS_AT_EACH / every.toMillis());
        long most = Math.max(LOOK_AT_LEAST, store.approximateNumEntries() / looks);
        List<String> old = new ArrayList<>();
        List<KeyValue<String, Kept>> undated = new ArrayList<>();
        try (KeyValueIterator<String, Kept> next = store.range(from, null)) {
            for (long i = 0; i < most && next.hasNext(); i++) {
                KeyValue<String, Kept> each = next.next();
                Kept kept = each.value;
                if (kept.sinceMillis() == 0) {
                    undated.add(each);
                } else if (!kept.mark().holdsPieces() && nowMillis - kept.sinceMillis() >= rememberMillis) {
                    old.add(each.key);
                }
            }
            from = next.hasNext() ? next.peekNextKey() : null;
        }
        old.forEach(store::delete);
        undated.forEach(each -> put(each.key, each.value.mark(), nowMillis));
    }
}
