package io.esteira.orders;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import java.util.Map;
import java.util.Optional;

/**
 * Every order as it stands.
 *
 * <p>Reads are behind the topics by some milliseconds. An order that was accepted before the call is nevertheless always
 * found by {@link #find} and {@link #findByNumber}: they wait for it, and answer {@link Optional#empty()} only where the
 * topics hold no such order. Where that takes too long they throw {@link io.esteira.platform.web.Problem} 503.
 */
public interface Orders {

    Optional<OrderView> find(OrderId id);

    /**
     * As {@link #find}. More work for a number that does not exist, so strangers should prove that they may ask, before.
     *
     * @param number as {@link OrderId#number()} writes it
     */
    Optional<OrderView> findByNumber(String number);

    /** Orders that fit, newest first. */
    OrderPage search(OrderQuery query);

    /** How many there are. */
    Totals totals(OrderQuery.Owner owner);

    /**
     * @param counts orders by where they stand; every status is there
     * @param invoices how many of the orders have an invoice
     */
    record Totals(Map<OrderStatus, Long> counts, long invoices) {
        public Totals {
            counts = Map.copyOf(counts);
        }
    }
}
