package io.esteira.lab.trial;

import io.esteira.contracts.Json;
import io.esteira.lab.Trouble;
import io.esteira.lab.trial.Shelves.Article;
import io.esteira.lab.trial.Shops.Answer;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills the shelves by the API, as anybody would. */
final class Stocking {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Shops shops;
    private final Journal journal;
    private final long seed;

    Stocking(Shops shops, Journal journal, long seed) {
        this.shops = shops;
        this.journal = journal;
        this.seed = seed;
    }

    void fill(List<Article> articles) {
        for (Article article : articles) {
            ObjectNode product = Json.mapper().createObjectNode().put("sku", article.sku());
            product.putObject("name").put("pt-BR", "Artigo " + article.sku()).put("en", "Article " + article.sku());
            product.putObject("price").put("currency", "BRL").put("amount", article.price());
            good(shops.insistPut("/api/products/" + article.sku(), Json.mapper().writeValueAsBytes(product), PATIENCE));
        }
        for (Article article : articles) {
            adjust(article.sku(), article.pieces(), "first");
        }
        articles.forEach(this::awaitArrival);
    }

    /** @param name tells this adjustment from others of the same article */
    void adjust(String sku, int delta, String name) {
        ArrayNode adjustments = Json.mapper().createArrayNode();
        adjustments.addObject().put("sku", sku).put("delta", delta).put("reason", "Trial");
        good(shops.insistPost(
                "/api/stock/adjustments",
                "trial-" + seed + "-stock-" + sku + "-" + name,
                Json.mapper().writeValueAsBytes(adjustments),
                PATIENCE));
        journal.stock(sku, delta);
    }

    /** Every shop knows products by itself; orders sent before might find one that does not yet. */
    private void awaitArrival(Article article) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (shops.insistGet("/api/stock/" + article.sku(), PATIENCE)
                        .body()
                        .path("onHand")
                        .asInt(0)
                < article.pieces()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new Trouble("The stock of " + article.sku() + " does not arrive");
            }
            Shops.pause(100);
        }
    }

    private static void good(Answer answer) {
        if (!answer.isGood()) {
            throw new Trouble("The shop refuses products or stock: " + answer.status() + " " + answer.problem());
        }
    }
}
