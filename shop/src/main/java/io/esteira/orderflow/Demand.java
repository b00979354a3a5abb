package io.esteira.orderflow;

import static java.util.Objects.requireNonNull;

import io.esteira.contracts.Order;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A placed order and what it needs of each SKU. An order may name an SKU on several lines; stock is asked once for
 * their sum.
 *
 * @param skus each once, sorted, so that their places are the same whenever the order is read
 * @param quantities in the same order
 */
record Demand(OrderPlaced placed, List<String> skus, List<Integer> quantities) {

    /**
     * @throws NullPointerException if something is missing that others rely on
     * @throws IllegalArgumentException if the order asks for nothing, or costs less than nothing
     * @throws ArithmeticException if one SKU's quantities do not fit an int
     */
    static Demand of(OrderPlaced placed) {
        Order order = placed.order();
        requireNonNull(placed.payment(), "No payment");
        requireNonNull(placed.fingerprint(), "No fingerprint");
        requireNonNull(order.customer(), "No customer");
        requireNonNull(order.shippingAddress(), "No address");
        if (order.lines().isEmpty()) {
            throw new IllegalArgumentException("The order has no lines");
        }
        if (order.total().amount().signum() < 0) {
            throw new IllegalArgumentException("The order's total is negative: " + order.total());
        }
        SortedMap<String, Integer> bySku = new TreeMap<>();
        for (OrderLine line : order.lines()) {
            if (line.quantity() <= 0) {
                throw new IllegalArgumentException("A quantity of " + line.quantity() + " of " + line.sku());
            }
            bySku.merge(line.sku(), line.quantity(), Math::addExact);
        }
        return new Demand(placed, List.copyOf(bySku.keySet()), List.copyOf(bySku.values()));
    }

    Order order() {
        return placed.order();
    }

    /** The SKU's place, or a negative number if the order does not ask for it. */
    int indexOf(String sku) {
        return Collections.binarySearch(skus, sku);
    }

    boolean isFree() {
        return order().total().amount().signum() == 0;
    }
}
