package io.esteira.orders;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders, newest first.
 *
 * @param next where the next page begins; null at the end
 */
public record OrderPage(List<Row> orders, @Nullable String next) {

    public OrderPage {
        orders = List.copyOf(orders);
    }

    /** @param invoice series and number as people write them; null while there is none */
    public record Row(
            OrderId id,
            String number,
            OrderStatus status,
            @Nullable String reason,
            Instant placedAt,
            String customerName,
            String customerEmail,
            Money total,
            @Nullable String invoice) {}
}
