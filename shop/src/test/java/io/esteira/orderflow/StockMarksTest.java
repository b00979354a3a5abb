package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.orderflow.StockMark.Fate;
import io.esteira.orderflow.StockMarks.Kept;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StockMarksTest {

    private static final Duration REMEMBER = Duration.ofDays(30);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final long NOW = 1_800_000_000_000L;
    private static final StockMark SOLD = new StockMark(1, Fate.SOLD, 0);
    private static final StockMark RESERVED = new StockMark(1, Fate.RESERVED, 0);

    private final KeyValueStore<String, Kept> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("marks"), Serdes.String(), StoreSerdes.stockMark())
            .withLoggingDisabled()
            .build();
    private final StockMarks marks = new StockMarks(store, REMEMBER);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void forgetsWhatDidNotChangeForLongEnoughAndHoldsNothing() {
        marks.put("old", SOLD, NOW - REMEMBER.toMillis());
        marks.put("young", SOLD, NOW - REMEMBER.toMillis() + 1);
        marks.put("holding", RESERVED, NOW - 10 * REMEMBER.toMillis());

        marks.forgetOld(NOW, EVERY);

        assertThat(marks.get("old")).isNull();
        assertThat(marks.get("young")).isEqualTo(SOLD);
        assertThat(marks.get("holding")).isEqualTo(RESERVED);
    }

    @Test
    void countsFromTheLastChange() {
        marks.put("sold late", RESERVED, NOW - REMEMBER.toMillis());
        marks.put("sold late", SOLD, NOW - 1);

        marks.forgetOld(NOW, EVERY);

        assertThat(marks.get("sold late")).isEqualTo(SOLD);
    }

    @Test
    void comesToEachMarkInItsTurnAndBeginsAgain() {
        for (int i = 0; i < 2_500; i++) {
            marks.put("mark %04d".formatted(i), SOLD, NOW);
        }
        long later = NOW + REMEMBER.toMillis();
        marks.forgetOld(later, EVERY);
        assertThat(store.approximateNumEntries()).isEqualTo(1_500);
        marks.forgetOld(later, EVERY);
        marks.forgetOld(later, EVERY);
        assertThat(store.approximateNumEntries()).isZero();

        marks.put("first", SOLD, NOW);
        marks.forgetOld(later, EVERY);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void datesWhatHasNoDateBeforeItIsForgotten() {
        store.put("undated", new Kept(SOLD, 0));

        marks.forgetOld(NOW, EVERY);
        assertThat(store.get("undated")).isEqualTo(new Kept(SOLD, NOW));

        marks.forgetOld(NOW + REMEMBER.toMillis(), EVERY);
        assertThat(store.get("undated")).isNull();
    }
}
