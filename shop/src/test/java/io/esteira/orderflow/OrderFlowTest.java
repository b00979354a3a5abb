package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderFlowTest {

    private final FlowDriver flow = new FlowDriver();

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void isTheTopologyThatWasReviewed() throws IOException {
        String described = new OrderFlow(
                        FlowDriver.TIMEOUTS, FlowDriver.GRACE, new HeldBack(new SimpleMeterRegistry()), new Turnstile())
                .topology()
                .describe()
                .toString();
        try (InputStream reviewed = getClass().getResourceAsStream("/orderflow/topology.txt")) {
            assertThat(reviewed).as("the reviewed description").isNotNull();
            assertThat(described).isEqualTo(new String(reviewed.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void carriesAnOrderFromPlacedToConfirmed() {
        OrderPlaced placed = Orders.order("one", line("TEA", 2), line("CUP", 1));
        flow.stock("TEA", 10);
        flow.stock("CUP", 1);

        flow.place(placed);
        assertThat(types(flow.told(Topics.ORDERS_EVENTS))).isEqualTo(List.of(OrderAccepted.class, StockReserved.class));
        assertThat(flow.told(Topics.PAYMENTS_REQUESTS))
                .containsExactly(new PaymentRequest.Capture(
                        placed.order().id(), placed.order().total(), placed.payment(), Orders.PLACED_AT));

        flow.send(Topics.PAYMENTS_EVENTS, placed.order().id().toString(), captured(placed));
        assertThat(flow.told(Topics.ORDERS_EVENTS))
                .containsExactly(new OrderConfirmed(placed.order().id(), 3, Orders.PLACED_AT, placed.order(), "pay-1"));
        assertThat(flow.levels())
                .containsExactlyInAnyOrder(
                        new StockLevel("CUP", 0, 0, 3, Orders.PLACED_AT),
                        new StockLevel("TEA", 8, 0, 3, Orders.PLACED_AT));
    }

    @Test
    void rejectsAnOrderOfWhichOneLineIsShortAndPutsTheOthersBack() {
        OrderPlaced placed = Orders.order("one", line("TEA", 2), line("CUP", 1));
        flow.stock("TEA", 10);

        flow.place(placed);

        List<OrderEvent> events = flow.told(Topics.ORDERS_EVENTS);
        assertThat(types(events)).isEqualTo(List.of(OrderAccepted.class, OrderRejected.class));
        assertThat(((OrderRejected) events.getLast()).skus()).containsExactly("CUP");
        assertThat(flow.levels().getLast()).isEqualTo(new StockLevel("TEA", 10, 0, 3, Orders.PLACED_AT));
        assertThat(flow.told(Topics.PAYMENTS_REQUESTS)).isEmpty();
    }

    @Test
    void takesNoNewOrdersWhileTooManyAreUnderWay() {
        flow.stock("TEA", FlowDriver.ALWAYS_UNDER_WAY);
        for (int i = 0; i < FlowDriver.ALWAYS_UNDER_WAY - 1; i++) {
            flow.place(Orders.order("order " + i, line("TEA", 1)));
        }
        flow.place(Orders.order("of what there is none", line("CUP", 1)));
        flow.place(Orders.free("a gift that there is none of"));
        flow.pass(Duration.ofSeconds(Turnstile.WINDOW_SECONDS));
        assertThat(flow.takesNoNewOrders()).isFalse();

        flow.place(Orders.order("one more", line("TEA", 1)));
        assertThat(flow.takesNoNewOrders()).isTrue();

        flow.pay(Orders.order("order 0", line("TEA", 1)));
        assertThat(flow.takesNoNewOrders()).isFalse();
    }

    @Test
    void inARushTurnsAwayAllButOneNowAndThen() {
        flow.stock("TEA", 1);
        placeMany("sold out", SoldOut.RUSH + 1);
        flow.told(Topics.STOCK_REQUESTS);
        flow.told(Topics.ORDERS_EVENTS);

        placeMany("late", 10);
        assertThat(flow.told(Topics.STOCK_REQUESTS)).hasSize(1);
        assertThat(types(flow.told(Topics.ORDERS_EVENTS)))
                .isEqualTo(Collections.nCopies(10, List.of(OrderAccepted.class, OrderRejected.class)).stream()
                        .flatMap(List::stream)
                        .toList());
        assertThat(flow.takesNoNewOrders()).isFalse();

        flow.cancel(Orders.order("sold out 0", line("TEA", 1)), "c-1");
        flow.pass(SoldOut.ASK_EVERY);
        flow.told(Topics.ORDERS_EVENTS);
        placeMany("lucky", 1);
        assertThat(types(flow.told(Topics.ORDERS_EVENTS))).isEqualTo(List.of(OrderAccepted.class, StockReserved.class));
    }

    private void placeMany(String key, int count) {
        for (int i = 0; i < count; i++) {
            flow.place(Orders.order(key + " " + i, line("TEA", 1)));
        }
    }

    @Test
    void tellsOnlyTheLastOfManyLevels() {
        flow.stock("TEA", 10);
        for (int i = 0; i < 5; i++) {
            flow.place(Orders.order("order " + i, line("TEA", 1)));
        }
        assertThat(flow.told(Topics.STOCK_LEVELS)).isEmpty();

        assertThat(flow.levels()).containsExactly(new StockLevel("TEA", 10, 5, 6, Orders.PLACED_AT));
        assertThat(flow.levels()).isEmpty();
    }

    @Test
    void tellsAllLevelsToWhomItsPredecessorMayNotHaveToldThem() {
        flow.stock("TEA", 10);
        flow.place(Orders.order("one", line("TEA", 1)));
        try (FlowDriver restarted = flow.restartedAfter(Duration.ofSeconds(1))) {
            assertThat(restarted.levels())
                    .extracting(StockLevel::sku, StockLevel::reserved, StockLevel::version)
                    .containsExactly(tuple("TEA", 1, 2L));
            assertThat(restarted.levels()).isEmpty();
        }
    }

    @Test
    void writesCloudEventsWhoseIdNamesTheFact() {
        OrderPlaced placed = Orders.order("one", line("TEA", 1));

        flow.place(placed);

        String id = placed.order().id().toString();
        assertThat(flow.records(Topics.ORDERS_EVENTS.name()))
                .allSatisfy(record -> assertThat(record.key()).isEqualTo(id))
                .extracting(record -> FlowDriver.header(record, CloudEvents.ID))
                .containsExactly(id + "/1", id + "/2");
        assertThat(flow.records(Topics.STOCK_REQUESTS.name()))
                .allSatisfy(record -> assertThat(record.key()).isEqualTo("TEA"))
                .extracting(record -> FlowDriver.header(record, CloudEvents.ID))
                .containsExactly(id + "/TEA/reserve");
    }

    private static PaymentCaptured captured(OrderPlaced placed) {
        return new PaymentCaptured(placed.order().id(), placed.order().total(), "pay-1", Orders.PLACED_AT);
    }

    private static List<Class<?>> types(List<? extends OrderEvent> events) {
        return events.stream().<Class<?>>map(Object::getClass).toList();
    }
}
