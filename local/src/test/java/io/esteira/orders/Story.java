package io.esteira.orders;

import io.esteira.contracts.Address;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Message;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentInstrument;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.Received;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the topics tell of one order that is bought, paid and billed. */
final class Story {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Order order;
    private final long firstOffset;

    Story(String client, String customer, Instant placedAt, long firstOffset) {
        OrderId id = OrderId.derive(client, UUID.randomUUID().toString());
        this.firstOffset = firstOffset;
        this.order = new Order(
                id,
                id.number(),
                client,
                placedAt,
                new Customer(customer, customer.replace(' ', '.') + "@example.com", null, null, "pt-BR"),
                new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR"),
                List.of(new OrderLine("CAFE-" + id.number(), "Café", 2, Money.of("BRL", "29.90"))),
                Money.of("BRL", "59.80"));
    }

    Story() {
        this("story", "Ana Souza", NOON, 0);
    }

    Order order() {
        return order;
    }

    OrderId id() {
        return order.id();
    }

    OrderPlaced placed() {
        return new OrderPlaced(order, new PaymentInstrument("card", "tok_approved"), "0".repeat(64));
    }

    InvoiceIssued invoiceIssued() {
        return new InvoiceIssued(
                id(),
                new Invoice(
                        "A",
                        42,
                        after(4),
                        id(),
                        order.number(),
                        order.placedAt(),
                        new Invoice.Seller("Loja", "11222333000181", "Rua B, 1", "loja@example.com"),
                        order.customer(),
                        order.shippingAddress(),
                        order.lines(),
                        order.total(),
                        "pay-1"));
    }

    List<Received<?>> pending() {
        return List.of(at(Topics.ORDERS_PENDING, 0, placed()));
    }

    /** From the taking up to a wish to cancel that came too late. */
    List<Received<?>> events() {
        return List.of(
                at(Topics.ORDERS_EVENTS, 0, new OrderAccepted(id(), 1, after(1), order)),
                at(Topics.ORDERS_EVENTS, 1, new StockReserved(id(), 2, after(2))),
                at(Topics.ORDERS_EVENTS, 2, new OrderConfirmed(id(), 3, after(3), order, "pay-1")),
                at(
                        Topics.ORDERS_EVENTS,
                        3,
                        new CancellationRefused(id(), 4, after(9), "staff:rui", OrderStatus.CONFIRMED)));
    }

    List<Received<?>> billing() {
        return List.of(at(Topics.BILLING_EVENTS, 0, invoiceIssued()));
    }

    List<List<Received<?>>> topics() {
        return List.of(pending(), events(), billing());
    }

    <V extends Message> Received<V> at(Topic<V> topic, int offset, V message) {
        return new Received<>(topic, id().toString(), message, 0, firstOffset + offset, message.at());
    }

    private Instant after(int seconds) {
        return order.placedAt().plusSeconds(seconds);
    }
}
