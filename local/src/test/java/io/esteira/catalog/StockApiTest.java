package io.esteira.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.ShopUnderTest;
import io.esteira.local.Wire;
import io.esteira.local.Wire.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockApiTest {

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final Wire wire = new Wire();

    @Test
    void aKnownProductWithoutStockHasNone() {
        offer("STOCK-NONE");
        assertThat(stock("STOCK-NONE"))
                .isEqualTo("{\"sku\":\"STOCK-NONE\",\"onHand\":0,\"reserved\":0,\"available\":0}");
    }

    @Test
    void nobodyKnowsTheStockOfAnUnknownProduct() {
        assertThat(wire.get(shop.apiKey(), "/api/stock/STOCK-UNKNOWN").status()).isEqualTo(404);
    }

    @Test
    void adjustmentsShow() {
        offer("STOCK-SHOWS");
        Reply reply = adjust("""
                [{"sku": "STOCK-SHOWS", "delta": 10, "reason": "delivery"},
                 {"sku": "STOCK-SHOWS", "delta": -3, "reason": "broken"}]""");
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        assertThat(reply.body()).isEqualTo("{\"accepted\":2}");
        await().untilAsserted(() -> assertThat(stock("STOCK-SHOWS")).contains("\"onHand\":7,", "\"available\":7}"));
    }

    @Test
    void aRepetitionUnderTheSameKeyCountsOnce() {
        offer("STOCK-ONCE");
        adjust("[{\"sku\": \"STOCK-ONCE\", \"delta\": 5, \"reason\": \"delivery\"}]");
        await().untilAsserted(() -> assertThat(stock("STOCK-ONCE")).contains("\"available\":5}"));
        String all = "[{\"sku\": \"STOCK-ONCE\", \"delta\": -5, \"reason\": \"gone\"}]";

        assertThat(adjust(all, "once").status()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(stock("STOCK-ONCE")).contains("\"available\":0}"));

        assertThat(adjust(all, "once").status()).isEqualTo(202);
        assertThat(adjust(all.replace("-5", "-4"), "once").status()).isEqualTo(422);
        assertThat(adjust(all, "twice").status()).isEqualTo(422);
    }

    // spotless:off: a table
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"sku": "STOCK-BAD", "delta": 0, "reason": "x"}         | 422 | /1/delta OUT_OF_RANGE
            {"sku": "STOCK-BAD", "delta": 1000001, "reason": "x"}   | 422 | /1/delta OUT_OF_RANGE
            {"sku": "STOCK-BAD", "delta": -2, "reason": "x"}        | 422 | /1/delta INSUFFICIENT_STOCK
            {"sku": "STOCK-BAD", "delta": 1, "reason": " "}         | 422 | /1/reason REQUIRED
            {"sku": "STOCK-BAD", "delta": 1}                        | 422 | /1/reason REQUIRED
            {"sku": "STOCK-NO-SUCH", "delta": 1, "reason": "x"}     | 422 | /1/sku UNKNOWN_SKU
            null                                                    | 422 | /1 REQUIRED
            {"sku": "STOCK-BAD", "delta": 1.5, "reason": "x"}       | 400 | The value of
            {"sku": "STOCK-BAD", "delta": "1", "reason": "x"}       | 400 | The value of
            """)
    // spotless:on
    void oneBadAdjustmentKeepsAllOut(String second, int status, String says) {
        offer("STOCK-BAD");
        Reply reply = adjust("[{\"sku\": \"STOCK-BAD\", \"delta\": 1, \"reason\": \"delivery\"}, " + second + "]");
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        String said = status == 422
                ? reply.json().at("/errors/0/pointer").asString() + " "
                        + reply.json().at("/errors/0/code").asString()
                : reply.json().path("detail").asString();
        assertThat(said).startsWith(says);
        assertThat(stock("STOCK-BAD")).contains("\"onHand\":0,");
    }

    @Test
    void needsTheScopes() {
        String key = shop.newKey("stock-no", "orders:write");
        assertThat(wire.get(key, "/api/stock/STOCK-BAD").status()).isEqualTo(403);
        assertThat(wire.post(key, "/api/stock/adjustments", "application/json", BodyPublishers.ofString("[]"))
                        .status())
                .isEqualTo(403);
    }

    private void offer(String sku) {
        Reply put = wire.put(shop.apiKey(), "/api/products/" + sku, """
                {"sku": "%s", "name": {"en": "Cup"}, "price": {"currency": "BRL", "amount": "29.90"}}
                """.formatted(sku));
        assertThat(put.status()).as(put.body()).isBetween(200, 201);
    }

    private String stock(String sku) {
        return wire.get(shop.apiKey(), "/api/stock/" + sku).body();
    }

    private Reply adjust(String json) {
        return wire.post(shop.apiKey(), "/api/stock/adjustments", "application/json", BodyPublishers.ofString(json));
    }

    private Reply adjust(String json, String idempotencyKey) {
        return wire.send(wire.request("/api/stock/adjustments")
                .header("Authorization", "Bearer " + shop.apiKey())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json)));
    }
}
