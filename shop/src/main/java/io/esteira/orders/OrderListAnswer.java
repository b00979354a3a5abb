package io.esteira.orders;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders as the API tells it.
 *
 * @param nextCursor the cursor of the next page; null at the end
 */
record OrderListAnswer(List<Row> orders, @Nullable String nextCursor) {

    /** @param invoice the invoice's number */
    record Row(
            OrderId id,
            String number,
            OrderStatus status,
            @Nullable String reason,
            Money total,
            Instant placedAt,
            String trackingUrl,
            String customerName,
            String customerEmail,
            @Nullable String invoice) {}

    static OrderListAnswer of(OrderPage page, OrderAddresses addresses) {
        return new OrderListAnswer(
                page.orders().stream()
                        .map(row -> new Row(
                                row.id(),
                                row.number(),
                                row.status(),
                                row.reason(),
                                row.total(),
                                row.placedAt(),
                                addresses.tracking(row.number()),
                                row.customerName(),
                                row.customerEmail(),
                                row.invoice()))
                        .toList(),
                page.next());
    }
}
