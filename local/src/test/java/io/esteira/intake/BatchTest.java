package io.esteira.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.intake.OrderIntake.Prices;
import io.esteira.local.ShopUnderTest;
import io.esteira.local.Wire;
import io.esteira.local.Wire.Reply;
import io.esteira.platform.web.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BatchTest {

    private static final String SKU = "BATCH";
    private static final String PATH = "/api/orders/batch";
    private static final String TYPE = "application/x-ndjson";

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final Wire wire = new Wire();

    @BeforeEach
    void offerArticle() {
        Reply put = wire.put(shop.apiKey(), "/api/products/" + SKU, """
                {"sku": "BATCH", "name": {"en": "Cup"}, "price": {"currency": "BRL", "amount": "29.90"}}""");
        assertThat(put.status()).as(put.body()).isBetween(200, 201);
    }

    @Test
    void eachLineHasAnAnswerOfItsOwnInTheOrderOfTheLines() {
        String client = "batch-each";
        String key = shop.newKey(client, "orders:write");
        Map<TopicPartition, Long> before = wire.end();
        OrderJson good = OrderJson.of(SKU, 1);
        String ownPrice = "{\"currency\": \"BRL\", \"amount\": \"1.00\"}";
        BatchOfOrders batch = new BatchOfOrders()
                .with("a", good)
                .withLine("{\"idempotencyKey\": \"b\", \"order\": {")
                .with("c", OrderJson.of("BATCH-UNKNOWN", 1))
                .withLine("")
                .withLine("{\"order\": " + good + "}")
                .withLine("{\"idempotencyKey\": \"d\"}")
                .withLine("null")
                .with("e", good.with("/coupon", "\"X\""))
                .with("f", good.with("/expectedTotal", ownPrice))
                .with("g", good.with("/items/0/unitPrice", ownPrice))
                .with("a", OrderJson.of(SKU, 2))
                .with("a", good)
                .with("ç", good)
                .withLine("{\"idempotencyKey\": \"" + "x".repeat(3_000_000) + "\"}")
                .with("z", good);

        List<JsonNode> answers = place(key, batch);

        assertThat(answers)
                .extracting(each -> each.path("line").asInt() + " "
                        + each.path("idempotencyKey").asString("–") + " "
                        + each.path("status").asInt() + " "
                        + each.at("/problem/errors/0/pointer").asString("")
                        + each.at("/problem/errors/0/code").asString(""))
                .containsExactly(
                        "1 a 201 ",
                        "2 b 400 ",
                        "3 c 422 /items/0/skuUNKNOWN_SKU",
                        "5 – 400 ",
                        "6 d 400 ",
                        "7 – 400 ",
                        "8 e 400 ",
                        "9 f 409 /expectedTotalTOTAL_DIFFERS",
                        "10 g 403 ",
                        "11 a 422 IDEMPOTENCY_KEY_REUSED",
                        "12 a 201 ",
                        "13 ç 400 ",
                        "14 – 413 ",
                        "15 z 201 ");
        assertThat(answers.get(10).path("placedAt"))
                .isEqualTo(answers.getFirst().path("placedAt"));
        assertThat(wire.writtenSince(before, client))
                .extracting(placed -> placed.order().id())
                .containsExactlyInAnyOrder(OrderId.derive(client, "a"), OrderId.derive(client, "z"));
    }

    @Test
    void aLineIsTheSameOrderAsASingleRequestUnderItsKey() {
        String key = shop.newKey("batch-single", "orders:write");
        Reply single = wire.order(key, "a", OrderJson.of(SKU, 1).toString());
        BatchOfOrders batch =
                new BatchOfOrders().with("a", OrderJson.of(SKU, 1)).with("b", OrderJson.of(SKU, 3));

        List<JsonNode> answers = place(key, batch);

        for (String field : List.of("id", "number", "total", "placedAt", "trackingUrl")) {
            assertThat(answers.getFirst().path(field)).isEqualTo(single.json().path(field));
        }
        assertThat(wire.order(key, "b", OrderJson.of(SKU, 3).toString()).json().path("placedAt"))
                .isEqualTo(answers.getLast().path("placedAt"));
        assertThat(place(key, batch)).isEqualTo(answers);
    }

    @Test
    void aClientThatWasCutOffRepeatsAllAndNothingIsDoubled() throws IOException {
        String client = "batch-cut";
        String key = shop.newKey(client, "orders:write");
        Map<TopicPartition, Long> before = wire.end();
        BatchOfOrders batch = new BatchOfOrders();
        for (int i = 0; i < 100; i++) {
            batch.with("order-" + i, OrderJson.of(SKU, 1));
        }
        byte[] lines = batch.bytes();
        try (Socket socket = new Socket("localhost", shop.base().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                            + "\r\nContent-Type: " + TYPE + "\r\nContent-Length: " + lines.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(lines, 0, lines.length / 2);
            out.flush();
            await("half of them are written")
                    .until(() -> !wire.writtenSince(before, client).isEmpty());
        }

        List<JsonNode> answers = place(key, batch);

        assertThat(answers).hasSize(100).allMatch(each -> each.path("status").asInt() == 201);
        assertThat(wire.writtenSince(before, client).stream()
                        .map(OrderPlaced::order)
                        .map(order -> order.id().toString()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        answers.stream().map(each -> each.path("id").asString()).toList());
    }

    @Test
    void needsAKeyAndItsScopeAndLines() {
        byte[] lines = new BatchOfOrders().with("a", OrderJson.of(SKU, 1)).bytes();
        assertThat(wire.post(shop.newKey("batch-scope", "orders:read"), PATH, TYPE, BodyPublishers.ofByteArray(lines))
                        .status())
                .isEqualTo(403);
        assertThat(wire.post("nobody", PATH, TYPE, BodyPublishers.ofByteArray(lines))
                        .status())
                .isEqualTo(401);
        assertThat(wire.post(shop.apiKey(), PATH, "application/json", BodyPublishers.ofByteArray(lines))
                        .status())
                .isEqualTo(415);
        assertThat(place(shop.apiKey(), new BatchOfOrders())).isEmpty();
    }

    @Test
    void aClientThatReadsNothingIsSoonNotReadFrom() throws Exception {
        AtomicInteger read = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger mostAhead = new AtomicInteger();
        InputStream body = new ByteArrayInputStream("{}\n".repeat(40_000).getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                int bytes = super.read(buffer, offset, Math.min(length, 300));
                mostAhead.accumulateAndGet(read.addAndGet(Math.max(0, bytes / 3)) - answered.get(), Math::max);
                return bytes;
            }
        };
        OutputStream slow = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] answers, int offset, int length) {
                await().until(() -> read.get() >= 6_000);
                answered.addAndGet(
                        Math.toIntExact(new String(answers, UTF_8).lines().count()));
            }
        };
        try (Batch batch = shop.bean(Batches.class).open("batch-slow", Prices.CATALOGUE)) {
            batch.run(body, slow);
        }
        assertThat(answered).hasValue(40_000);
        assertThat(mostAhead.get()).isBetween(5_500, 6_500);
    }

    @Test
    void aClientWithALimitIsSlowedDownAndItsSingleOrdersAreRefusedMeanwhile() throws Exception {
        RateLimit limit = new RateLimit(100, () -> 0);
        try (Batches batches = batches(limit, 1);
                Batch batch = batches.open("batch-limit", Prices.CATALOGUE)) {
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            batch.run(new ByteArrayInputStream("{}\n".repeat(103).getBytes(UTF_8)), answers);
            assertThat(BatchOfOrders.answers(answers.toString(UTF_8)))
                    .extracting(each -> each.path("line").asInt())
                    .containsExactlyElementsOf(
                            Stream.iterate(1, i -> i + 1).limit(103).toList());
        }
        assertThatThrownBy(() -> limit.take("batch-limit"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.status().value()).isEqualTo(429));
    }

    @Test
    void noMoreBatchesAreTakenThanThereIsRoomFor() {
        try (Batches batches = batches(new RateLimit(0, () -> 0), 1)) {
            Batch only = batches.open("batch-room", Prices.CATALOGUE);
            assertThatThrownBy(() -> batches.open("batch-room", Prices.CATALOGUE))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.status().value()).isEqualTo(503);
                        assertThat(problem.violations().getFirst().code()).isEqualTo(Batches.TOO_MANY_BATCHES);
                    });
            only.close();
            batches.open("batch-room", Prices.CATALOGUE).close();
        }
    }

    @Test
    void theApiDescribesItsLines() {
        JsonNode call = wire.get(shop.apiKey(), "/v3/api-docs").json().at("/paths/~1api~1orders~1batch/post");
        assertThat(call.at("/requestBody/content/application~1x-ndjson/schema/$ref")
                        .asString())
                .endsWith("/BatchOrder");
        assertThat(call.at("/responses/200/content/application~1x-ndjson/schema/$ref")
                        .asString())
                .endsWith("/BatchAnswer");
        assertThat(call.path("responses").propertyNames()).containsExactlyInAnyOrder("200", "503", "default");
    }

    private Batches batches(RateLimit limit, int atOnce) {
        BatchOrder.Reader reader = new BatchOrder.Reader(shop.bean(JsonMapper.class));
        return new Batches(new BatchPlacing(shop.bean(OrderIntake.class), reader), limit, 1_000, atOnce);
    }

    private List<JsonNode> place(String key, BatchOfOrders batch) {
        Reply reply = wire.post(key, PATH, TYPE, BodyPublishers.ofByteArray(batch.bytes()));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.contentType()).startsWith(TYPE);
        return BatchOfOrders.answers(reply.body());
    }
}
