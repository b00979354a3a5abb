package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.local.ShopUnderTest;
import io.esteira.local.Wire;
import io.esteira.local.Wire.Reply;
import io.esteira.platform.web.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlacingOrdersTest {

    private static final String SKU = "PLACING";
    private static final int COPIES = 50;

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final Wire wire = new Wire();

    @BeforeEach
    void offerArticle() {
        price("29.90");
    }

    @Test
    void answersWithAllThatTheClientNeeds() {
        String client = "placing-answer";
        String key = shop.newKey(client, "orders:write");
        Map<TopicPartition, Long> before = wire.end();

        Reply reply = wire.order(key, "a", OrderJson.of(SKU, 2).toString());

        OrderId id = OrderId.derive(client, "a");
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.location()).isEqualTo("/api/orders/" + id);
        OrderPlaced placed = wire.writtenSince(before, client).getFirst();
        assertThat(reply.json().propertyNames())
                .containsExactly("id", "number", "status", "total", "placedAt", "trackingUrl");
        assertThat(reply.json().path("id").asString()).isEqualTo(id.toString());
        assertThat(reply.json().path("number").asString()).isEqualTo(id.number());
        assertThat(reply.json().path("status").asString()).isEqualTo("PENDING");
        assertThat(reply.json().path("total")).hasToString("{\"currency\":\"BRL\",\"amount\":\"59.80\"}");
        assertThat(reply.json().path("placedAt").asString())
                .isEqualTo(placed.at().toString());
        assertThat(reply.json().path("trackingUrl").asString())
                .startsWith(shop.base() + "/orders/" + id.number() + "?key=");
    }

    @Test
    void writesWhatWasAskedForInOneForm() {
        String client = "placing-form";
        String key = shop.newKey(client, "orders:write");
        Map<TopicPartition, Long> before = wire.end();

        OrderJson json = OrderJson.of(SKU, 3)
                .withText("/customer/name", "  Jose\u0301 ")
                .withText("/customer/phone", "+55 (11) 99999-0000")
                .withText("/customer/taxId", "12.abc.345/01de-35")
                .withText("/shippingAddress/line2", " ")
                .withText("/shippingAddress/postalCode", "01310100");
        assertThat(wire.order(key, "a", json.toString()).status()).isEqualTo(201);

        Order order = wire.writtenSince(before, client).getFirst().order();
        assertThat(order.customer().name()).isEqualTo("José");
        assertThat(order.customer().phone()).isEqualTo("+5511999990000");
        assertThat(order.customer().taxId()).isEqualTo("12ABC34501DE35");
        assertThat(order.shippingAddress().line2()).isNull();
        assertThat(order.shippingAddress().postalCode()).isEqualTo("01310-100");
        assertThat(order.lines().getFirst().name()).isEqualTo("Xícara");
        assertThat(order.total()).isEqualTo(Money.of("BRL", "89.70"));
    }

    @Test
    void fiftyCopiesAtOnceAreOneOrderWithFiftyEqualAnswers() throws Exception {
        String client = "placing-copies";
        String key = shop.newKey(client, "orders:write");
        Map<TopicPartition, Long> before = wire.end();

        List<Future<Reply>> copies = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < COPIES; i++) {
                copies.add(clients.submit(
                        () -> wire.order(key, "a", OrderJson.of(SKU, 1).toString())));
            }
        }

        Reply first = copies.getFirst().get();
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        for (Future<Reply> copy : copies) {
            assertThat(copy.get()).isEqualTo(first);
        }
        assertThat(wire.writtenSince(before, client)).hasSize(1);
    }

    @Test
    void aRepetitionIsAnsweredAlikeThoughThePriceChanged() {
        String client = "placing-repetition";
        String key = shop.newKey(client, "orders:write");
        String json = OrderJson.of(SKU, 2)
                .with("/expectedTotal", "{\"currency\": \"BRL\", \"amount\": \"59.8\"}")
                .toString();
        Map<TopicPartition, Long> before = wire.end();
        Reply first = wire.order(key, "a b", json);
        assertThat(first.status()).as(first.body()).isEqualTo(201);

        price("31.00");

        assertThat(wire.order(key, "\"a b\"", json.replace("59.8", "59.80"))).isEqualTo(first);
        assertThat(wire.writtenSince(before, client)).hasSize(1);
    }

    @Test
    void refusesAnotherOrderUnderTheSameKey() {
        String client = "placing-reuse";
        String key = shop.newKey(client, "orders:write");
        Map<TopicPartition, Long> before = wire.end();
        assertThat(wire.order(key, "a", OrderJson.of(SKU, 1).toString()).status())
                .isEqualTo(201);

        Reply other = wire.order(key, "a", OrderJson.of(SKU, 2).toString());

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/errors/0/code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(wire.writtenSince(before, client)).hasSize(1);
    }

    @Test
    void oneKeyOfTwoClientsIsTwoOrders() {
        String json = OrderJson.of(SKU, 1).toString();
        Reply one = wire.order(shop.newKey("placing-one", "orders:write"), "a", json);
        Reply other = wire.order(shop.newKey("placing-other", "orders:write"), "a", json);
        assertThat(one.status()).isEqualTo(201);
        assertThat(other.status()).isEqualTo(201);
        assertThat(one.location()).isNotEqualTo(other.location());
    }

    @Test
    void aKeyWithTheScopeSetsItsOwnPrices() {
        String client = "placing-prices";
        String key = shop.newKey(client, "orders:write", "orders:price");
        String json = OrderJson.of(SKU, 1_000)
                .with("/items/0/unitPrice", "{\"currency\": \"GBP\", \"amount\": \"0.001\"}")
                .toString();

        Reply reply = wire.order(key, "a", json);

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.json().path("total")).hasToString("{\"currency\":\"GBP\",\"amount\":\"1.00\"}");
    }

    @Test
    void takesTwoThousandLines() {
        String key = shop.newKey("placing-large", "orders:write");
        Reply reply =
                wire.order(key, "a", OrderJson.of(SKU, 9_999).withItems(2_000).toString());
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.json().at("/total/amount").asString()).isEqualTo("597940200.00");
    }

    @Test
    void aKeyWithoutTheScopeMayNotOrder() {
        Reply reply = wire.order(shop.newKey("placing-scope", "orders:price"), "a", "{}");
        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void theApiDescribesItself() {
        JsonNode order = wire.get(shop.apiKey(), "/v3/api-docs").json().at("/paths/~1api~1orders/post");
        assertThat(order.at("/parameters")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .containsExactly(IdempotencyKey.HEADER);
        assertThat(order.at("/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .endsWith("/OrderRequest");
        assertThat(order.at("/responses/503/headers/Retry-After").isMissingNode())
                .isFalse();
        assertThat(order.at("/responses/503/content/application~1problem+json/schema/$ref")
                        .asString())
                .endsWith("/Problem");
    }

    private void price(String amount) {
        Reply put = wire.put(shop.apiKey(), "/api/products/" + SKU, """
                {"sku": "PLACING", "name": {"en": "Cup", "pt-BR": "Xícara"},
                 "price": {"currency": "BRL", "amount": "%s"}}
                """.formatted(amount));
        assertThat(put.status()).as(put.body()).isBetween(200, 201);
    }
}
