package io.esteira.staff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.local.Patience;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Answer;
import io.esteira.local.ShopClient.Item;
import io.esteira.local.ShopUnderTest;
import io.esteira.platform.kafka.TopicWriter;
import io.esteira.staff.Visitor.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parked records in a whole shop, as staff sees them on pages and programs by HTTP. */
class DeadLettersTest {

    private static final Duration PATIENCE = Patience.LONG;

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final ShopClient client = shop.client();
    private final Visitor visitor = new Visitor(shop.base());
    private final String buyer = "letters-" + UUID.randomUUID();
    private final String idempotencyKey = UUID.randomUUID().toString();
    private final String order = OrderId.derive(buyer, idempotencyKey).toString();
    private final String sku =
            "LETTER-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

    @Test
    void anOrderBehindPoisonGoesOnAsAnyOtherOnceThePoisonIsDismissed() throws Exception {
        poison(Topics.ORDERS_COMMANDS.name(), order, "{\"poison");
        place();
        List<JsonNode> letters = awaitLetters("orderflow", 2);
        JsonNode poison = letters.getFirst();
        JsonNode placed = letters.getLast();
        assertThat(poison.path("kind").asString()).isEqualTo("orders.commands/Unreadable");
        assertThat(placed.path("kind").asString()).isEqualTo("orders.pending/Behind");
        assertThat(placed.path("behind").asString())
                .isEqualTo(poison.path("source").asString());
        assertThat(client.get("/api/orders/" + order).text("status")).isEqualTo("PENDING");

        Answer early = act("redrive", "orderflow", placed, true);
        assertThat(early.body().path("records").asInt()).isZero();
        assertThat(early.body().path("waiting")).extracting(JsonNode::asString).containsExactly(id(placed));
        Answer dry = act("dismiss", "orderflow", poison, true);
        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.body().path("steps"))
                .extracting(step ->
                        step.path("id").asString() + " " + step.path("action").asString())
                .containsExactly(id(poison) + " DISMISS", id(placed) + " AGAIN");
        assertThat(dry.body().path("orders")).extracting(JsonNode::asString).containsExactly(order);
        assertThat(states("orderflow")).containsExactly("PARKED", "PARKED");

        assertThat(act("dismiss", "orderflow", poison, false).status()).isEqualTo(202);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(client.get("/api/orders/" + order).text("status")).isEqualTo("CONFIRMED");
            assertThat(client.get("/api/orders/" + order).body().path("invoice").isObject())
                    .isTrue();
            assertThat(states("orderflow")).containsExactly("DISMISSED", "DONE");
        });
        assertThat(letters("orderflow").getFirst().path("endedBy").asString()).startsWith("api:");
        assertThat(types())
                .containsExactly("OrderPlaced", "OrderAccepted", "StockReserved", "OrderConfirmed", "InvoiceIssued");
        assertThat(act("redrive", "orderflow", placed, false)
                        .body()
                        .path("records")
                        .asInt())
                .isZero();
    }

    @Test
    void whatIsDismissedTogetherWithThePoisonInFrontOfItIsNotDone() throws Exception {
        poison(Topics.ORDERS_COMMANDS.name(), order, "{\"poison");
        place();
        List<JsonNode> letters = awaitLetters("orderflow", 2);
        ObjectNode wish = Json.mapper().createObjectNode().put("consumer", "orderflow");
        var ids = wish.putArray("ids");
        letters.forEach(letter -> ids.add(Long.parseLong(id(letter))));

        assertThat(client.post("/api/dead-letters/dismiss", wish).status()).isEqualTo(202);

        await().atMost(PATIENCE)
                .until(() -> !states("orderflow").contains("PARKED")
                        && !states("orderflow").contains("HANDED_BACK"));
        assertThat(states("orderflow")).containsExactly("DISMISSED", "DISMISSED");
    }

    @Test
    void everyConsumerOfATopicParksForItselfAndIsHandedBackToAlone() throws Exception {
        poison(Topics.ORDERS_EVENTS.name(), order, "[]");
        awaitLetters("billing", 1);
        awaitLetters("notifications", 1);
        JsonNode ofOrders = awaitLetters("orders", 1).getFirst();

        assertThat(act("redrive", "orders", ofOrders, false)
                        .body()
                        .path("records")
                        .asInt())
                .isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(letters("orders").getFirst().path("attempts").asInt()).isEqualTo(2);
            assertThat(states("orders")).containsExactly("PARKED");
        });
        assertThat(letters("billing").getFirst().path("attempts").asInt()).isEqualTo(1);

        for (String consumer : List.of("billing", "notifications", "orders")) {
            act("dismiss", consumer, letters(consumer).getFirst(), false);
            await().atMost(PATIENCE).until(() -> states(consumer).equals(List.of("DISMISSED")));
        }
    }

    @Test
    void staffSeesWhatWasParkedAndDismissesItAndThePageSaysWho() throws Exception {
        poison(Topics.ORDERS_COMMANDS.name(), order, "{\"amount\": 1, \"token\": \"tok_secret\"}");
        place();
        JsonNode poison = awaitLetters("orderflow", 2).getFirst();
        logIn();
        Page list = visitor.open("/staff/dead-letters?consumer=orderflow");
        assertThat(list.text())
                .contains(
                        "orders.commands/Unreadable",
                        "Waiting for somebody",
                        poison.path("source").asString());
        assertThat(list.html()).contains("/staff/dead-letters/" + id(poison), "class=\"badge\"");

        Page one = visitor.open("/staff/dead-letters/" + id(poison));
        assertThat(one.html()).contains("/staff/orders/" + order);
        assertThat(one.text()).contains("Not a OrderCommand", "amount", "•••").doesNotContain("tok_secret");

        String action = "/staff/dead-letters/dismiss";
        Page dry = visitor.open(action + "?consumer=orderflow&id=" + id(poison));
        assertThat(dry.text())
                .contains("Records: 2, of 1 orders; to orderflow and nobody else")
                .containsSubsequence("Dismiss", poison.path("source").asString(), "Redrive", "orders.pending/");
        assertThat(states("orderflow")).containsExactly("PARKED", "PARKED");
        assertThat(visitor.sendOnly(action, Map.of("consumer", "orderflow", "id", id(poison)))
                        .status())
                .isEqualTo(403);

        Page done = visitor.send(dry, action, Map.of());
        assertThat(done.path()).isEqualTo("/staff/dead-letters/" + id(poison));
        assertThat(done.text()).contains("They are being dismissed.");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(visitor.open("/staff/dead-letters/" + id(poison))
                                .text())
                        .contains("Dismissed", "staff:" + shop.credentials().staffUsername(), "Forgotten here")
                        .doesNotContain("Dismiss …"));
        await().atMost(PATIENCE)
                .until(() -> client.get("/api/orders/" + order).text("status").equals("CONFIRMED"));
    }

    @Test
    void hostileBytesDoNothingOnAnyPage() throws Exception {
        String script = "<script>alert('x')</script>";
        String key = "\"><img src=x onerror=alert(1)>" + UUID.randomUUID() + "\0\u202e";
        String json = Json.mapper()
                .createObjectNode()
                .put(script, "\u202e\u0000" + script)
                .toString();
        for (byte[] value :
                List.of(json.getBytes(UTF_8), (script + "\u202e\0").getBytes(UTF_8), new byte[] {-1, 0, '<'})) {
            shop.bean(TopicWriter.class)
                    .write(new ProducerRecord<>(
                            Topics.ORDERS_COMMANDS.name(), 0, key, value, List.of(new Hostile(script))));
        }
        List<JsonNode> parked =
                await().atMost(PATIENCE).until(() -> lettersBy("key", key, "orderflow"), found -> found.size() == 3);
        logIn();

        List<String> paths = new ArrayList<>(List.of("/staff/dead-letters"));
        parked.forEach(each -> paths.add("/staff/dead-letters/" + id(each)));
        parked.forEach(each -> paths.add("/staff/dead-letters/dismiss?consumer=orderflow&id=" + id(each)));
        StringBuilder all = new StringBuilder();
        for (String path : paths) {
            Page page = visitor.open(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            all.append(page.html());
        }
        assertThat(all.toString())
                .contains("&lt;script&gt;alert(", "\\u{202e}", "ff 00 3c")
                .doesNotContain("<script>alert", "<img src=x", "\u202e", "\0");
        for (JsonNode each : parked) {
            act("dismiss", "orderflow", each, false);
        }
        await().atMost(PATIENCE)
                .until(() -> lettersBy("key", key, "orderflow").stream()
                        .allMatch(each -> each.path("state").asString().equals("DISMISSED")));
    }

    private record Hostile(String key) implements org.apache.kafka.common.header.Header {
        @Override
        public byte[] value() {
            return key.getBytes(UTF_8);
        }
    }

    @Test
    void aWholeKindIsHandedBackAtOnce() throws Exception {
        String other = OrderId.derive(buyer, "other").toString();
        poison(Topics.BILLING_EVENTS.name(), order, "null");
        poison(Topics.BILLING_EVENTS.name(), other, "null");
        awaitLetters("orders", 1);
        await().atMost(PATIENCE)
                .until(() -> !lettersBy("orderId", other, "orders").isEmpty());
        ObjectNode wish =
                Json.mapper().createObjectNode().put("consumer", "orders").put("kind", "billing.events/Unreadable");

        Answer dry = client.post("/api/dead-letters/redrive", wish.deepCopy().put("dryRun", true));
        assertThat(dry.body().path("orders")).extracting(JsonNode::asString).contains(order, other);
        assertThat(client.post("/api/dead-letters/redrive", wish).status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> letters("orders").getFirst().path("attempts").asInt() == 2
                        && lettersBy("orderId", other, "orders")
                                        .getFirst()
                                        .path("attempts")
                                        .asInt()
                                == 2);

        for (String consumer : List.of("orders", "notifications")) {
            client.post("/api/dead-letters/dismiss", wish.deepCopy().put("consumer", consumer));
            await().atMost(PATIENCE).until(() -> states(consumer).equals(List.of("DISMISSED")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/staff/dead-letters",
                "/staff/dead-letters/1",
                "/staff/dead-letters/redrive?consumer=orders&id=1"
            })
    void pagesAreClosedToAllButStaff(String path) throws Exception {
        assertThat(visitor.open(path).path()).isEqualTo("/staff/login");
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

    @Test
    void speaksPortuguese() throws Exception {
        logIn();
        assertThat(visitor.open("/staff/dead-letters?lang=pt-BR").text()).contains("Cartas mortas", "Consumidor");
        visitor.open("/staff/dead-letters?lang=en");
    }

    private void poison(String topic, String key, String value) {
        shop.bean(TopicWriter.class).write(new ProducerRecord<>(topic, key, value.getBytes(UTF_8)));
    }

    private void place() throws Exception {
        client.offer(sku, "29.90", 10);
        await().atMost(PATIENCE)
                .until(() ->
                        client.get("/api/stock/" + sku).body().path("available").asInt() == 10);
        ShopClient buying = new ShopClient(shop.base(), shop.newKey(buyer, "orders:write"));
        Answer placed =
                buying.place(idempotencyKey, ShopClient.order(sku + "@example.com", "tok_approved", new Item(sku, 1)));
        assertThat(placed.text("id")).isEqualTo(order);
    }

    private Answer act(String action, String consumer, JsonNode letter, boolean dryRun) throws Exception {
        ObjectNode wish =
                Json.mapper().createObjectNode().put("consumer", consumer).put("dryRun", dryRun);
        wish.putArray("ids").add(Long.parseLong(id(letter)));
        return client.post("/api/dead-letters/" + action, wish);
    }

    private List<JsonNode> awaitLetters(String consumer, int count) {
        return await().atMost(PATIENCE).until(() -> letters(consumer), found -> found.size() == count);
    }

    /** Of this test's order, in the order in which they were parked. */
    private List<JsonNode> letters(String consumer) throws Exception {
        return lettersBy("orderId", order, consumer);
    }

    private List<JsonNode> lettersBy(String field, String value, String consumer) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = client.get("/api/dead-letters?limit=50&consumer=" + consumer + "&cursor=" + cursor)
                    .body();
            page.path("deadLetters").forEach(each -> {
                if (each.path(field).asString("").equals(value)) {
                    found.addFirst(each);
                }
            });
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return found;
    }

    private List<String> states(String consumer) throws Exception {
        return letters(consumer).stream()
                .map(each -> each.path("state").asString())
                .toList();
    }

    private List<String> types() throws Exception {
        List<String> types = new ArrayList<>();
        client.get("/api/orders/" + order)
                .body()
                .path("timeline")
                .forEach(entry -> types.add(entry.path("type").asString()));
        return types;
    }

    private static String id(JsonNode letter) {
        return letter.path("id").asString();
    }

    private void logIn() throws Exception {
        Page page = visitor.logIn(
                shop.credentials().staffUsername(), shop.credentials().staffPassword());
        assertThat(page.path()).isEqualTo("/staff/orders");
    }
}
