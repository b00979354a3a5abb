package io.esteira.lab.speed;

import io.esteira.contracts.Json;
import io.esteira.lab.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the shop sells: plenty of everything, so that no order fails for want of stock. */
final class Catalogue {

    private static final int PIECES = 900_000;
    private static final int AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final List<String> skus;

    Catalogue(int count) {
        skus = IntStream.rangeClosed(1, count)
                .mapToObj(number -> String.format(Locale.ROOT, "SPEED-%05d", number))
                .toList();
    }

    Catalogue(List<String> skus) {
        this.skus = List.copyOf(skus);
    }

    List<String> skus() {
        return skus;
    }

    /** Products and stock by the API, as anybody would; returns when the last has arrived. */
    void fill(String url, String apiKey) throws IOException, InterruptedException {
        fill(url, apiKey, PIECES);
    }

    void fill(String url, String apiKey, int pieces) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            StringBuilder products = new StringBuilder();
            for (String sku : skus) {
                products.append("{\"sku\":\"" + sku + "\",\"name\":{\"pt-BR\":\"Artigo " + sku + "\",\"en\":\"Article "
                        + sku + "\"},\"price\":{\"currency\":\"BRL\",\"amount\":\"29.90\"}}\n");
            }
            post(http, url + "/api/products/import", apiKey, "application/x-ndjson", products.toString());
            for (int from = 0; from < skus.size(); from += AT_ONCE) {
                List<String> adjustments = new ArrayList<>();
                for (String sku : skus.subList(from, Math.min(skus.size(), from + AT_ONCE))) {
                    adjustments.add("{\"sku\":\"" + sku + "\",\"delta\":" + pieces + ",\"reason\":\"Speed\"}");
                }
                post(
                        http,
                        url + "/api/stock/adjustments",
                        apiKey,
                        "application/json",
                        "[" + String.join(",", adjustments) + "]");
            }
            for (String sku : skus) {
                awaitArrival(http, url, apiKey, sku, pieces);
            }
        }
    }

    private static void post(HttpClient http, String url, String apiKey, String type, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request(url, apiKey)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new Trouble("The shop refuses products or stock: " + answer.statusCode() + " " + answer.body());
        }
    }

    private static void awaitArrival(HttpClient http, String url, String apiKey, String sku, int pieces)
            throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            HttpResponse<String> answer =
                    http.send(request(url + "/api/stock/" + sku, apiKey).build(), BodyHandlers.ofString());
            if (answer.statusCode() == 200
                    && Json.mapper().readTree(answer.body()).path("onHand").asInt(0) >= pieces) {
                return;
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new Trouble("The stock of " + sku + " does not arrive");
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static HttpRequest.Builder request(String url, String apiKey) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + apiKey);
    }
}
