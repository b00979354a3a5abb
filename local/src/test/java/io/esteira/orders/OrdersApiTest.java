package io.esteira.orders;

import static io.esteira.orders.ReadModelUnderTest.newClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import io.esteira.contracts.Message;
import io.esteira.contracts.OrderCommand.Cancel;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.Topics;
import io.esteira.local.Patience;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Answer;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.esteira.platform.kafka.Received;
import io.esteira.platform.web.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class OrdersApiTest {

    private static final ReadModelUnderTest SHOP = ReadModelUnderTest.get();
    private static final String[] ALL_SCOPES = {"orders:read", "orders:cancel"};

    @Test
    void tellsAllOfAnOrder() throws Exception {
        Story story = SHOP.told(new Story(newClient(), "Ana Souza", Story.NOON, 0));
        ShopClient client = SHOP.client(story.order().client(), ALL_SCOPES);
        String path = "/api/orders/" + story.id();
        await().until(() -> client.get(path).body().path("invoice").isObject()
                && client.get(path).body().path("timeline").size() == 6);

        JsonNode order = client.get(path).body();

        assertThat(order.path("id").asString()).isEqualTo(story.id().toString());
        assertThat(order.path("number").asString()).isEqualTo(story.order().number());
        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(order.path("reason").isNull()).isTrue();
        assertThat(order.path("total")).isEqualTo(Json.mapper().readTree("""
                {"currency": "BRL", "amount": "59.80"}"""));
        assertThat(order.path("trackingUrl").asString())
                .startsWith("https://shop.example/orders/" + story.order().number() + "?key=");
        assertThat(order.path("items").path(0).path("amount").path("amount").asString())
                .isEqualTo("59.80");
        assertThat(order.path("customer").path("name").asString()).isEqualTo("Ana Souza");
        assertThat(order.path("shippingAddress").path("postalCode").asString()).isEqualTo("01310-100");
        assertThat(order.path("invoice").path("number").asString()).isEqualTo("A-000042");
        assertThat(order.path("invoice").path("url").asString())
                .isEqualTo("https://shop.example/api/orders/" + story.id() + "/invoice.pdf");
        assertThat(order.path("timeline").path(3).propertyNames())
                .containsExactlyInAnyOrder("sequence", "type", "at", "topic", "partition", "offset");
        assertThat(order.path("timeline")
                        .valueStream()
                        .map(entry -> entry.path("type").asString()))
                .containsExactly(
                        "OrderPlaced",
                        "OrderAccepted",
                        "StockReserved",
                        "OrderConfirmed",
                        "InvoiceIssued",
                        "CancellationRefused");
        assertThat(new String(client.bytes(path + "/invoice.pdf"), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");
    }

    @Test
    void anOrderThatWasAcceptedIsWaitedForAndNeverNotThere() throws Exception {
        Story story = new Story(newClient(), "Ana Souza", Story.NOON, 0);
        ShopClient client = SHOP.client(story.order().client(), ALL_SCOPES);
        String path = "/api/orders/" + story.id();
        SHOP.stopProjection();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            SHOP.write(Topics.ORDERS_PENDING, story, story.placed());
            assertThat(SHOP.bean(OrderTables.class).find(story.id())).isEmpty();
            assertThat(client.get(path).status())
                    .as("while nothing is projected")
                    .isEqualTo(503);
            assertThatThrownBy(() ->
                            SHOP.bean(Orders.class).findByNumber(story.order().number()))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.status().value()).isEqualTo(503));

            Future<Answer> waiting = readers.submit(() -> client.get(path));
            SHOP.startProjection();
            assertThat(waiting.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        } finally {
            SHOP.startProjection();
        }
        assertThat(SHOP.bean(Orders.class).findByNumber(story.order().number())).isPresent();
    }

    @Test
    void tablesThatWereEmptiedAreBuiltAgainFromTheTopics() {
        Story story = SHOP.told(new Story(newClient(), "Ana Souza", Story.NOON, 0));
        OrderTables tables = SHOP.bean(OrderTables.class);
        await().until(() -> tables.find(story.id())
                .filter(view -> view.timeline().size() == 6)
                .isPresent());
        OrderView before = tables.find(story.id()).orElseThrow();

        SHOP.stopProjection();
        for (String table : List.of("orders", "documents", "invoices", "progress")) {
            SHOP.bean(JdbcClient.class).sql("TRUNCATE orders." + table).update();
        }
        assertThat(tables.find(story.id())).isEmpty();
        SHOP.startProjection();

        await().untilAsserted(() -> assertThat(tables.find(story.id())).contains(before));
    }

    @Test
    void everyOrderIsThereRightAfterItWasWritten() throws Exception {
        String name = newClient();
        ShopClient client = SHOP.client(name, ALL_SCOPES);
        for (int i = 0; i < 50; i++) {
            Story story = new Story(name, "Ana Souza", Story.NOON, 0);
            SHOP.write(Topics.ORDERS_PENDING, story, story.placed());
            assertThat(client.get("/api/orders/" + story.id()).status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNotTheirsOrNotAnOrderIsTheSame404() throws Exception {
        Story story = SHOP.told(new Story(newClient(), "Ana Souza", Story.NOON, 0));
        ShopClient owner = SHOP.client(story.order().client(), ALL_SCOPES);
        ShopClient stranger = SHOP.client(newClient(), ALL_SCOPES);
        ShopClient auditor = SHOP.client(newClient(), "orders:read", "orders:read-all");
        String path = "/api/orders/" + story.id();

        assertThat(owner.get(path).status()).isEqualTo(200);
        assertThat(auditor.get(path).status()).isEqualTo(200);
        Answer strangers = stranger.get(path);
        assertThat(strangers.status()).isEqualTo(404);
        for (String nothing : List.of(
                "/api/orders/" + OrderId.derive("nobody", UUID.randomUUID().toString()),
                "/api/orders/not-an-id",
                "/api/orders/1-1-1-1-1")) {
            Answer answer = owner.get(nothing);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("detail")).isEqualTo(strangers.text("detail"));
        }
        assertThat(stranger.get(path + "/invoice.pdf").status()).isEqualTo(404);
        assertThat(stranger.post(path + "/cancel", null).status()).isEqualTo(404);
    }

    @Test
    void aKeyWithoutTheScopeIsRefused() throws Exception {
        ShopClient writer = SHOP.client(newClient(), "orders:write");
        String path = "/api/orders/" + UUID.randomUUID();
        assertThat(writer.get("/api/orders").status()).isEqualTo(403);
        assertThat(writer.get(path).status()).isEqualTo(403);
        assertThat(writer.post(path + "/cancel", null).status()).isEqualTo(403);
        assertThat(SHOP.client(newClient(), "orders:read")
                        .post(path + "/cancel", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void writesACancellationOnlyWhereItCanHelp() throws Exception {
        String name = newClient();
        ShopClient client = SHOP.client(name, ALL_SCOPES);
        Story open = new Story(name, "Ana Souza", Story.NOON, 0);
        SHOP.write(Topics.ORDERS_PENDING, open, open.placed());
        Story settled = SHOP.told(new Story(name, "Ana Souza", Story.NOON, 0));
        await().until(() ->
                client.get("/api/orders/" + settled.id()).text("status").equals("CONFIRMED"));

        JsonNode reason = Json.mapper().createObjectNode().put("reason", "changed my mind");
        JsonNode unreadable = Json.mapper().createObjectNode().put("why", "?");
        JsonNode unprintable = Json.mapper().createObjectNode().put("reason", "a\u0000b");
        assertThat(client.post("/api/orders/" + settled.id() + "/cancel", null).status())
                .isEqualTo(409);
        assertThat(client.post("/api/orders/" + open.id() + "/cancel", unreadable)
                        .status())
                .isEqualTo(400);
        assertThat(client.post("/api/orders/" + open.id() + "/cancel", unprintable)
                        .status())
                .isEqualTo(422);
        Answer accepted = client.post("/api/orders/" + open.id() + "/cancel", reason);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("status")).isEqualTo("PENDING");

        assertThat(commandsOf(settled)).isEmpty();
        assertThat(commandsOf(open)).singleElement().isInstanceOfSatisfying(Cancel.class, cancel -> {
            assertThat(cancel.by()).isEqualTo(name);
            assertThat(cancel.note()).isEqualTo("changed my mind");
        });
    }

    @Test
    void tellsFollowersOfEachChangeUntilTheyLeave() throws Exception {
        Story story = new Story(newClient(), "Ana Souza", Story.NOON, 0);
        SHOP.write(Topics.ORDERS_PENDING, story, story.placed());
        OrderView placed = SHOP.bean(Orders.class).find(story.id()).orElseThrow();
        ConcurrentLinkedQueue<OrderView> told = new ConcurrentLinkedQueue<>();
        OrderChanges changes = SHOP.bean(OrderChanges.class);

        try (OrderChanges.Subscription _ = changes.follow(placed, told::add)) {
            List<Received<?>> events = story.events();
            for (Received<?> event : events.subList(0, 3)) {
                int known = told.size();
                SHOP.write(Topics.ORDERS_EVENTS, story, (OrderEvent) event.message());
                await().atMost(Patience.LONG).until(() -> told.size() > known);
            }
            SHOP.write(Topics.BILLING_EVENTS, story, story.invoiceIssued());
            await().until(() -> told.stream().anyMatch(OrderView::isComplete));
        }

        assertThat(told)
                .extracting(OrderView::status)
                .containsExactly(
                        OrderStatus.PENDING,
                        OrderStatus.AWAITING_PAYMENT,
                        OrderStatus.CONFIRMED,
                        OrderStatus.CONFIRMED);
    }

    private static List<Message> commandsOf(Story story) {
        List<Message> commands = new ArrayList<>();
        try (var reader = SHOP.bean(KafkaClients.class).reader("test")) {
            var partitions = SHOP.bean(KafkaTopics.class).partitions(Topics.ORDERS_COMMANDS);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            var end = reader.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> reader.position(each) < end.getOrDefault(each, 0L))) {
                for (ConsumerRecord<String, byte[]> record : reader.poll(Duration.ofMillis(100))) {
                    if (record.key().equals(story.id().toString())) {
                        commands.add(Topics.ORDERS_COMMANDS.decode(record.value()));
                    }
                }
            }
        }
        return commands;
    }
}
