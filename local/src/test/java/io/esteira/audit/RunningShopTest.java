package io.esteira.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.Patience;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Item;
import io.esteira.local.ShopUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The auditor beside the whole shop: of orders that came to every end, nothing is owed and nothing is wrong. */
class RunningShopTest {

    private static final Duration SOON = Patience.LONG;

    private final ShopUnderTest under = ShopUnderTest.get();
    private final ShopClient shop = under.client();
    private final JdbcClient db = under.bean(JdbcClient.class);
    private final String run = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

    @Test
    void closesTheBookOfEveryOrderThatCameToItsEnd() throws Exception {
        String sku = "AUDIT-" + run;
        shop.offer(sku, "19.90", 12);
        Map<String, Integer> tokens =
                Map.of("tok_approved", 2, "tok_declined", 3, "tok_error", 1, "tok_unknown", 1, "tok_short", 100);
        List<String> orders = new ArrayList<>();
        for (Map.Entry<String, Integer> each : tokens.entrySet()) {
            orders.add(place(each.getKey(), each.getKey(), sku, each.getValue()));
        }
        assertThat(place("tok_approved", "tok_approved", sku, 2)).isIn(orders); // the same request again
        String cancelled = place("cancelled", "tok_unknown", sku, 1);
        orders.add(cancelled);
        assertThat(shop.post("/api/orders/" + cancelled + "/cancel", null).status())
                .isEqualTo(202);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(standings(orders)).hasSize(6).doesNotContain("open"));
        await().atMost(SOON).untilAsserted(() -> assertThat(shelf(sku)).isEqualTo("false false"));

        assertThat(breaches(orders, sku)).isEmpty();
        assertThat(shop.get("/api/audit").body().path("invariants")).hasSize(8);
    }

    private String place(String key, String token, String sku, int quantity) throws Exception {
        return shop.place("audit-" + run + key, ShopClient.order("audit@example.com", token, new Item(sku, quantity)))
                .text("id");
    }

    /** Of those that have a book: open, where something is still to come. */
    private List<String> standings(List<String> orders) {
        return db.sql("SELECT CASE WHEN waits_for IS NULL THEN 'closed' ELSE 'open' END FROM audit.orders"
                        + " WHERE id = ANY (:ids::uuid[])")
                .param("ids", orders.toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list();
    }

    private String shelf(String sku) {
        return db.sql("SELECT unchecked, differs FROM audit.shelves WHERE sku = ?")
                .param(sku)
                .query((row, n) -> row.getBoolean(1) + " " + row.getBoolean(2))
                .single();
    }

    private List<String> breaches(List<String> orders, String sku) {
        List<String> subjects = new ArrayList<>(orders);
        subjects.add(sku);
        return db.sql("SELECT offence || ' ' || subject FROM audit.breaches WHERE subject = ANY (:subjects)")
                .param("subjects", subjects.toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list();
    }
}
