package io.esteira.orders;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order with all that is known of it.
 *
 * @param reason why it stands where it stands, as a code: {@code OUT_OF_STOCK}, {@code PAYMENT_DECLINED},
 *     {@code STOCK_TIMEOUT}, {@code PAYMENT_TIMEOUT}, {@code CANCELLED_BY_STAFF}, {@code CANCELLED_BY_CLIENT}; null where
 *     nothing went wrong
 * @param sequence of the last event; 0 while order flow has not taken the order up
 * @param timeline what happened, in the order of events; an invoice stands behind what it follows in time
 */
public record OrderView(
        Order order,
        OrderStatus status,
        @Nullable String reason,
        int sequence,
        List<TimelineEntry> timeline,
        @Nullable Invoice invoice) {

    public OrderView {
        timeline = List.copyOf(timeline);
    }

    /** Whether nothing more will happen by itself: the order is settled and, if it was paid, has its invoice. */
    public boolean isComplete() {
        return status.isSettled() && (invoice != null || status != OrderStatus.CONFIRMED);
    }
}
