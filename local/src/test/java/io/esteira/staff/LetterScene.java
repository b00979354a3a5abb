package io.esteira.staff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderId;
import io.esteira.local.Patience;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Answer;
import io.esteira.local.ShopClient.Item;
import io.esteira.local.ShopUnderTest;
import io.esteira.platform.kafka.TopicWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An order of which something is parked in the whole shop, and what is parked of it. */
final class LetterScene {

    static final Duration PATIENCE = Patience.LONG;

    final ShopUnderTest shop = ShopUnderTest.get();
    final ShopClient client = shop.client();
    final String buyer = "letters-" + UUID.randomUUID();
    final String order;

    private final String idempotencyKey = UUID.randomUUID().toString();
    private final String sku =
            "LETTER-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

    LetterScene() {
        order = OrderId.derive(buyer, idempotencyKey).toString();
    }

    void poison(String topic, String key, String value) {
        shop.bean(TopicWriter.class).write(new ProducerRecord<>(topic, key, value.getBytes(UTF_8)));
    }

    void place() throws Exception {
        client.offer(sku, "29.90", 10);
        await().atMost(PATIENCE)
                .until(() ->
                        client.get("/api/stock/" + sku).body().path("available").asInt() == 10);
        ShopClient buying = new ShopClient(shop.base(), shop.newKey(buyer, "orders:write"));
        Answer placed =
                buying.place(idempotencyKey, ShopClient.order(sku + "@example.com", "tok_approved", new Item(sku, 1)));
        assertThat(placed.text("id")).isEqualTo(order);
    }

    Answer act(String action, String consumer, JsonNode letter, boolean dryRun) throws Exception {
        ObjectNode wish =
                Json.mapper().createObjectNode().put("consumer", consumer).put("dryRun", dryRun);
        wish.putArray("ids").add(Long.parseLong(id(letter)));
        return client.post("/api/dead-letters/" + action, wish);
    }

    List<JsonNode> awaitLetters(String consumer, int count) {
        return await().atMost(PATIENCE).until(() -> letters(consumer), found -> found.size() == count);
    }

    /** Of this test's order, in the order in which they were parked. */
    List<JsonNode> letters(String consumer) throws Exception {
        return lettersBy("orderId", order, consumer);
    }

    List<JsonNode> lettersBy(String field, String value, String consumer) throws Exception {
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

    List<String> states(String consumer) throws Exception {
        return letters(consumer).stream()
                .map(each -> each.path("state").asString())
                .toList();
    }

    List<String> types() throws Exception {
        List<String> types = new ArrayList<>();
        client.get("/api/orders/" + order)
                .body()
                .path("timeline")
                .forEach(entry -> types.add(entry.path("type").asString()));
        return types;
    }

    static String id(JsonNode letter) {
        return letter.path("id").asString();
    }
}
