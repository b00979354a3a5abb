package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the flow does when time passes. */
class OrderFlowDeadlinesTest {

    private final OrderPlaced placed = Orders.order("one", line("TEA", 2));
    private final FlowDriver flow = new FlowDriver();

    @BeforeEach
    void stock() {
        flow.stock("TEA", 10);
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void expiresAnOrderWhosePaymentIsNotHeardOf() {
        flow.place(placed);
        flow.told(Topics.ORDERS_EVENTS);

        flow.pass(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        flow.pass(Duration.ofSeconds(1));

        assertThat(flow.told(Topics.ORDERS_EVENTS))
                .containsExactly(new OrderExpired(
                        placed.order().id(), 3, flow.now(), placed.order(), OrderEvent.ExpiryReason.PAYMENT_TIMEOUT));
        Instant expired = flow.now();
        assertThat(flow.levels().getLast()).isEqualTo(new StockLevel("TEA", 10, 0, 3, expired));
        assertThat(flow.records(Topics.ORDERS_EVENTS.name() + ".dlt")).isEmpty();
    }

    @Test
    void doesNotExpireAnOrderThatWasPaid() {
        flow.place(placed);
        flow.pay(placed);
        flow.told(Topics.ORDERS_EVENTS);

        flow.pass(Duration.ofMinutes(31));

        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
    }

    @Test
    void expiresNothingInTheFirstMinuteAfterAnOutage() {
        flow.place(placed);
        try (FlowDriver restarted = flow.restartedAfter(Duration.ofHours(2))) {
            restarted.pass(Duration.ofSeconds(59));
            assertThat(restarted.told(Topics.ORDERS_EVENTS)).isEmpty();

            restarted.pass(Duration.ofSeconds(1));
            assertThat(restarted.told(Topics.ORDERS_EVENTS)).singleElement().isInstanceOf(OrderExpired.class);
        }
    }

    @Test
    void expiresNothingWhileOrdersOfTheOutageAreStillTakenUp() {
        flow.place(placed);
        try (FlowDriver restarted = flow.restartedAfter(Duration.ofHours(2))) {
            restarted.pass(Duration.ofSeconds(59));
            restarted.place(Orders.order("two", line("TEA", 1)));
            restarted.told(Topics.ORDERS_EVENTS);

            restarted.pass(Duration.ofSeconds(59));
            assertThat(restarted.told(Topics.ORDERS_EVENTS)).isEmpty();

            restarted.pass(Duration.ofSeconds(1));
            assertThat(restarted.told(Topics.ORDERS_EVENTS)).singleElement().isInstanceOf(OrderExpired.class);
        }
    }

    @Test
    void anOrderThatWasTakenUpLongAfterItWasPlacedHasAllTheTimeOfOthers() {
        flow.pass(Duration.ofHours(2));
        flow.place(placed);
        flow.told(Topics.ORDERS_EVENTS);

        flow.pass(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();

        flow.pass(Duration.ofSeconds(1));
        assertThat(flow.told(Topics.ORDERS_EVENTS)).singleElement().isInstanceOf(OrderExpired.class);
    }

    @Test
    void expiresAnOrderAfterADayThoughAWrongClockMakesAllOthersLookOld() {
        flow.place(placed);
        try (FlowDriver restarted = flow.restartedAfter(Duration.ofHours(25))) {
            restarted.pass(Duration.ofSeconds(59));
            restarted.place(Orders.order("two", line("TEA", 1)));
            restarted.told(Topics.ORDERS_EVENTS);

            restarted.pass(Duration.ofSeconds(1));

            assertThat(restarted.told(Topics.ORDERS_EVENTS)).singleElement().isInstanceOf(OrderExpired.class);
        }
    }

    @Test
    void confirmsAnOrderWhoseAnswerWaitedForTheEndOfTheOutage() {
        flow.place(placed);
        try (FlowDriver restarted = flow.restartedAfter(Duration.ofHours(2))) {
            restarted.pay(placed);
            restarted.pass(Duration.ofHours(1));

            assertThat(restarted.told(Topics.ORDERS_EVENTS)).singleElement().isInstanceOf(OrderConfirmed.class);
        }
    }

    @Test
    void expiresTheOthersWhereOneOrderCannotBeDecidedOn() {
        OrderPlaced other = Orders.order("two", line("TEA", 1));
        flow.place(placed);
        flow.place(other);
        try (FlowDriver restarted = flow.restartedAfter(Duration.ofHours(2))) {
            restarted.lose(OrderFlow.ORDERS_PLACED, placed.order().id().toString());

            restarted.pass(Duration.ofMinutes(1));
            restarted.pay(placed);

            assertThat(restarted.told(Topics.ORDERS_EVENTS))
                    .singleElement()
                    .isInstanceOf(OrderExpired.class)
                    .extracting(OrderEvent::orderId)
                    .isEqualTo(other.order().id());
            assertThat(restarted.records(Topics.PAYMENTS_EVENTS.name() + ".dlt"))
                    .hasSize(1);
            assertThat(restarted.entries(OrderFlow.ORDER_DEADLINES)).isEqualTo(2);
        }
    }

    @Test
    void forgetsSettledOrdersAndTheirMarksAfterAMonth() {
        flow.place(placed);
        flow.pay(placed);
        flow.pass(Duration.ofDays(29));
        flow.place(placed);
        assertThat(flow.entries(OrderFlow.ORDERS_PLACED)).isEqualTo(1);

        flow.pass(Duration.ofDays(1));

        assertThat(flow.entries(OrderFlow.ORDERS_PLACED)).isZero();
        assertThat(flow.entries(OrderFlow.ORDER_PROCESSES)).isZero();
        assertThat(flow.entries(OrderFlow.ORDER_DEADLINES)).isZero();
        assertThat(flow.entries(OrderFlow.STOCK_MARKS)).isZero();
        assertThat(flow.entries(OrderFlow.STOCK)).isEqualTo(1);
    }

    @Test
    void keepsOneDeadlineForEachOrder() {
        flow.place(placed);
        flow.pay(placed);

        assertThat(flow.entries(OrderFlow.ORDER_DEADLINES)).isEqualTo(1);
    }

    @Test
    void appliesACancellationThatCameBeforeItsOrder() {
        flow.cancel(placed, "c-1");
        flow.pass(Duration.ofMinutes(4));
        flow.place(placed);

        List<OrderEvent> events = flow.told(Topics.ORDERS_EVENTS);
        assertThat(events).hasSize(2).last().isInstanceOf(OrderCancelled.class);
        assertThat(flow.told(Topics.STOCK_REQUESTS)).isEmpty();
    }

    @Test
    void dropsACancellationWhoseOrderDoesNotCome() {
        flow.cancel(placed, "c-1");
        flow.pass(Duration.ofMinutes(5));
        assertThat(flow.entries(OrderFlow.ORDER_PROCESSES)).isZero();
        assertThat(flow.entries(OrderFlow.ORDER_DEADLINES)).isZero();

        flow.place(placed);

        assertThat(flow.told(Topics.STOCK_REQUESTS)).hasSize(1);
    }
}
