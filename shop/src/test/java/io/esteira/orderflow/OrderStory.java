package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.OrderDecision.Decided;
import io.esteira.orderflow.OrderDecision.Forgotten;
import io.esteira.orderflow.OrderDecision.Ignored;
import io.esteira.orderflow.OrderDecision.Parked;
import io.esteira.orderflow.OrderState.CancelledAhead;
import io.esteira.orderflow.OrderState.TurnedAway;
import io.esteira.orderflow.OrderState.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order, told message by message what happens; keeps its state between them and what the last one caused. */
final class OrderStory {

    private final OrderPlaced placed;
    private final OrderProcess process = new OrderProcess(FlowDriver.TIMEOUTS);
    private final List<OrderEvent> allEvents = new ArrayList<>();
    private @Nullable OrderState state;
    private Instant now = Orders.PLACED_AT;
    private OrderDecision last = new Ignored();

    OrderStory(OrderPlaced placed) {
        this.placed = placed;
    }

    OrderStory isPlaced() {
        return hears(new OrderMessage.Placed(placed));
    }

    OrderStory isTurnedAway() {
        return carriesOut(process.turnAway(placed, now));
    }

    OrderStory isPlacedWithOtherBody() {
        return hears(new OrderMessage.Placed(Orders.withOtherBody(placed)));
    }

    OrderStory reserved(String... skus) {
        for (String sku : skus) {
            hears(new OrderMessage.StockTold(new StockEvent.Reserved(id(), sku, 1, now)));
        }
        return this;
    }

    OrderStory refused(String... skus) {
        for (String sku : skus) {
            hears(new OrderMessage.StockTold(new StockEvent.Refused(id(), sku, 1, 0, now)));
        }
        return this;
    }

    OrderStory captured() {
        return captured(placed.order().total());
    }

    OrderStory captured(Money amount) {
        return hears(new OrderMessage.PaymentTold(new PaymentEvent.PaymentCaptured(id(), amount, "pay-1", now)));
    }

    OrderStory declined(String code) {
        return hears(new OrderMessage.PaymentTold(
                new PaymentEvent.PaymentDeclined(id(), placed.order().total(), code, now)));
    }

    OrderStory refundIsDone() {
        return hears(new OrderMessage.PaymentTold(
                new PaymentEvent.PaymentRefunded(id(), placed.order().total(), "ref-1", now)));
    }

    OrderStory cancelled(String commandId) {
        return hears(new OrderMessage.Commanded(
                new OrderCommand.Cancel(id(), commandId, "staff:bia", "changed her mind", now)));
    }

    OrderStory passes(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** Time passes until the deadline of the state that the order is in. */
    OrderStory deadlinePasses() {
        OrderState current = state;
        assertThat(current).as("a state with a deadline").isNotNull();
        now = Instant.ofEpochMilli(current.dueMillis());
        return carriesOut(
                switch (current) {
                    case Underway order -> process.due(order, Demand.of(placed), now);
                    case TurnedAway order -> process.due(order);
                    case CancelledAhead ahead -> process.due(ahead);
                });
    }

    private OrderStory hears(OrderMessage message) {
        return carriesOut(
                switch (state) {
                    case Underway order -> process.next(order, Demand.of(placed), message, now);
                    case TurnedAway order -> process.next(order, message, now);
                    case CancelledAhead ahead -> process.first(ahead, message, now);
                    case null -> process.first(null, message, now);
                });
    }

    private OrderStory carriesOut(OrderDecision decision) {
        last = decision;
        switch (decision) {
            case Decided decided -> {
                state = decided.state();
                allEvents.addAll(decided.events());
            }
            case Forgotten ignored -> state = null;
            case Ignored ignored -> {}
            case Parked ignored -> {}
        }
        return this;
    }

    /** What the last message caused. */
    List<OrderEvent> events() {
        return last instanceof Decided decided ? decided.events() : List.of();
    }

    List<StockRequest> stockRequests() {
        return last instanceof Decided decided ? decided.stockRequests() : List.of();
    }

    List<PaymentRequest> paymentRequests() {
        return last instanceof Decided decided ? decided.paymentRequests() : List.of();
    }

    OrderDecision last() {
        return last;
    }

    /** All events since the order's beginning. */
    List<OrderEvent> allEvents() {
        return allEvents;
    }

    OrderStatus status() {
        return underway().status();
    }

    Underway underway() {
        if (state instanceof Underway order) {
            return order;
        }
        throw new AssertionError("The order is not known: " + state);
    }

    Duration patience() {
        OrderState current = state;
        assertThat(current).as("a state with a deadline").isNotNull();
        return Duration.between(now, Instant.ofEpochMilli(current.dueMillis()));
    }

    boolean isForgotten() {
        return state == null;
    }

    Instant now() {
        return now;
    }

    OrderId id() {
        return placed.order().id();
    }
}
