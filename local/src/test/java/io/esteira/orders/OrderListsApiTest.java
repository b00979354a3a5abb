package io.esteira.orders;

import static io.esteira.orders.ReadModelUnderTest.newClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Topics;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Lists of orders and searches in them, by HTTP. */
class OrderListsApiTest {

    private static final ReadModelUnderTest SHOP = ReadModelUnderTest.get();
    private static final String[] ALL_SCOPES = {"orders:read", "orders:cancel"};

    @Test
    void listsTheirOrdersPageByPageNewestFirst() throws Exception {
        String name = newClient();
        ShopClient client = SHOP.client(name, ALL_SCOPES);
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Two at a time at the same moment: the cursor must not lose or repeat one of them.
            Story story = new Story(name, "Ana Souza", Story.NOON.plusSeconds(i / 2), 0);
            SHOP.write(Topics.ORDERS_PENDING, story, story.placed());
            assertThat(client.get("/api/orders/" + story.id()).status()).isEqualTo(200);
        }
        for (JsonNode row : client.get("/api/orders").body().path("orders")) {
            newestFirst.add(row.path("id").asString());
        }

        List<String> paged = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = client.get("/api/orders?limit=3&cursor=" + cursor).body();
            page.path("orders").forEach(row -> paged.add(row.path("id").asString()));
            cursor = page.path("nextCursor").asString("");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(newestFirst).hasSize(7).doesNotHaveDuplicates();
        assertThat(paged).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(3);
        assertThat(client.get("/api/orders/summary")
                        .body()
                        .path("counts")
                        .path("PENDING")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void findsOrdersByNumberAddressNameSkuAndStatus() throws Exception {
        String name = newClient();
        ShopClient client = SHOP.client(name, ALL_SCOPES);
        Story ana = SHOP.told(new Story(name, "Ana Conceição", Story.NOON, 0));
        Story rui = SHOP.told(new Story(name, "Rui Lima", Story.NOON.plusSeconds(1), 0));
        await().until(() ->
                client.get("/api/orders?status=CONFIRMED").body().path("orders").size() == 2);
        String number = ana.order().number();

        for (String q : List.of(
                number,
                number.replace("-", ""),
                number.substring(0, 12).toLowerCase(java.util.Locale.ROOT),
                "conceicao",
                "CONCEI",
                "ana+conc",
                "Ana.Conceição@",
                "cafe-" + number)) {
            String encoded = java.net.URLEncoder.encode(q.replace('+', ' '), StandardCharsets.UTF_8);
            assertThat(ids(client, "q=" + encoded))
                    .as(q)
                    .containsExactly(ana.id().toString());
        }
        assertThat(ids(client, "q=cafe"))
                .containsExactly(rui.id().toString(), ana.id().toString());
        assertThat(ids(client, "q=cafe&status=REJECTED")).isEmpty();
        assertThat(ids(client, "q=ana+lima")).isEmpty();
        assertThat(ids(client, "q=%27+%7C+%27%3A*+%5C%26")).isEmpty();
        assertThat(ids(SHOP.client(newClient(), ALL_SCOPES), "q=" + number)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "status=LOST",
        "limit=0",
        "limit=201",
        "limit=many",
        "cursor=nonsense",
        "cursor=bm9uc2Vuc2VAbm9uc2Vuc2U",
        "q=a"
    })
    void refusesAQueryThatMakesNoSense(String query) throws Exception {
        Answer answer = SHOP.client(newClient(), ALL_SCOPES).get("/api/orders?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("detail").asString()).isNotEmpty();
    }

    private static List<String> ids(ShopClient client, String query) throws Exception {
        List<String> ids = new ArrayList<>();
        client.get("/api/orders?" + query)
                .body()
                .path("orders")
                .forEach(row -> ids.add(row.path("id").asString()));
        return ids;
    }
}
