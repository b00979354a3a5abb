package io.esteira.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.billing.Numbering.Numbered;
import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which orders get an invoice, and its number. */
class NumberingTest {

    private static final Instant PLACED_AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:09Z");
    private static final Invoice.Seller SELLER =
            new Invoice.Seller("Esteira", "12ABC34501DE35", "Rua das Esteiras, 100", "shop@example.com");

    private final Numbering numbering = new Numbering("A", SELLER);

    @Test
    void anInvoiceSaysWhatTheOrderSays() {
        OrderConfirmed confirmed = confirmed(1);
        Order order = confirmed.order();

        Numbered numbered = numbering.after(41, Map.of(), List.of(confirmed), NOW);

        assertThat(numbered.fresh())
                .containsExactly(new Invoice(
                        "A",
                        42,
                        NOW,
                        order.id(),
                        order.number(),
                        PLACED_AT,
                        SELLER,
                        order.customer(),
                        order.shippingAddress(),
                        order.lines(),
                        Money.of("BRL", "30.00"),
                        "pay-1"));
        assertThat(numbered.all()).isEqualTo(numbered.fresh());
        assertThat(numbered.last()).isEqualTo(42);
    }

    @Test
    void countsOnFromTheLastNumber() {
        Numbered numbered = numbering.after(7, Map.of(), List.of(confirmed(1), confirmed(2), confirmed(3)), NOW);

        assertThat(numbered.fresh()).extracting(Invoice::number).containsExactly(8L, 9L, 10L);
        assertThat(numbered.last()).isEqualTo(10);
    }

    @Test
    void anOrderKeepsTheInvoiceThatItHasAndUsesNoNumber() {
        Invoice before = numbering
                .after(0, Map.of(), List.of(confirmed(2)), PLACED_AT)
                .fresh()
                .getFirst();
        Map<OrderId, Invoice> onFile = Map.of(before.orderId(), before);

        Numbered numbered = numbering.after(1, onFile, List.of(confirmed(1), confirmed(2), confirmed(3)), NOW);

        assertThat(numbered.fresh()).extracting(Invoice::number).containsExactly(2L, 3L);
        assertThat(numbered.all()).extracting(Invoice::number).containsExactly(2L, 1L, 3L);
        assertThat(numbered.all()).contains(before);
        assertThat(numbered.last()).isEqualTo(3);
    }

    @Test
    void anOrderThatComesTwiceAtOnceGetsOne() {
        Numbered numbered = numbering.after(0, Map.of(), List.of(confirmed(1), confirmed(1), confirmed(2)), NOW);

        assertThat(numbered.fresh()).extracting(Invoice::number).containsExactly(1L, 2L);
        assertThat(numbered.all()).hasSize(2);
    }

    @Test
    void givesNoNumberWhereNothingIsNew() {
        assertThat(numbering.after(5, Map.of(), List.of(), NOW)).isEqualTo(new Numbered(List.of(), List.of(), 5));
    }

    @Test
    void leavesNoGapHoweverBatchesOverlapAndComeAgainAndTransactionsFail() {
        for (long seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<OrderId, Invoice> onFile = new HashMap<>();
            long last = 0;
            int orders = 1 + random.nextInt(30);
            for (int batch = 0; batch < 20; batch++) {
                List<OrderConfirmed> confirmed = new ArrayList<>();
                for (int i = random.nextInt(10); i > 0; i--) {
                    confirmed.add(confirmed(random.nextInt(orders)));
                }
                Numbered numbered = numbering.after(last, Map.copyOf(onFile), confirmed, NOW);
                boolean commits = random.nextInt(4) > 0;
                if (commits) {
                    numbered.fresh().forEach(invoice -> onFile.put(invoice.orderId(), invoice));
                    last = numbered.last();
                    assertThat(onFile.values()).as("seed %s", seed).containsAll(numbered.all());
                }
            }
            assertThat(onFile.values())
                    .as("seed %s", seed)
                    .extracting(Invoice::number)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, last).boxed().toList());
        }
    }

    private static OrderConfirmed confirmed(int number) {
        OrderId id = OrderId.derive("test", "order-" + number);
        Order order = new Order(
                id,
                id.number(),
                "test",
                PLACED_AT,
                new Customer("Ana Souza", "ana@example.com", null, "52998224725", "pt-BR"),
                new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR"),
                List.of(new OrderLine("TEA", "Tea", 3, Money.of("BRL", "10.00"))),
                Money.of("BRL", "30.00"));
        return new OrderConfirmed(id, 3, NOW, order, "pay-" + number);
    }
}
