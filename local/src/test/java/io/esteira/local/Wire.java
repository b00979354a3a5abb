package io.esteira.local;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/** The shop as raw HTTP and as records in {@code orders.pending}. */
public final class Wire {

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer to the last byte. */
    public record Reply(int status, String contentType, String location, String body) {

        public JsonNode json() {
            return Json.mapper().readTree(body);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(shop.base().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    public Reply order(String key, String idempotencyKey, String json) {
        return send(request("/api/orders")
                .header("Authorization", "Bearer " + key)
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Reply get(String key, String path) {
        return send(request(path).header("Authorization", "Bearer " + key).GET());
    }

    public Reply post(String key, String path, String contentType, BodyPublisher body) {
        return send(request(path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", contentType)
                .POST(body));
    }

    public Reply put(String key, String path, String json) {
        return send(request(path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Location").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where {@code orders.pending} ends now. */
    public Map<TopicPartition, Long> end() {
        try (Consumer<String, byte[]> reader = shop.bean(KafkaClients.class).reader("test-end")) {
            reader.assign(shop.bean(KafkaTopics.class).partitions(Topics.ORDERS_PENDING));
            return reader.endOffsets(reader.assignment());
        }
    }

    /** What {@code client} has had written to {@code orders.pending} since it ended at {@code begin}. */
    public List<OrderPlaced> writtenSince(Map<TopicPartition, Long> begin, String client) {
        List<OrderPlaced> written = new ArrayList<>();
        try (Consumer<String, byte[]> reader = shop.bean(KafkaClients.class).reader("test-written")) {
            reader.assign(begin.keySet());
            begin.forEach(reader::seek);
            Map<TopicPartition, Long> end = reader.endOffsets(begin.keySet());
            while (end.entrySet().stream().anyMatch(each -> reader.position(each.getKey()) < each.getValue())) {
                for (ConsumerRecord<String, byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    OrderPlaced placed = Topics.ORDERS_PENDING.decode(record.value());
                    if (placed.order().client().equals(client)) {
                        written.add(placed);
                    }
                }
            }
        }
        return written;
    }
}
