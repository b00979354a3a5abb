package io.esteira.orders;

import io.esteira.contracts.BillingEvent;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.platform.kafka.Received;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a batch of messages says, put together by order, so that each order is written once. */
final class News {

    private final SortedMap<OrderId, Standing> standings = new TreeMap<>();
    private final SortedMap<OrderId, InvoiceIssued> invoices = new TreeMap<>();
    private final List<Happening> happenings = new ArrayList<>();

    News(List<Received<?>> messages) {
        for (Received<?> record : messages) {
            switch (record.message()) {
                case OrderPlaced placed -> {
                    stands(Standing.of(placed));
                    happenings.add(Happening.of(record, placed));
                }
                case OrderEvent event -> {
                    stands(Standing.of(event));
                    happenings.add(Happening.of(record, event));
                }
                case BillingEvent event -> {
                    bills(event);
                    happenings.add(Happening.of(record, event));
                }
                default -> throw new IllegalStateException("Not subscribed to " + record.topic());
            }
        }
        happenings.sort(Happening.BY_KEY);
    }

    private void stands(Standing standing) {
        standings.merge(standing.id(), standing, Standing::and);
    }

    private void bills(BillingEvent event) {
        switch (event) {
            case InvoiceIssued issued -> invoices.putIfAbsent(issued.orderId(), issued);
        }
    }

    /** By order id, as {@link #invoices()}. */
    Collection<Standing> standings() {
        return standings.values();
    }

    Collection<InvoiceIssued> invoices() {
        return invoices.values();
    }

    /** By key; where a fact was told twice, the first comes first. */
    List<Happening> happenings() {
        return happenings;
    }
}
