package io.esteira.contracts;

import java.time.Instant;
import java.util.List;

/**
 * An order as it was placed; it does not change afterwards.
 *
 * @param number {@link OrderId#number()}, what people call the order
 * @param client the API client that placed it; {@code storefront} for the shop's own pages
 */
public record Order(
        OrderId id,
        String number,
        String client,
        Instant placedAt,
        Customer customer,
        Address shippingAddress,
        List<OrderLine> lines,
        Money total) {

    public Order {
        lines = List.copyOf(lines);
    }
}
