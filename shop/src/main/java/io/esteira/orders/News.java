package io.esteira.orders;

import io.esteira.contracts.BillingEvent;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.platform.kafka.Received;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a batch of messages says, put together by order, so that each order is written once. */
final class News {

    private final SortedMap<OrderId, Standing> standings = new TreeMap<>();
    private final Map<OrderId, KeptTimeline> timelines = new HashMap<>();
    private final SortedMap<OrderId, Billed> invoices = new TreeMap<>();

    /** An invoice, and the record that tells of it. */
    record Billed(Invoice invoice, int partition, long offset) {}

    News(List<Received<?>> messages) {
        for (Received<?> record : messages) {
            switch (record.message()) {
                case OrderPlaced placed -> stands(Standing.of(placed), Happening.of(record, placed));
                case OrderEvent event -> stands(Standing.of(event), Happening.of(record, event));
                case BillingEvent event -> bills(record, event);
                default -> throw new IllegalStateException("Not subscribed to " + record.topic());
            }
        }
    }

    private void stands(Standing standing, Happening happening) {
        standings.merge(standing.id(), standing, Standing::and);
        timelines.computeIfAbsent(standing.id(), _ -> new KeptTimeline()).add(happening);
    }

    private void bills(Received<?> record, BillingEvent event) {
        switch (event) {
            case InvoiceIssued issued ->
                invoices.putIfAbsent(
                        issued.orderId(), new Billed(issued.invoice(), record.partition(), record.offset()));
        }
    }

    /** By order id, as {@link #invoices()}. */
    Collection<Standing> standings() {
        return standings.values();
    }

    /** What happened to the order of one of {@link #standings()}. */
    KeptTimeline timeline(OrderId id) {
        return timelines.getOrDefault(id, new KeptTimeline());
    }

    Collection<Billed> invoices() {
        return invoices.values();
    }
}
