package io.esteira.orderflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.KafkaSettings;
import io.esteira.platform.kafka.KeptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever takes stores over in which a queue was about to go on goes on with it. */
class FreedQueuesTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final KeyValueStore<String, ParkedState> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("parked"), Serdes.String(), ParkedState.serde())
            .withLoggingDisabled()
            .build();
    private final List<Arrival> arrived = new ArrayList<>();

    @BeforeEach
    void open() {
        store.init(context.getStateStoreContext(), store);
    }

    @Test
    void goesOnWithWhatOnlyWaitsAndLeavesWhatFailed() {
        ParkedQueues before = new ParkedQueues(store);
        before.put(
                "waits",
                1,
                "orders.commands/3/7",
                0,
                waiting("waits", "orders.commands/3/7").bytes());
        before.put("failed", 1, "orders.commands/3/8", 1, null);
        before.put(
                "failed",
                2,
                "orders.commands/3/9",
                0,
                waiting("failed", "orders.commands/3/9").bytes());

        ParkedQueues queues = new ParkedQueues(store);
        var _ = new FreedQueues(context, queues, arrival -> {
            arrived.add(arrival);
            queues.remove("waits", 1);
        });
        MockProcessorContext.CapturedPunctuator next =
                context.scheduledPunctuators().getFirst();
        next.getPunctuator().punctuate(0);

        assertThat(arrived).singleElement().satisfies(arrival -> {
            assertThat(arrival.source()).hasToString("orders.commands/3/7");
            assertThat(arrival.attempts()).isEqualTo(1);
            assertThat(arrival.record().key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(arrival.record().value()).isNull();
            assertThat(arrival.record().timestamp()).isEqualTo(5);
            assertThat(arrival.record().headers().lastHeader("none").value()).isNull();
        });
        assertThat(next.cancelled()).isTrue();
        assertThat(queues.count()).isEqualTo(1);
    }

    @Test
    void nothingIsScheduledWhereNothingIsToBeDone() {
        var _ = new FreedQueues(context, new ParkedQueues(store), arrived::add);

        assertThat(context.scheduledPunctuators()).isEmpty();
    }

    @Test
    void whatWouldNotFitIntoATopicIsNotKept() {
        byte[] half = new byte[KafkaSettings.MAX_MESSAGE_BYTES / 2];
        RecordHeaders large = new RecordHeaders();
        large.add("large", half);

        assertThat(new KeptRecord(0, half, null, new RecordHeaders()).bytes()).isNotNull();
        assertThat(new KeptRecord(0, half, null, large).bytes()).isNull();
    }

    private static KeptRecord waiting(String queue, String source) {
        DeadLetter letter =
                new DeadLetter("orderflow", source, DeadLetter.BEHIND, "Behind it", 0, queue, 1, null, null, null, AT);
        RecordHeaders own = new RecordHeaders();
        own.add("none", (byte[]) null);
        return new KeptRecord(5, "key".getBytes(UTF_8), null, letter.headers(own));
    }
}
