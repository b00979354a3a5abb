package io.esteira.local;

import io.esteira.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A program that buys and looks, by HTTP alone, as any client would. */
public final class ShopClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String key;

    public ShopClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** An answer: its status and, where it has one, its JSON body. */
    public record Answer(int status, JsonNode body) {

        public String text(String field) {
            return body.path(field).asString("");
        }
    }

    /** What is bought: an article and how many of it. */
    public record Item(String sku, int quantity) {}

    public static ObjectNode order(String email, String token, Item... items) {
        ObjectNode order = Json.mapper().createObjectNode();
        order.putObject("customer").put("name", "Ana Souza").put("email", email).put("locale", "pt-BR");
        order.putObject("shippingAddress")
                .put("line1", "Rua A, 10")
                .put("city", "São Paulo")
                .put("region", "SP")
                .put("postalCode", "01310-100")
                .put("country", "BR");
        ArrayNode lines = order.putArray("items");
        for (Item item : items) {
            lines.addObject().put("sku", item.sku()).put("quantity", item.quantity());
        }
        order.putObject("payment").put("method", "card").put("token", token);
        return order;
    }

    public Answer place(String idempotencyKey, JsonNode order) throws IOException, InterruptedException {
        return send(request("/api/orders")
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(order))));
    }

    public Answer post(String path, @Nullable JsonNode body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        return send(request.POST(
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body))));
    }

    public Answer put(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body))));
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public byte[] bytes(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode());
        }
        return response.body();
    }

    public Answer adjust(String sku, int delta) throws IOException, InterruptedException {
        ArrayNode adjustments = Json.mapper().createArrayNode();
        adjustments.addObject().put("sku", sku).put("delta", delta).put("reason", "test");
        return post("/api/stock/adjustments", adjustments);
    }

    /** Makes an article of its own for a test, so that no other test touches its stock. */
    public void offer(String sku, String price, int stock) throws IOException, InterruptedException {
        ObjectNode product = Json.mapper().createObjectNode().put("sku", sku);
        product.putObject("name").put("pt-BR", "Artigo " + sku).put("en", "Article " + sku);
        product.putObject("price").put("currency", "BRL").put("amount", price);
        Answer put = put("/api/products/" + sku, product);
        if (put.status() / 100 != 2) {
            throw new IOException("PUT product answered " + put);
        }
        if (stock > 0) {
            Answer adjusted = adjust(sku, stock);
            if (adjusted.status() / 100 != 2) {
                throw new IOException("Adjusting stock answered " + adjusted);
            }
        }
    }

    /** Every order there is, newest first. */
    public List<JsonNode> allOrders() throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/api/orders?limit=200"
                            + (cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)))
                    .body();
            page.path("orders").forEach(all::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("Content-Type").orElse("");
        JsonNode body = type.contains("json")
                ? Json.mapper().readTree(response.body())
                : Json.mapper().missingNode();
        return new Answer(response.statusCode(), body);
    }
}
