package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.local.ShopsInAnOutage;
import io.esteira.local.ShopsInAnOutage.Reply;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.spool.DurableWriter;
import io.esteira.platform.spool.DurableWriters;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.SignedLinks;
import io.esteira.storefront.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Taking orders while Kafka, PostgreSQL or both are away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaAwayTest {

    private static final String SKU = "OUTAGE";
    private static final Duration LONG = Duration.ofMinutes(2);

    private ShopsInAnOutage shops;

    @BeforeAll
    void open() throws Exception {
        shops = new ShopsInAnOutage();
        shops.first().client().offer(SKU, "29.90", 100_000);
        await("both sell it")
                .atMost(LONG)
                .until(() -> shops.second().place("warm-up", json(1)).status() == 201);
    }

    @AfterAll
    void close() throws Exception {
        shops.close();
    }

    @BeforeEach
    void bothKnowTheirClient() {
        shops.first().place("warm-up", json(1));
        shops.second().place("warm-up", json(1));
    }

    @AfterEach
    void heal() throws Exception {
        shops.heal();
    }

    @Test
    void ordersGoOnBeingAcceptedAndEachIsTakenUpOnce() throws Exception {
        shops.broker().pause();
        List<Reply> replies = new ArrayList<>(shops.first().placeAtOnce("paused-a", 40, json(1)));
        assertThat(shops.first().hasGivenUpOnKafka()).isTrue();
        replies.addAll(shops.first().placeAtOnce("paused-b", 200, json(1)));
        replies.addAll(shops.second().placeAtOnce("paused-c", 60, json(1)));
        Set<OrderId> accepted = replies.stream().map(Reply::id).collect(Collectors.toSet());
        assertThat(accepted).hasSize(300);
        assertThat(shops.first().spooled()).isGreaterThanOrEqualTo(240);

        shops.heal();

        assertEachTakenUpOnce(accepted);
        awaitTrust("paused-after");
    }

    @Test
    void aBrokerThatDiedAndCameBackGetsWhatWasAcceptedMeanwhile() throws Exception {
        shops.broker().kill();
        Set<OrderId> accepted = shops.second().placeAtOnce("killed", 50, json(1)).stream()
                .map(Reply::id)
                .collect(Collectors.toSet());

        shops.heal();

        assertEachTakenUpOnce(accepted);
    }

    @Test
    void whatKafkaAndTheSpoolBothHoldIsOneOrder() throws Exception {
        awaitTrust("both-before");
        shops.broker().pause();
        OrderId id = shops.first().place("both", json(1)).id();
        shops.broker().resume();

        await("both copies are there").atMost(LONG).until(() -> shops.copies().getOrDefault(id, 0) == 2);
        assertThat(shops.recordsOf(id).getFirst()).isEqualTo(shops.recordsOf(id).getLast());
        shops.awaitFlow();
        assertThat(shops.takenUp()).containsEntry(id, 1);
    }

    @Test
    void aRepetitionGetsTheFirstAnswerWhereverItLands() {
        shops.broker().pause();
        Reply first = shops.first().place("again", json(2));
        assertThat(first.status()).as(first.body()).isEqualTo(201);

        assertThat(shops.first().place("again", json(2))).isEqualTo(first);
        assertThat(shops.second().place("again", json(2)).json().path("placedAt"))
                .isEqualTo(first.json().path("placedAt"));
        assertThat(shops.second()
                        .place("again", json(3))
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(shops.first().place("again", json(3)).status()).isEqualTo(422);
    }

    @Test
    void anOrderCanBeReadAsSoonAsItIsAccepted() {
        shops.broker().pause();
        Reply accepted = shops.second().place("read", json(2));
        OrderId id = accepted.id();

        Reply read = shops.first().get("/api/orders/" + id);

        assertThat(read.status()).as(read.body()).isEqualTo(200);
        assertThat(read.json().path("status").asString()).isEqualTo("PENDING");
        assertThat(read.json().path("placedAt")).isEqualTo(accepted.json().path("placedAt"));
        assertThat(read.json().at("/items/0/quantity").asInt()).isEqualTo(2);
        assertThat(read.json().path("timeline")).isEmpty();
    }

    @Test
    void withBothAwayNothingIsAcceptedAndTheSameRequestWorksLater() throws Exception {
        shops.broker().pause();
        shops.postgres().pause();

        List<Reply> refused = shops.first().placeAtOnce("neither", 20, json(1));

        for (Reply each : refused) {
            assertThat(each.status()).as(each.body()).isEqualTo(503);
            assertThat(each.retryAfter()).isNotNull().matches("[1-9][0-9]*");
            assertThat(each.json().at("/errors/0/code").asString()).isEqualTo(DurableWriter.NOWHERE_TO_WRITE);
        }
        shops.heal();
        Set<OrderId> accepted = shops.second().placeAtOnce("neither", 20, json(1)).stream()
                .map(Reply::id)
                .collect(Collectors.toSet());
        shops.heal();
        assertEachTakenUpOnce(accepted);
    }

    @Test
    void theLinesOfABatchGoTheSameWaysAndEachIsInTheTopicOnce() throws Exception {
        BatchOfOrders thousands = batch("many", 4_000);
        Set<OrderId> accepted = new HashSet<>(accepted(shops.second().placeBatch(thousands.bytes()), 4_000));
        assertThat(accepted).hasSize(4_000);
        assertThat(shops.copies()).containsAllEntriesOf(accepted.stream().collect(Collectors.toMap(id -> id, _ -> 1)));

        shops.broker().pause();
        BatchOfOrders some = batch("batch", 300);
        List<OrderId> spooled = accepted(shops.second().placeBatch(some.bytes()), 300);
        assertThat(accepted(shops.second().placeBatch(some.bytes()), 300)).isEqualTo(spooled);
        assertThat(accepted(shops.second().placeBatch(thousands.bytes()), 4_000))
                .containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(shops.second().spooled()).isGreaterThanOrEqualTo(300);

        shops.heal();

        accepted.addAll(spooled);
        assertEachTakenUpOnce(accepted);
    }

    @Test
    void withBothAwayEachLineIsToldToComeAgain() throws Exception {
        shops.broker().pause();
        shops.postgres().pause();
        BatchOfOrders batch = batch("batch-neither", 200);

        List<JsonNode> refused =
                BatchOfOrders.answers(shops.first().placeBatch(batch.bytes()).body());

        assertThat(refused).hasSize(200).allSatisfy(each -> {
            assertThat(each.path("status").asInt()).isEqualTo(503);
            assertThat(each.path("retryAfterSeconds").asInt()).isPositive();
            assertThat(each.at("/problem/errors/0/code").asString()).isEqualTo(DurableWriter.NOWHERE_TO_WRITE);
        });
        shops.heal();
        Set<OrderId> accepted = Set.copyOf(accepted(shops.second().placeBatch(batch.bytes()), 200));
        shops.heal();
        assertEachTakenUpOnce(accepted);
    }

    @Test
    void withPostgresAwayOrdersGoStraightToKafkaAsEver() throws Exception {
        awaitTrust("no-postgres-before");
        shops.postgres().pause();

        Set<OrderId> accepted = shops.first().placeAtOnce("no-postgres", 50, json(1)).stream()
                .map(Reply::id)
                .collect(Collectors.toSet());

        assertThat(shops.copies()).containsAllEntriesOf(accepted.stream().collect(Collectors.toMap(id -> id, _ -> 1)));
    }

    @Test
    void withPostgresAwayAKeyThatIsNotKnownYetIsToldToComeAgain() throws Exception {
        shops.postgres().pause();

        Reply reply = shops.first().getAsStranger("/api/orders");

        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.retryAfter()).isNotNull();
    }

    @Test
    void theCheckoutWorksAndTheOrdersPageShowsThatItIsPending() throws Exception {
        Wire visitor = new Wire(shops.first().base());
        visitor.cookie("cart", SKU + ":2");
        await("there is some of it")
                .atMost(LONG)
                .until(() -> visitor.get("/checkout").statusCode() == 200);
        Map<String, String> form = new HashMap<>(Wire.hiddenFields(visitor.get("/checkout")));
        form.putAll(Map.of("name", "Ana", "email", "ana@example.com", "line1", "Rua A, 10", "city", "São Paulo"));
        form.putAll(Map.of("region", "SP", "postalCode", "01310-100", "country", "BR", "card", "tok_approved"));
        shops.broker().pause();

        HttpResponse<String> ordered = visitor.post("/checkout", form);

        assertThat(ordered.statusCode()).isEqualTo(303);
        String address = ordered.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> page = visitor.get(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("data-status=\"PENDING\"").contains("Article " + SKU);
        assertThat(visitor.post("/checkout", form).headers().firstValue("Location"))
                .contains(address);
    }

    @Test
    void healthTellsThoseWhoMayKnow() {
        shops.broker().pause();
        shops.first().place("health", json(1)).id();

        JsonNode spool = shops.first().get("/actuator/health").json().at("/components/spool");

        assertThat(spool.path("status").asString()).isEqualTo("UP");
        assertThat(spool.at("/details/records").asLong()).isPositive();
        assertThat(shops.first().getAsStranger("/actuator/health").json().has("components"))
                .isFalse();
    }

    @Test
    void whatWasAcceptedIsLimited() throws Exception {
        try (DurableWriter small = shops.second().bean(DurableWriters.class).open(Duration.ofMillis(100), 3)) {
            small.start();
            OrderIntake intake = intake(small);
            shops.broker().pause();
            for (int i = 0; i < 3; i++) {
                assertThat(intake.place("limited", "order-" + i, request(1))).isNotNull();
            }
            assertThatThrownBy(() -> intake.place("limited", "order-3", request(1)))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.status().value()).isEqualTo(503);
                        assertThat(problem.retryAfter()).isNotNull();
                        assertThat(problem.violations().getFirst().code()).isEqualTo(DurableWriter.BACKLOG_FULL);
                    });
            shops.heal();
            await("there is room again").atMost(LONG).until(() -> {
                try {
                    return intake.place("limited", "order-3", request(1)) != null;
                } catch (Problem full) {
                    return false;
                }
            });
        }
    }

    @Test
    void whoeverDiesBetweenSendingAndMarkingLeavesNothingUnsent() throws Exception {
        shops.broker().pause();
        await("it is no longer tried first").atMost(LONG).until(() -> {
            shops.second().placeAtOnce("drained-before", 5, json(1)).forEach(Reply::id);
            return shops.second().hasGivenUpOnKafka();
        });
        Set<OrderId> accepted = shops.second().placeAtOnce("drained", 30, json(1)).stream()
                .map(Reply::id)
                .collect(Collectors.toSet());
        try (Connection blocking = shops.connection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            // Rows can be taken, but not be marked: each drainer loses its connection before it can commit.
            statement.execute("LOCK TABLE spool.records IN SHARE MODE");
            shops.broker().resume();
            await("all were sent")
                    .atMost(LONG)
                    .until(() -> shops.copies().keySet().containsAll(accepted));
            assertThat(unsent()).isGreaterThanOrEqualTo(30);
            blocking.rollback();
        }
        shops.heal();

        assertThat(unsent()).isZero();
        assertThat(shops.copies().values()).anyMatch(copies -> copies > 1);
        assertEachTakenUpOnce(accepted);
    }

    /** The other shop may have emptied the spool alone: then this one learns that Kafka is back with its next order. */
    private void awaitTrust(String prefix) {
        AtomicInteger tries = new AtomicInteger();
        await("it is back in trust").atMost(LONG).until(() -> {
            shops.first().place(prefix + tries.incrementAndGet(), json(1)).id();
            return !shops.first().hasGivenUpOnKafka();
        });
    }

    private long unsent() throws Exception {
        try (Connection connection = shops.connection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM spool.records WHERE sent_at IS NULL")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static BatchOfOrders batch(String prefix, int lines) {
        BatchOfOrders batch = new BatchOfOrders();
        for (int i = 0; i < lines; i++) {
            batch.with(prefix + "-" + i, OrderJson.of(SKU, 1));
        }
        return batch;
    }

    private static List<OrderId> accepted(Reply reply, int lines) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        List<JsonNode> answers = BatchOfOrders.answers(reply.body());
        assertThat(answers).hasSize(lines).allMatch(each -> each.path("status").asInt() == 201);
        return answers.stream()
                .map(each -> OrderId.of(each.path("id").asString()))
                .toList();
    }

    private void assertEachTakenUpOnce(Set<OrderId> accepted) {
        Map<OrderId, Integer> takenUp = shops.takenUp();
        takenUp.keySet().retainAll(accepted);
        assertThat(takenUp).isEqualTo(accepted.stream().collect(Collectors.toMap(id -> id, _ -> 1)));
    }

    private OrderIntake intake(DurableWriter writer) {
        return new OrderIntake(
                new OrderReading(shops.second().bean(RequestCheck.class)),
                new Pricing(shops.second().bean(TopicViews.class).of(Topics.CATALOG_PRODUCTS)),
                new RecentOrders(1_000),
                writer,
                shops.second().bean(SignedLinks.class),
                new IntakeMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }

    private static OrderRequest request(int quantity) {
        return Json.read(OrderRequest.class, json(quantity).getBytes(StandardCharsets.UTF_8));
    }

    private static String json(int quantity) {
        return OrderJson.of(SKU, quantity).toString();
    }
}
