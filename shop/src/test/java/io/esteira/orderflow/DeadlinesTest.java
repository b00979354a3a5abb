package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.orderflow.Deadlines.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("deadlines"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final Deadlines deadlines = new Deadlines(store);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void namesWhatIsDueTheOldestFirst() {
        deadlines.add(300, "c");
        deadlines.add(100, "a");
        deadlines.add(200, "b");

        assertThat(deadlines.dueAt(99, 10)).isEmpty();
        assertThat(deadlines.dueAt(200, 10)).containsExactly(new Deadline(100, "a"), new Deadline(200, "b"));
    }

    @Test
    void namesItUntilItIsRemoved() {
        deadlines.add(100, "a");
        assertThat(deadlines.dueAt(100, 10)).hasSize(1);
        assertThat(deadlines.dueAt(150, 10)).hasSize(1);

        deadlines.remove(100, "a");

        assertThat(deadlines.dueAt(150, 10)).isEmpty();
    }

    @Test
    void dealsWithManyOfOneMomentInTurns() {
        for (int i = 0; i < 25; i++) {
            deadlines.add(100, "order " + i);
        }
        List<Integer> turns = new ArrayList<>();
        List<Deadline> due = deadlines.dueAt(100, 10);
        while (!due.isEmpty()) {
            turns.add(due.size());
            due.forEach(each -> deadlines.remove(each.dueMillis(), each.subject()));
            due = deadlines.dueAt(101, 10);
        }

        assertThat(turns).containsExactly(10, 10, 5);
    }

    @Test
    void seesOneThatIsAddedBeforeWhereItLookedLast() {
        assertThat(deadlines.dueAt(1_000, 10)).isEmpty();

        deadlines.add(500, "late");

        assertThat(deadlines.dueAt(1_001, 10)).containsExactly(new Deadline(500, "late"));
    }
}
