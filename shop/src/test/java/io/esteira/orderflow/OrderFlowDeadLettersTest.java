package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.DeadLetter;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that the flow cannot process stand in the dead letters of their topic, and the flow goes on. */
class OrderFlowDeadLettersTest {

    private final FlowDriver flow = new FlowDriver();

    @AfterEach
    void close() {
        flow.close();
    }

    static List<Topic<?>> sources() {
        return List.of(
                Topics.ORDERS_PENDING,
                Topics.ORDERS_COMMANDS,
                Topics.PAYMENTS_EVENTS,
                Topics.STOCK_EVENTS,
                Topics.STOCK_REQUESTS,
                Topics.STOCK_COMMANDS);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void parksPoisonOfEverySourceAsItCame(Topic<?> topic) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("from", "nowhere".getBytes(UTF_8));

        flow.raw(topic, new TestRecord<>("some key", "{\"no\": message".getBytes(UTF_8), headers, Instant.EPOCH));

        List<TestRecord<String, byte[]>> parked = flow.records(topic.name() + ".dlt");
        assertThat(parked).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("some key");
            assertThat(record.value()).asString().isEqualTo("{\"no\": message");
            assertThat(FlowDriver.header(record, "from")).isEqualTo("nowhere");
            assertThat(FlowDriver.header(record, DeadLetter.SOURCE)).isEqualTo(topic.name() + "/0/0");
            assertThat(FlowDriver.header(record, DeadLetter.CONSUMER))
                    .isEqualTo(
                            topic.name().equals("stock.requests")
                                            || topic.name().equals("stock.commands")
                                    ? "stock"
                                    : "orderflow");
            assertThat(FlowDriver.header(record, DeadLetter.REASON)).startsWith("Not a ");
        });
    }

    @ParameterizedTest
    @MethodSource("sources")
    void parksARecordWithoutValueOrKey(Topic<?> topic) {
        flow.raw(topic, new TestRecord<>("some key", null));
        flow.raw(topic, new TestRecord<>(null, "{}".getBytes(UTF_8)));

        assertThat(flow.records(topic.name() + ".dlt")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "{\"order\":null}", "{\"order\":{},\"payment\":null}"})
    void parksAnOrderWithHolesInIt(String json) {
        flow.raw(Topics.ORDERS_PENDING, new TestRecord<>("some key", json.getBytes(UTF_8)));

        assertThat(flow.records("orders.pending.dlt")).hasSize(1);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
    }

    @Test
    void goesOnAfterPoison() {
        flow.raw(Topics.ORDERS_PENDING, new TestRecord<>("some key", new byte[] {(byte) 0xff, 0}));
        flow.place(Orders.order("one", line("TEA", 1)));

        assertThat(flow.told(Topics.ORDERS_EVENTS)).first().isInstanceOf(OrderAccepted.class);
    }

    @Test
    void parksAMessageUnderTheKeyOfAnother() {
        flow.send(Topics.ORDERS_PENDING, "not its id", Orders.order("one", line("TEA", 1)));
        flow.send(
                Topics.STOCK_COMMANDS,
                "CUP",
                new StockCommand.Adjust("TEA", "a-1", 5, "delivery", "test", Orders.PLACED_AT));

        assertThat(flow.records("orders.pending.dlt")).hasSize(1);
        assertThat(flow.records("stock.commands.dlt")).hasSize(1);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        assertThat(flow.levels()).isEmpty();
    }

    @Test
    void parksAnOrderThatAsksForNothing() {
        flow.place(Orders.order("empty", List.of()));
        flow.place(Orders.order("negative", line("TEA", -1)));
        flow.place(Orders.order("overflowing", line("TEA", Integer.MAX_VALUE), line("TEA", 1)));

        assertThat(flow.records("orders.pending.dlt")).hasSize(3);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        assertThat(flow.entries(OrderFlow.ORDERS_PLACED)).isZero();
    }

    @Test
    void keepsAnotherOrderUnderTheSameKeyForStaff() {
        OrderPlaced placed = Orders.order("one", line("TEA", 1));
        flow.place(placed);
        flow.told(Topics.ORDERS_EVENTS);

        flow.place(placed);
        assertThat(flow.records("orders.pending.dlt")).isEmpty();
        flow.place(Orders.withOtherBody(placed));

        assertThat(flow.records("orders.pending.dlt")).singleElement().satisfies(record -> {
            assertThat(Topics.ORDERS_PENDING.decode(record.value())).isEqualTo(Orders.withOtherBody(placed));
            assertThat(FlowDriver.header(record, DeadLetter.REASON)).contains("same idempotency key");
            assertThat(FlowDriver.header(record, CloudEvents.ID))
                    .isEqualTo(placed.order().id().toString());
        });
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
    }

    @Test
    void parksAnAdjustmentThatWouldTakeReservedPiecesAway() {
        flow.stock("TEA", 5);
        flow.place(Orders.order("one", line("TEA", 4)));
        flow.levels();

        flow.send(
                Topics.STOCK_COMMANDS,
                "TEA",
                new StockCommand.Adjust("TEA", "a-1", -2, "broken", "test", Orders.PLACED_AT));

        assertThat(flow.records("stock.commands.dlt"))
                .singleElement()
                .extracting(record -> FlowDriver.header(record, DeadLetter.REASON))
                .isEqualTo("Only 1 of 5 pieces are free to go");
        assertThat(flow.levels()).isEmpty();
    }

    @Test
    void parksMoneyForAnOrderThatDoesNotExist() {
        OrderPlaced placed = Orders.order("unknown", line("TEA", 1));

        flow.send(
                Topics.PAYMENTS_EVENTS,
                placed.order().id().toString(),
                new PaymentCaptured(placed.order().id(), placed.order().total(), "pay-1", Orders.PLACED_AT));

        assertThat(flow.records("payments.events.dlt")).hasSize(1);
    }
}
