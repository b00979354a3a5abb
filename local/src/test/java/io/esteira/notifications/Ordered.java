package io.esteira.notifications;

import io.esteira.contracts.Address;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Message;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.Received;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An order of nobody else's, and what happens to it. */
record Ordered(Order order) {

    private static final Instant AT = Instant.parse("2026-11-22T15:00:00Z");

    static Ordered by(String email, String locale) {
        OrderId id = OrderId.derive("notifications-test", UUID.randomUUID().toString());
        return new Ordered(new Order(
                id,
                id.number(),
                "notifications-test",
                AT,
                new Customer("Ana Souza", email, null, null, locale),
                new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR"),
                List.of(new OrderLine("CAFE-250", "Café", 2, Money.of("BRL", "29.90"))),
                Money.of("BRL", "59.80")));
    }

    OrderId id() {
        return order.id();
    }

    String number() {
        return order.number();
    }

    OrderAccepted acceptance() {
        return new OrderAccepted(id(), 1, AT, order);
    }

    Received<?> accepted() {
        return received(Topics.ORDERS_EVENTS, acceptance());
    }

    Received<?> invoiced(long number) {
        Invoice invoice = new Invoice(
                "A",
                number,
                AT,
                id(),
                order.number(),
                AT,
                new Invoice.Seller("Loja", "12ABC34501DE35", "Rua B, 20", "loja@example.com"),
                order.customer(),
                order.shippingAddress(),
                order.lines(),
                order.total(),
                "pay_1");
        return received(Topics.BILLING_EVENTS, new InvoiceIssued(id(), invoice));
    }

    private <V extends Message> Received<V> received(Topic<V> topic, V message) {
        return new Received<>(topic, id().toString(), message, 0, 0, AT);
    }
}
