package io.esteira.orderflow;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentInstrument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Orders to test with. */
final class Orders {

    static final Instant PLACED_AT = Instant.parse("2026-03-01T12:00:00Z");
    static final PaymentInstrument CARD = new PaymentInstrument("card", "tok_approved");

    static OrderLine line(String sku, int quantity) {
        return new OrderLine(sku, "Thing " + sku, quantity, Money.of("BRL", "10.00"));
    }

    static OrderPlaced order(String key, OrderLine... lines) {
        return order(key, List.of(lines));
    }

    static OrderPlaced order(String key, List<OrderLine> lines) {
        return order(key, lines, PLACED_AT);
    }

    static OrderPlaced order(String key, List<OrderLine> lines, Instant placedAt) {
        Money total = Money.zero("BRL");
        for (OrderLine line : lines) {
            total = total.plus(line.amount());
        }
        OrderId id = OrderId.derive("test", key);
        Customer customer = new Customer("Ana Souza", "ana@example.com", null, null, "pt-BR");
        Address address = new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR");
        Order order = new Order(id, id.number(), "test", placedAt, customer, address, lines, total);
        return new OrderPlaced(order, CARD, "fingerprint-of-" + key);
    }

    static OrderPlaced free(String key) {
        return order(key, new OrderLine("GIFT", "A gift", 1, Money.zero("BRL")));
    }

    /** Another order under the same idempotency key. */
    static OrderPlaced withOtherBody(OrderPlaced placed) {
        return new OrderPlaced(placed.order(), placed.payment(), "another fingerprint");
    }

    static List<OrderLine> lines(int count) {
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line("SKU-%04d".formatted(i), 1));
        }
        return lines;
    }

    private Orders() {}
}
