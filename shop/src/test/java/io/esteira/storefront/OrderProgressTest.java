package io.esteira.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderStatus;
import io.esteira.orders.OrderView;
import io.esteira.orders.TimelineEntry;
import io.esteira.storefront.OrderProgress.Step;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderProgressTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final OrderId ID = OrderId.derive("test", "progress");
    private static final Order ORDER = new Order(
            ID,
            ID.number(),
            "storefront",
            NOW,
            new Customer("Ana", "ana@example.com", null, null, "pt-BR"),
            new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR"),
            List.of(new OrderLine("CAFE-250", "Café", 1, Money.of("BRL", "29.90"))),
            Money.of("BRL", "29.90"));
    private static final Invoice INVOICE = new Invoice(
            "A",
            1,
            NOW,
            ID,
            ID.number(),
            NOW,
            new Invoice.Seller("Esteira", "11.222.333/0001-81", "Rua B", "loja@example.com"),
            ORDER.customer(),
            ORDER.shippingAddress(),
            ORDER.lines(),
            ORDER.total(),
            "ref");

    @ParameterizedTest
    @CsvSource({
        "PENDING,          false, DONE NOW NEXT NEXT",
        "AWAITING_PAYMENT, true,  DONE DONE NOW NEXT",
        "CONFIRMED,        true,  DONE DONE DONE NOW",
        "REJECTED,         false, DONE FAILED NEXT NEXT",
        "REJECTED,         true,  DONE DONE FAILED NEXT",
        "CANCELLED,        false, DONE FAILED NEXT NEXT",
        "EXPIRED,          true,  DONE DONE FAILED NEXT"
    })
    void saysWhereTheOrderStands(OrderStatus status, boolean reserved, String states) {
        assertThat(states(status, reserved, null)).isEqualTo(states);
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderStatus.class,
            names = {"CONFIRMED", "SHIPPED", "DELIVERED"})
    void isCompleteOnceThereIsAnInvoice(OrderStatus status) {
        assertThat(states(status, true, INVOICE)).isEqualTo("DONE DONE DONE DONE");
    }

    @Test
    void hasTheSameStepsWhateverHappens() {
        assertThat(Stream.of(OrderStatus.values())
                        .map(status -> OrderProgress.of(view(status, false, null)).steps().stream()
                                .map(Step::name)
                                .toList()))
                .containsOnly(List.of("received", "reserved", "paid", "invoiced"));
    }

    private static String states(OrderStatus status, boolean reserved, @Nullable Invoice invoice) {
        return String.join(
                " ",
                OrderProgress.of(view(status, reserved, invoice)).steps().stream()
                        .map(step -> step.state().name())
                        .toList());
    }

    private static OrderView view(OrderStatus status, boolean reserved, @Nullable Invoice invoice) {
        List<TimelineEntry> timeline =
                reserved ? List.of(new TimelineEntry(2, "StockReserved", NOW, null, "orders.events", 0, 7)) : List.of();
        return new OrderView(ORDER, status, null, 2, timeline, invoice);
    }
}
