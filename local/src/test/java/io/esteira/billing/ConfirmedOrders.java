package io.esteira.billing;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.Received;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Orders that were paid, none like another. */
final class ConfirmedOrders {

    private static final Instant AT = Instant.parse("2026-11-22T15:00:00Z");

    static OrderConfirmed next() {
        OrderId id = OrderId.derive("billing-test", UUID.randomUUID().toString());
        List<OrderLine> lines = List.of(new OrderLine("SKU-1", "Café", 2, Money.of("BRL", "29.905")));
        Order order = new Order(
                id,
                id.number(),
                "billing-test",
                AT,
                new Customer("Ana Souza", "ana@example.com", null, "52998224725", "pt-BR"),
                new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR"),
                lines,
                Money.of("BRL", "59.81"));
        return new OrderConfirmed(id, 3, AT, order, "pay_" + id.number());
    }

    static Map<OrderId, OrderConfirmed> byId(Collection<OrderConfirmed> orders) {
        Map<OrderId, OrderConfirmed> byId = new LinkedHashMap<>();
        orders.forEach(order -> byId.put(order.orderId(), order));
        return byId;
    }

    static List<Received<?>> received(Collection<OrderConfirmed> orders) {
        return orders.stream()
                .<Received<?>>map(order ->
                        new Received<>(Topics.ORDERS_EVENTS, order.orderId().toString(), order, 0, 0, AT))
                .toList();
    }

    private ConfirmedOrders() {}
}
