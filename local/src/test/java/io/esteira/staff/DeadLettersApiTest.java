package io.esteira.staff;

import static io.esteira.staff.LetterScene.PATIENCE;
import static io.esteira.staff.LetterScene.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Answer;
import io.esteira.local.ShopUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parked records in a whole shop, as programs see them by HTTP. */
class DeadLettersApiTest {

    private final LetterScene scene = new LetterScene();
    private final ShopUnderTest shop = scene.shop;
    private final ShopClient client = scene.client;
    private final String order = scene.order;

    @Test
    void anOrderBehindPoisonGoesOnAsAnyOtherOnceThePoisonIsDismissed() throws Exception {
        scene.poison(Topics.ORDERS_COMMANDS.name(), order, "{\"poison");
        scene.place();
        List<JsonNode> letters = scene.awaitLetters("orderflow", 2);
        JsonNode poison = letters.getFirst();
        JsonNode placed = letters.getLast();
        assertThat(poison.path("kind").asString()).isEqualTo("orders.commands/Unreadable");
        assertThat(placed.path("kind").asString()).isEqualTo("orders.pending/Behind");
        assertThat(placed.path("behind").asString())
                .isEqualTo(poison.path("source").asString());
        assertThat(client.get("/api/orders/" + order).text("status")).isEqualTo("PENDING");

        Answer early = scene.act("redrive", "orderflow", placed, true);
        assertThat(early.body().path("records").asInt()).isZero();
        assertThat(early.body().path("waiting")).extracting(JsonNode::asString).containsExactly(id(placed));
        Answer dry = scene.act("dismiss", "orderflow", poison, true);
        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.body().path("steps"))
                .extracting(step ->
                        step.path("id").asString() + " " + step.path("action").asString())
                .containsExactly(id(poison) + " DISMISS", id(placed) + " AGAIN");
        assertThat(dry.body().path("orders")).extracting(JsonNode::asString).containsExactly(order);
        assertThat(scene.states("orderflow")).containsExactly("PARKED", "PARKED");

        assertThat(scene.act("dismiss", "orderflow", poison, false).status()).isEqualTo(202);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(client.get("/api/orders/" + order).text("status")).isEqualTo("CONFIRMED");
            assertThat(client.get("/api/orders/" + order).body().path("invoice").isObject())
                    .isTrue();
            assertThat(scene.states("orderflow")).containsExactly("DISMISSED", "DONE");
        });
        assertThat(scene.letters("orderflow").getFirst().path("endedBy").asString())
                .startsWith("api:");
        assertThat(scene.types())
                .containsExactly("OrderPlaced", "OrderAccepted", "StockReserved", "OrderConfirmed", "InvoiceIssued");
        assertThat(scene.act("redrive", "orderflow", placed, false)
                        .body()
                        .path("records")
                        .asInt())
                .isZero();
    }

    @Test
    void whatIsDismissedTogetherWithThePoisonInFrontOfItIsNotDone() throws Exception {
        scene.poison(Topics.ORDERS_COMMANDS.name(), order, "{\"poison");
        scene.place();
        List<JsonNode> letters = scene.awaitLetters("orderflow", 2);
        ObjectNode wish = Json.mapper().createObjectNode().put("consumer", "orderflow");
        var ids = wish.putArray("ids");
        letters.forEach(letter -> ids.add(Long.parseLong(id(letter))));

        assertThat(client.post("/api/dead-letters/dismiss", wish).status()).isEqualTo(202);

        await().atMost(PATIENCE)
                .until(() -> !scene.states("orderflow").contains("PARKED")
                        && !scene.states("orderflow").contains("HANDED_BACK"));
        assertThat(scene.states("orderflow")).containsExactly("DISMISSED", "DISMISSED");
    }

    @Test
    void everyConsumerOfATopicParksForItselfAndIsHandedBackToAlone() throws Exception {
        scene.poison(Topics.ORDERS_EVENTS.name(), order, "[]");
        scene.awaitLetters("billing", 1);
        scene.awaitLetters("notifications", 1);
        JsonNode ofOrders = scene.awaitLetters("orders", 1).getFirst();

        assertThat(scene.act("redrive", "orders", ofOrders, false)
                        .body()
                        .path("records")
                        .asInt())
                .isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(scene.letters("orders").getFirst().path("attempts").asInt())
                    .isEqualTo(2);
            assertThat(scene.states("orders")).containsExactly("PARKED");
        });
        assertThat(scene.letters("billing").getFirst().path("attempts").asInt()).isEqualTo(1);

        for (String consumer : List.of("billing", "notifications", "orders")) {
            scene.act("dismiss", consumer, scene.letters(consumer).getFirst(), false);
            await().atMost(PATIENCE).until(() -> scene.states(consumer).equals(List.of("DISMISSED")));
        }
    }

    @Test
    void aWholeKindIsHandedBackAtOnce() throws Exception {
        String other = OrderId.derive(scene.buyer, "other").toString();
        scene.poison(Topics.BILLING_EVENTS.name(), order, "null");
        scene.poison(Topics.BILLING_EVENTS.name(), other, "null");
        scene.awaitLetters("orders", 1);
        await().atMost(PATIENCE)
                .until(() -> !scene.lettersBy("orderId", other, "orders").isEmpty());
        ObjectNode wish =
                Json.mapper().createObjectNode().put("consumer", "orders").put("kind", "billing.events/Unreadable");

        Answer dry = client.post("/api/dead-letters/redrive", wish.deepCopy().put("dryRun", true));
        assertThat(dry.body().path("orders")).extracting(JsonNode::asString).contains(order, other);
        assertThat(client.post("/api/dead-letters/redrive", wish).status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> scene.letters("orders").getFirst().path("attempts").asInt() == 2
                        && scene.lettersBy("orderId", other, "orders")
                                        .getFirst()
                                        .path("attempts")
                                        .asInt()
                                == 2);

        for (String consumer : List.of("orders", "notifications")) {
            client.post("/api/dead-letters/dismiss", wish.deepCopy().put("consumer", consumer));
            await().atMost(PATIENCE).until(() -> scene.states(consumer).equals(List.of("DISMISSED")));
        }
    }

    @Test
    void programsNeedTheScopeForWhatTheyDo() throws Exception {
        ObjectNode wish =
                Json.mapper().createObjectNode().put("consumer", "orders").put("kind", "no.topic/None");
        ShopClient stranger = new ShopClient(shop.base(), "no key");
        ShopClient reader = new ShopClient(shop.base(), shop.newKey("reader", "dead-letters:read"));
        ShopClient writer = new ShopClient(shop.base(), shop.newKey("writer", "dead-letters:write"));

        assertThat(stranger.get("/api/dead-letters").status()).isEqualTo(401);
        assertThat(stranger.post("/api/dead-letters/redrive", wish).status()).isEqualTo(401);
        assertThat(reader.get("/api/dead-letters").status()).isEqualTo(200);
        assertThat(reader.post("/api/dead-letters/redrive", wish).status()).isEqualTo(403);
        assertThat(reader.post("/api/dead-letters/dismiss", wish).status()).isEqualTo(403);
        assertThat(writer.get("/api/dead-letters").status()).isEqualTo(403);
        assertThat(writer.post("/api/dead-letters/redrive", wish).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"state=LOST", "limit=0", "limit=201", "cursor=x", "limit=many"})
    void asksForNoListThatCannotBe(String query) throws Exception {
        assertThat(client.get("/api/dead-letters?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"consumer\":\"orders\"}",
                "{\"kind\":\"a/b\"}",
                "{\"consumer\":\"orders\",\"kind\":\"a/b\",\"ids\":[1]}",
                "{\"consumer\":\"orders\",\"ids\":[]}",
                "{\"consumer\":\"orders\",\"ids\":[null]}"
            })
    void doesNothingThatIsNotSaidClearly(String wish) throws Exception {
        assertThat(client.post("/api/dead-letters/dismiss", Json.mapper().readTree(wish))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void isDescribed() throws Exception {
        JsonNode paths = client.get("/v3/api-docs").body().path("paths");
        assertThat(paths.propertyNames())
                .contains("/api/dead-letters", "/api/dead-letters/redrive", "/api/dead-letters/dismiss");
    }
}
