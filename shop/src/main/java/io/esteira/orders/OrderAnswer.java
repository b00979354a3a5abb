package io.esteira.orders;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order as the API tells it. */
record OrderAnswer(
        OrderId id,
        String number,
        OrderStatus status,
        @Nullable String reason,
        Money total,
        Instant placedAt,
        String trackingUrl,
        List<Item> items,
        Customer customer,
        Address shippingAddress,
        @Nullable InvoiceLink invoice,
        List<Entry> timeline) {

    record Item(String sku, String name, int quantity, Money unitPrice, Money amount) {
        static Item of(OrderLine line) {
            return new Item(line.sku(), line.name(), line.quantity(), line.unitPrice(), line.amount());
        }
    }

    record InvoiceLink(String number, String url) {}

    /** Without the detail, which is for staff. */
    record Entry(int sequence, String type, Instant at, String topic, int partition, long offset) {
        static Entry of(TimelineEntry entry) {
            return new Entry(
                    entry.sequence(), entry.type(), entry.at(), entry.topic(), entry.partition(), entry.offset());
        }
    }

    static OrderAnswer of(OrderView view, OrderAddresses addresses) {
        Order order = view.order();
        Invoice invoice = view.invoice();
        return new OrderAnswer(
                order.id(),
                order.number(),
                view.status(),
                view.reason(),
                order.total(),
                order.placedAt(),
                addresses.tracking(order.number()),
                order.lines().stream().map(Item::of).toList(),
                order.customer(),
                order.shippingAddress(),
                invoice == null ? null : new InvoiceLink(invoice.label(), addresses.invoice(order.id())),
                view.timeline().stream().map(Entry::of).toList());
    }
}
