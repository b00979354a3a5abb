package io.esteira.notifications;

import io.esteira.contracts.Address;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Message;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent.ExpiryReason;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.RejectionReason;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import java.time.Instant;
import java.util.List;

/** What happens to the orders of {@code ana@example.com}. */
final class Notices {

    static final OrderId ORDER = OrderId.derive("notifications-test", "1");

    private static final Instant AT = Instant.parse("2026-11-22T15:00:00Z");

    static Order order(Customer customer) {
        return new Order(
                ORDER,
                ORDER.number(),
                "notifications-test",
                AT,
                customer,
                new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR"),
                List.of(
                        new OrderLine("CAFE-250", "Café torrado 250 g", 2, Money.of("BRL", "29.90")),
                        new OrderLine("CHA-100", "Chá <verde> & menta", 1, Money.of("BRL", "12.5"))),
                Money.of("BRL", "72.30"));
    }

    static Customer ana(String locale) {
        return new Customer("Ana Souza", "ana@example.com", null, null, locale);
    }

    static Message accepted(Customer customer) {
        return new OrderAccepted(ORDER, 1, AT, order(customer));
    }

    static Message outOfStock(Customer customer) {
        return new OrderRejected(ORDER, 2, AT, order(customer), RejectionReason.OUT_OF_STOCK, List.of("CHA-100"), null);
    }

    static Message declined(Customer customer) {
        return new OrderRejected(
                ORDER, 3, AT, order(customer), RejectionReason.PAYMENT_DECLINED, List.of(), "do_not_honour");
    }

    static Message cancelled(Customer customer) {
        return new OrderCancelled(ORDER, 3, AT, order(customer), "staff:bob", "looks like fraud");
    }

    static Message expired(Customer customer) {
        return new OrderExpired(ORDER, 3, AT, order(customer), ExpiryReason.PAYMENT_TIMEOUT);
    }

    static Message invoiced(Customer customer) {
        Order order = order(customer);
        return new InvoiceIssued(
                ORDER,
                new Invoice(
                        "A",
                        42,
                        AT,
                        ORDER,
                        order.number(),
                        AT,
                        new Invoice.Seller("Loja", "12ABC34501DE35", "Rua B, 20", "loja@example.com"),
                        customer,
                        order.shippingAddress(),
                        order.lines(),
                        order.total(),
                        "pay_1"));
    }

    private Notices() {}
}
