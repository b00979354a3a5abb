package io.esteira.orders;

import static java.util.Objects.requireNonNull;

import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands as far as some messages tell.
 *
 * @param order null where they don't tell
 * @param sequence of the last event among them; 0 for the placing
 * @param status null where they leave it as it was
 * @param statusSequence of the event that gave the status; {@link #NOT_TOLD} where they leave it as it was
 */
record Standing(
        OrderId id,
        @Nullable Order order,
        int sequence,
        @Nullable OrderStatus status,
        @Nullable String reason,
        int statusSequence) {

    private static final int NOT_TOLD = -1;

    static final String CANCELLED_BY_STAFF = "CANCELLED_BY_STAFF";
    static final String CANCELLED_BY_CLIENT = "CANCELLED_BY_CLIENT";
    static final String STAFF = "staff:";

    /** An order without a number could not be shown; whoever wrote it is to hear of it. */
    Standing {
        if (order != null) {
            requireNonNull(order.number(), "An order without a number");
        }
    }

    static Standing of(OrderPlaced placed) {
        return new Standing(placed.order().id(), placed.order(), 0, OrderStatus.PENDING, null, 0);
    }

    static Standing of(OrderEvent event) {
        return switch (event) {
            case OrderAccepted accepted -> after(event, accepted.order(), null);
            case StockReserved _ -> after(event, null, null);
            case OrderConfirmed confirmed -> after(event, confirmed.order(), null);
            case OrderRejected rejected ->
                after(event, rejected.order(), rejected.reason().name());
            case OrderCancelled cancelled ->
                after(
                        event,
                        cancelled.order(),
                        cancelled.by().startsWith(STAFF) ? CANCELLED_BY_STAFF : CANCELLED_BY_CLIENT);
            case OrderExpired expired ->
                after(event, expired.order(), expired.reason().name());
            case CancellationRefused _ -> after(event, null, null);
        };
    }

    private static Standing after(OrderEvent event, @Nullable Order order, @Nullable String reason) {
        OrderStatus status = event.status();
        return new Standing(
                event.orderId(), order, event.sequence(), status, reason, status == null ? NOT_TOLD : event.sequence());
    }

    /** The status, if the order stays there or goes on without order flow; null otherwise. */
    @Nullable
    OrderStatus settled() {
        return status != null && status.isSettled() ? status : null;
    }

    /** Both together. The order that was told of first counts: a second body under the same id is no order. */
    Standing and(Standing next) {
        Standing later = next.statusSequence > statusSequence ? next : this;
        return new Standing(
                id,
                order != null ? order : next.order,
                Math.max(sequence, next.sequence),
                later.status,
                later.reason,
                later.statusSequence);
    }
}
