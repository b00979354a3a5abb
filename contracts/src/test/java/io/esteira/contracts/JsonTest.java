package io.esteira.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static final Instant AT = Instant.parse("2026-07-01T12:00:00Z");
    private static final OrderId ID = OrderId.derive("erp", "k-1");

    @Test
    void writesMoneyAsADecimalStringWithTheCurrencysDigitsAtLeast() {
        assertThat(text(Json.write(Money.class, Money.of("BRL", "59.8"))))
                .isEqualTo("{\"currency\":\"BRL\",\"amount\":\"59.80\"}");
        assertThat(Money.of("GBP", "0.001").times(3)).isEqualTo(Money.of("GBP", "0.0030"));
    }

    @Test
    void namesTheVariantAndReadsItBack() {
        OrderEvent event = new OrderEvent.OrderConfirmed(ID, 3, AT, order(), "pay-1");
        byte[] json = Topics.ORDERS_EVENTS.encode(event);
        assertThat(text(json)).contains("\"type\":\"OrderConfirmed\"").contains("2026-07-01T12:00:00Z");
        assertThat(text(json)).doesNotContain("factId").doesNotContain("\"status\"");
        assertThat(Topics.ORDERS_EVENTS.decode(json)).isEqualTo(event);
    }

    @Test
    void showsWhatIsAvailableOfAStockLevelAndReadsItBack() {
        StockLevel level = new StockLevel("CAFE-250", 10, 3, 7, AT);
        byte[] json = Topics.STOCK_LEVELS.encode(level);
        assertThat(text(json)).contains("\"available\":7");
        assertThat(Topics.STOCK_LEVELS.decode(json)).isEqualTo(level);
    }

    @Test
    void ignoresFieldsFromTheFuture() {
        String json = "{\"type\":\"StockReserved\",\"orderId\":\"" + ID
                + "\",\"sequence\":2,\"at\":\"2026-07-01T12:00:00Z\",\"warehouse\":\"SP\"}";
        assertThat(Topics.ORDERS_EVENTS.decode(json.getBytes(UTF_8)))
                .isEqualTo(new OrderEvent.StockReserved(ID, 2, AT));
    }

    @Test
    void saysSoOfBytesThatAreNoMessage() {
        for (String bytes : List.of("", "null", "[]", "{\"type\":\"Unheard\"}", "\u0000\u0001")) {
            assertThatThrownBy(() -> Topics.ORDERS_EVENTS.decode(bytes.getBytes(UTF_8)))
                    .isInstanceOf(UnreadableMessage.class);
        }
    }

    static Order order() {
        return new Order(
                ID,
                ID.number(),
                "erp",
                AT,
                new Customer("Ana Souza", "ana@example.com", null, null, "pt-BR"),
                new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR"),
                List.of(new OrderLine("CAFE-250", "Café", 2, Money.of("BRL", "29.90"))),
                Money.of("BRL", "59.80"));
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }
}
