package io.esteira.intake;

import static io.esteira.intake.Outage.LONG;
import static io.esteira.intake.Outage.SKU;
import static io.esteira.intake.Outage.accepted;
import static io.esteira.intake.Outage.batch;
import static io.esteira.intake.Outage.json;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Taking orders while Kafka is away. */
class KafkaAwayTest {

    private final Outage outage = new Outage();
    private final ShopsInAnOutage shops = outage.shops;

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
        await("the spool holds them").atMost(LONG).until(() -> shops.first().spooled() >= 240);

        shops.heal();

        outage.assertEachTakenUpOnce(accepted);
        outage.awaitTrust("paused-after");
    }

    @Test
    void aBrokerThatDiedAndCameBackGetsWhatWasAcceptedMeanwhile() throws Exception {
        shops.broker().kill();
        Set<OrderId> accepted = shops.second().placeAtOnce("killed", 50, json(1)).stream()
                .map(Reply::id)
                .collect(Collectors.toSet());

        shops.heal();

        outage.assertEachTakenUpOnce(accepted);
    }

    @Test
    void whatKafkaAndTheSpoolBothHoldIsOneOrder() throws Exception {
        outage.awaitTrust("both-before");
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
        await("the spool holds them").atMost(LONG).until(() -> shops.second().spooled() >= 300);

        shops.heal();

        accepted.addAll(spooled);
        outage.assertEachTakenUpOnce(accepted);
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
        outage.assertEachTakenUpOnce(accepted);
    }

    private long unsent() throws Exception {
        try (Connection connection = shops.connection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM spool.records WHERE sent_at IS NULL")) {
            rows.next();
            return rows.getLong(1);
        }
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
}
