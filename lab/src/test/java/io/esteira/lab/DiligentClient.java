package io.esteira.lab;

import io.esteira.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Buys, and writes down each attempt before and each answer after, in the form that the checker reads. */
final class DiligentClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String apiKey;
    private final Path journal;
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    DiligentClient(URI base, String apiKey, Path journal) {
        this.base = base;
        this.apiKey = apiKey;
        this.journal = journal;
    }

    void offer(String sku, int pieces) {
        ObjectNode product = Json.mapper().createObjectNode().put("sku", sku);
        product.putObject("name").put("pt-BR", "Artigo " + sku).put("en", "Article " + sku);
        product.putObject("price").put("currency", "BRL").put("amount", "19.90");
        expect(2, send("PUT", "/api/products/" + sku, null, product));
        ArrayNode adjustments = Json.mapper().createArrayNode();
        adjustments.addObject().put("sku", sku).put("delta", pieces).put("reason", "delivery");
        expect(2, send("POST", "/api/stock/adjustments", null, adjustments));
        write(line("stock").put("sku", sku).put("delta", pieces));
    }

    /** @return the order's id, or nothing where it was not accepted */
    String buy(String key, String token, Map<String, Integer> wanted) {
        String email = "buyer-" + key + "@example.com";
        int n = attempts.computeIfAbsent(key, fresh -> new AtomicInteger()).incrementAndGet();
        ArrayNode items = Json.mapper().createArrayNode();
        wanted.forEach((sku, quantity) -> items.addObject().put("sku", sku).put("quantity", quantity));
        ObjectNode attempt = line("attempt")
                .put("key", key)
                .put("n", n)
                .put("instance", base.toString())
                .put("email", email)
                .put("token", token);
        attempt.set("items", items);
        write(attempt);

        HttpResponse<byte[]> response = send("POST", "/api/orders", key, order(email, token, items));
        JsonNode body = Json.mapper().readTree(response.body());
        ObjectNode answer = line("answer").put("key", key).put("n", n).put("status", response.statusCode());
        if (response.statusCode() == 201) {
            answer.put("id", body.path("id").asString())
                    .put("number", body.path("number").asString());
            answer.set("total", body.path("total"));
        } else {
            answer.put("problem", body.path("title").asString(""));
        }
        write(answer);
        return body.path("id").asString("");
    }

    void cancel(String key, String id) {
        write(line("cancel").put("key", key).put("id", id));
        HttpResponse<byte[]> response = send("POST", "/api/orders/" + id + "/cancel", null, null);
        write(line("cancel-answer").put("key", key).put("status", response.statusCode()));
    }

    private static ObjectNode order(String email, String token, ArrayNode items) {
        ObjectNode order = Json.mapper().createObjectNode();
        order.putObject("customer").put("name", "Ana Souza").put("email", email).put("locale", "pt-BR");
        order.putObject("shippingAddress")
                .put("line1", "Rua A, 10")
                .put("city", "São Paulo")
                .put("region", "SP")
                .put("postalCode", "01310-100")
                .put("country", "BR");
        order.set("items", items);
        order.putObject("payment").put("method", "card").put("token", token);
        return order;
    }

    private HttpResponse<byte[]> send(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String key,
            @org.jspecify.annotations.Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void expect(int hundreds, HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != hundreds) {
            throw new IllegalStateException(response.request().uri() + " answered " + response.statusCode());
        }
    }

    private static ObjectNode line(String kind) {
        return Json.mapper()
                .createObjectNode()
                .put("at", System.currentTimeMillis())
                .put("kind", kind);
    }

    private synchronized void write(ObjectNode line) {
        try {
            Files.writeString(journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
