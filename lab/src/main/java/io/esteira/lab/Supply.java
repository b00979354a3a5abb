package io.esteira.lab;

import io.esteira.contracts.Json;
import io.esteira.lab.ShopApi.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts into the shop what the orders need: their products, and exactly the pieces that they will take. */
final class Supply {

    private static final int PRODUCTS_AT_ONCE = 1_000;
    private static final int ADJUSTMENTS_AT_ONCE = 1_000;
    private static final int LOOKS_AT_ONCE = 32;
    private static final int PIECES_MAX = 1_000_000;
    private static final long LOOK_EVERY_MILLIS = 200;
    /** Stock follows an adjustment within a second; where nothing moves for longer, it was there before. */
    private static final Duration QUIET = Duration.ofSeconds(4);

    private final ShopApi shop;

    Supply(ShopApi shop) {
        this.shop = shop;
    }

    void importProducts(List<ObjectNode> products) {
        for (int from = 0; from < products.size(); from += PRODUCTS_AT_ONCE) {
            StringBuilder lines = new StringBuilder();
            products.subList(from, Math.min(products.size(), from + PRODUCTS_AT_ONCE))
                    .forEach(product -> lines.append(product).append('\n'));
            Answer answer = shop.post(
                    "/api/products/import",
                    "application/x-ndjson",
                    null,
                    lines.toString().getBytes(StandardCharsets.UTF_8));
            if (!answer.isGood()) {
                throw new Trouble("The shop does not take the products: " + answer.complaint());
            }
        }
    }

    /** @param replay names this replay; its pieces come once, however often it runs */
    void provide(String replay, Map<String, Long> pieces) {
        Map<String, Long> before = onHand(List.copyOf(pieces.keySet()));
        List<ObjectNode> adjustments = adjustments(pieces);
        for (int from = 0; from < adjustments.size(); from += ADJUSTMENTS_AT_ONCE) {
            ArrayNode some = Json.mapper().createArrayNode();
            adjustments
                    .subList(from, Math.min(adjustments.size(), from + ADJUSTMENTS_AT_ONCE))
                    .forEach(some::add);
            Answer answer = shop.post(
                    "/api/stock/adjustments",
                    "application/json",
                    replay + ":stock:" + from / ADJUSTMENTS_AT_ONCE,
                    Json.mapper().writeValueAsBytes(some));
            if (!answer.isGood()) {
                throw new Trouble("The shop does not take the stock: " + answer.complaint());
            }
        }
        awaitArrival(pieces, before);
    }

    /** Orders travel on another topic than adjustments do: sent at once, they might find the shelf still empty. */
    private void awaitArrival(Map<String, Long> pieces, Map<String, Long> before) {
        Map<String, Long> seen = before;
        long changed = System.nanoTime();
        List<String> missing = List.copyOf(pieces.keySet());
        while (!missing.isEmpty() && System.nanoTime() - changed < QUIET.toNanos()) {
            ShopApi.pause(LOOK_EVERY_MILLIS);
            Map<String, Long> now = onHand(missing);
            if (!seen.entrySet().containsAll(now.entrySet())) {
                changed = System.nanoTime();
            }
            missing = missing.stream()
                    .filter(sku ->
                            now.getOrDefault(sku, 0L) < before.getOrDefault(sku, 0L) + pieces.getOrDefault(sku, 0L))
                    .toList();
            seen = now;
        }
    }

    private Map<String, Long> onHand(List<String> skus) {
        Map<String, Long> onHand = new ConcurrentHashMap<>();
        Semaphore atOnce = new Semaphore(LOOKS_AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String sku : skus) {
                atOnce.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        Answer answer = shop.get("/api/stock/" + sku);
                        if (answer.isGood()) {
                            onHand.put(sku, answer.body().path("onHand").asLong());
                        }
                    } finally {
                        atOnce.release();
                    }
                });
            }
        }
        return onHand;
    }

    private static List<ObjectNode> adjustments(Map<String, Long> pieces) {
        List<ObjectNode> adjustments = new ArrayList<>();
        new TreeMap<>(pieces).forEach((sku, needed) -> {
            for (long left = needed; left > 0; left -= PIECES_MAX) {
                adjustments.add(Json.mapper()
                        .createObjectNode()
                        .put("sku", sku)
                        .put("delta", (int) Math.min(left, PIECES_MAX))
                        .put("reason", "Replay"));
            }
        });
        return adjustments;
    }

    /** The pieces that these orders take, by SKU. */
    static Map<String, Long> pieces(List<RetailOrder> orders) {
        Map<String, Long> pieces = new HashMap<>();
        for (RetailOrder order : orders) {
            if (order.isWithinLimits()) {
                for (RetailLine line : order.invoice().lines()) {
                    pieces.merge(order.catalogue().sku(line.stockCode()), (long) line.quantity(), Long::sum);
                }
            }
        }
        return pieces;
    }
}
