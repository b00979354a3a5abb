package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderStatus;
import io.esteira.orderflow.OrderState.CancelledAhead;
import io.esteira.orderflow.OrderState.Payment;
import io.esteira.orderflow.OrderState.TurnedAway;
import io.esteira.orderflow.OrderState.Underway;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoreSerdesTest {

    private static final String FINGERPRINT = "ab".repeat(32);

    @ParameterizedTest
    @MethodSource("states")
    void readsOrdersThatItWroteAndThoseThatStandAsJson(OrderState state) {
        Serde<OrderState> serde = StoreSerdes.orderState();
        assertThat(read(serde, serde.serializer().serialize("", state))).isEqualTo(state);
        assertThat(read(serde, Json.write(OrderState.class, state))).isEqualTo(state);
    }

    static Stream<OrderState> states() {
        return Stream.of(
                underway(FINGERPRINT, List.of()),
                underway("", List.of()),
                underway(FINGERPRINT, List.of("c-1", "c-2")),
                underway("long".repeat(50_000), List.of()),
                underway("unpaired \ud800", List.of()),
                new TurnedAway(2, FINGERPRINT, List.of(), 1_800_000_000_000L),
                new TurnedAway(4, FINGERPRINT, List.of("c-1", "c-2"), 5),
                new CancelledAhead(
                        new OrderCommand.Cancel(Orders.order("one").order().id(), "c-1", "erp", null, Orders.PLACED_AT),
                        5));
    }

    private static Underway underway(String fingerprint, List<String> refusedCommands) {
        return new Underway(
                OrderStatus.AWAITING_PAYMENT,
                2,
                fingerprint,
                Marks.NONE,
                Marks.all(2_000).without(7),
                Payment.ASKED,
                refusedCommands,
                1_800_000_000_000L);
    }

    @Test
    void readsStockAndMarksThatItWroteAndThoseThatStandAsJson() {
        Stock stock = new Stock(10, 3, 1L << 40);
        assertThat(read(StoreSerdes.stock(), StoreSerdes.stock().serializer().serialize("", stock)))
                .isEqualTo(stock);
        assertThat(read(StoreSerdes.stock(), Json.write(Stock.class, stock))).isEqualTo(stock);
        for (StockMark.Fate fate : StockMark.Fate.values()) {
            StockMark mark = new StockMark(-4, fate, 7);
            StockMarks.Kept kept = new StockMarks.Kept(mark, 1_800_000_000_000L);
            assertThat(read(
                            StoreSerdes.stockMark(),
                            StoreSerdes.stockMark().serializer().serialize("", kept)))
                    .isEqualTo(kept);
            assertThat(read(StoreSerdes.stockMark(), Json.write(StockMark.class, mark)))
                    .isEqualTo(new StockMarks.Kept(mark, 0));
        }
    }

    @Test
    void refusesWhatALaterVersionWrote() {
        assertThatThrownBy(() -> read(StoreSerdes.stock(), new byte[] {2, 0, 0, 0, 1}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a later version");
    }

    @Test
    void isSmallerThanJson() {
        Underway order = underway(FINGERPRINT, List.of());
        assertThat(StoreSerdes.stock().serializer().serialize("", new Stock(10, 3, 5)))
                .hasSize(17);
        assertThat(StoreSerdes.orderState().serializer().serialize("", order).length)
                .isLessThan(Json.write(OrderState.class, order).length);
    }

    private static <T> T read(Serde<T> serde, byte[] bytes) {
        return serde.deserializer().deserialize("", bytes);
    }
}
