package io.esteira.staff;

import static io.esteira.staff.LetterScene.PATIENCE;
import static io.esteira.staff.LetterScene.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import io.esteira.contracts.Topics;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopUnderTest;
import io.esteira.platform.kafka.TopicWriter;
import io.esteira.staff.Visitor.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Parked records in a whole shop, as staff sees them on pages. */
class DeadLetterPagesTest {

    private final LetterScene scene = new LetterScene();
    private final ShopUnderTest shop = scene.shop;
    private final ShopClient client = scene.client;
    private final Visitor visitor = new Visitor(shop.base());
    private final String order = scene.order;

    @Test
    void staffSeesWhatWasParkedAndDismissesItAndThePageSaysWho() throws Exception {
        scene.poison(Topics.ORDERS_COMMANDS.name(), order, "{\"amount\": 1, \"token\": \"tok_secret\"}");
        scene.place();
        JsonNode poison = scene.awaitLetters("orderflow", 2).getFirst();
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
        assertThat(scene.states("orderflow")).containsExactly("PARKED", "PARKED");
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
        List<JsonNode> parked = await().atMost(PATIENCE)
                .until(() -> scene.lettersBy("key", key, "orderflow"), found -> found.size() == 3);
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
            scene.act("dismiss", "orderflow", each, false);
        }
        await().atMost(PATIENCE)
                .until(() -> scene.lettersBy("key", key, "orderflow").stream()
                        .allMatch(each -> each.path("state").asString().equals("DISMISSED")));
    }

    private record Hostile(String key) implements org.apache.kafka.common.header.Header {
        @Override
        public byte[] value() {
            return key.getBytes(UTF_8);
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
    void speaksPortuguese() throws Exception {
        logIn();
        assertThat(visitor.open("/staff/dead-letters?lang=pt-BR").text()).contains("Cartas mortas", "Consumidor");
        visitor.open("/staff/dead-letters?lang=en");
    }

    private void logIn() throws Exception {
        Page page = visitor.logIn(
                shop.credentials().staffUsername(), shop.credentials().staffPassword());
        assertThat(page.path()).isEqualTo("/staff/orders");
    }
}
