package io.esteira.billing;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which orders get an invoice, and its number: (last number, invoices on file, orders, now) → invoices. No
 * clock, no I/O; an order may come any number of times.
 *
 * @param series that new invoices are numbered in
 */
record Numbering(String series, Invoice.Seller seller) {

    /**
     * @param fresh invoices that are not on file yet, numbered on from the last one without a gap
     * @param all one for each order, in the order that they came in
     * @param last the number that was given last
     */
    record Numbered(List<Invoice> fresh, List<Invoice> all, long last) {}

    Numbered after(long last, Map<OrderId, Invoice> onFile, Collection<OrderConfirmed> confirmed, Instant now) {
        Map<OrderId, Invoice> all = new LinkedHashMap<>();
        List<Invoice> fresh = new ArrayList<>();
        for (OrderConfirmed order : confirmed) {
            Invoice before = onFile.get(order.orderId());
            if (before != null) {
                all.put(order.orderId(), before);
            } else if (!all.containsKey(order.orderId())) {
                Invoice invoice = invoice(order, last + 1 + fresh.size(), now);
                fresh.add(invoice);
                all.put(order.orderId(), invoice);
            }
        }
        return new Numbered(List.copyOf(fresh), List.copyOf(all.values()), last + fresh.size());
    }

    private Invoice invoice(OrderConfirmed confirmed, long number, Instant now) {
        Order order = confirmed.order();
        return new Invoice(
                series,
                number,
                now,
                order.id(),
                order.number(),
                order.placedAt(),
                seller,
                order.customer(),
                order.shippingAddress(),
                order.lines(),
                order.total(),
                confirmed.paymentReference());
    }
}
