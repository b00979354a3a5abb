package io.esteira.local;

import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;

/**
 * Articles of which each test takes one for itself, with all its pieces. They are offered many at a time: how many pieces
 * there are is told only half a second after it was said, and so that is waited for once.
 */
public final class Articles {

    private static final int AT_A_TIME = 12;

    private final ShopClient client;
    private final String prefix;
    private final String price;
    private final int pieces;
    private final Deque<String> waiting = new ArrayDeque<>();

    /** @param prefix their SKUs begin with */
    public Articles(ShopClient client, String prefix, String price, int pieces) {
        this.client = client;
        this.prefix = prefix;
        this.price = price;
        this.pieces = pieces;
    }

    /** The SKU of one that nobody else has. */
    public synchronized String next() throws IOException, InterruptedException {
        if (waiting.isEmpty()) {
            waiting.addAll(offered());
        }
        return waiting.remove();
    }

    private List<String> offered() throws IOException, InterruptedException {
        List<String> skus = new ArrayList<>();
        ArrayNode adjustments = Json.mapper().createArrayNode();
        for (int i = 0; i < AT_A_TIME; i++) {
            String sku =
                    prefix + "-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
            client.offer(sku, price, 0);
            adjustments.addObject().put("sku", sku).put("delta", pieces).put("reason", "test");
            skus.add(sku);
        }
        ShopClient.Answer adjusted = client.post("/api/stock/adjustments", adjustments);
        if (adjusted.status() / 100 != 2) {
            throw new IOException("Adjusting stock answered " + adjusted);
        }
        for (String sku : skus) {
            await(sku)
                    .until(() -> client.get("/api/stock/" + sku)
                                    .body()
                                    .path("available")
                                    .asInt()
                            == pieces);
        }
        return skus;
    }
}
