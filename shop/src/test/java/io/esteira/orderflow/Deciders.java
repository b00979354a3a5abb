package io.esteira.orderflow;

import static java.util.Objects.requireNonNull;

import io.esteira.orderflow.OrderState.CancelledAhead;
import io.esteira.orderflow.OrderState.TurnedAway;
import io.esteira.orderflow.OrderState.Underway;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All that decides in order flow, as the processors ask it. A test may put something broken in its place. */
interface Deciders {

    /** What production runs. */
    Deciders REAL = new Deciders() {};

    OrderProcess PROCESS = new OrderProcess(FlowDriver.TIMEOUTS);

    /** @param demand of an order that was taken up */
    default OrderDecision order(
            @Nullable OrderState state, @Nullable Demand demand, OrderMessage message, Instant now) {
        return switch (state) {
            case Underway order -> PROCESS.next(order, requireNonNull(demand), message, now);
            case TurnedAway order -> PROCESS.next(order, message, now);
            case CancelledAhead ahead -> PROCESS.first(ahead, message, now);
            case null -> PROCESS.first(null, message, now);
        };
    }

    default OrderDecision due(OrderState state, @Nullable Demand demand, Instant now) {
        return switch (state) {
            case Underway order -> PROCESS.due(order, requireNonNull(demand), now);
            case TurnedAway order -> PROCESS.due(order);
            case CancelledAhead ahead -> PROCESS.due(ahead);
        };
    }

    default StockDecision stock(Stock stock, @Nullable StockMark mark, StockMessage message, Instant now) {
        return switch (message) {
            case StockMessage.Requested requested -> stock.decide(mark, requested.message(), now);
            case StockMessage.Commanded commanded -> stock.decide(mark, commanded.message(), now);
        };
    }
}
