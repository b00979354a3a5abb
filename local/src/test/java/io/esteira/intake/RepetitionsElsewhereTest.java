package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.local.ShopUnderTest;
import io.esteira.local.Wire;
import io.esteira.local.Wire.Reply;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.spool.DurableWriter;
import io.esteira.platform.spool.Nowhere;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.SignedLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** A second process, or the same one after a new start, beside the shop under test. */
class RepetitionsElsewhereTest {

    private static final String SKU = "ELSEWHERE";
    private static final int WINDOW = 10_000;

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final Wire wire = new Wire();
    private final RecentOrders recent = new RecentOrders(WINDOW);
    private final RecentOrdersTail tail =
            new RecentOrdersTail(shop.bean(KafkaClients.class), shop.bean(KafkaTopics.class), recent, WINDOW);

    @BeforeEach
    void offerArticle() {
        Reply put = wire.put(shop.apiKey(), "/api/products/" + SKU, """
                {"sku": "ELSEWHERE", "name": {"en": "Cup"}, "price": {"currency": "BRL", "amount": "29.90"}}""");
        assertThat(put.status()).as(put.body()).isBetween(200, 201);
    }

    @AfterEach
    void stop() {
        tail.stop();
    }

    @Test
    void aNewProcessAnswersRepetitionsOfWhatAnotherAccepted() {
        String client = "elsewhere-before";
        Reply first = wire.order(
                shop.newKey(client, "orders:write"), "a", OrderJson.of(SKU, 2).toString());
        assertThat(first.status()).as(first.body()).isEqualTo(201);

        tail.start();

        Accepted again = intake(shop.bean(DurableWriter.class)).place(client, "a", request(2));
        assertThat(Json.mapper().valueToTree(again).toString()).isEqualTo(first.body());
        assertThatThrownBy(() -> intake(shop.bean(DurableWriter.class)).place(client, "a", request(3)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Idempotency-Key");
    }

    @Test
    void aRunningProcessLearnsWhatAnotherAccepts() {
        tail.start();
        String client = "elsewhere-after";
        Accepted accepted = intake(shop.bean(DurableWriter.class)).place(client, "a", request(1));

        RecentOrders shops = shop.bean(RecentOrders.class);
        await().until(() -> shops.find(accepted.id()).isPresent());

        Reply again = wire.order(
                shop.newKey(client, "orders:write"), "a", OrderJson.of(SKU, 1).toString());
        assertThat(again.body()).isEqualTo(Json.mapper().valueToTree(accepted).toString());
    }

    @Test
    void ofTwoOrdersUnderOneKeyTheFirstInTheLogIsTheOrder() {
        String client = "elsewhere-race";
        Accepted accepted = intake(shop.bean(DurableWriter.class)).place(client, "a", request(1));
        RecentOrders mistaken = new RecentOrders(WINDOW);
        mistaken.accepted(accepted.id(), new Fingerprint("0".repeat(64)), accepted.total(), accepted.placedAt());
        RecentOrdersTail correction =
                new RecentOrdersTail(shop.bean(KafkaClients.class), shop.bean(KafkaTopics.class), mistaken, WINDOW);

        correction.start();

        Fingerprint first = Fingerprint.of(new OrderReading(shop.bean(RequestCheck.class)).read(request(1)));
        await().until(() -> mistaken.find(accepted.id()).orElseThrow().isFor(first));
        correction.stop();
    }

    @Test
    void whatNeitherKafkaNorPostgresTookIsNoOrderHoweverManyAsked() throws Exception {
        String client = "elsewhere-cut-off";
        try (Nowhere nowhere = new Nowhere();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            OrderIntake intake = intake(nowhere.writer());
            List<Future<Accepted>> copies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                copies.add(clients.submit(() -> intake.place(client, "a", request(1))));
            }
            for (Future<Accepted> copy : copies) {
                assertThatThrownBy(copy::get)
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
            }
        }
        assertThat(recent.find(OrderId.derive(client, "a"))).isEmpty();
        assertThat(intake(shop.bean(DurableWriter.class))
                        .place(client, "a", request(1))
                        .id())
                .isEqualTo(OrderId.derive(client, "a"));
    }

    @Test
    void anErrorWhileOneOfManyCopiesIsWrittenLetsNoneOfTheOthersHang() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch others = new CountDownLatch(1);
        Clock broken = new FirstFails(asked, others);
        OrderIntake intake = intake(shop.bean(DurableWriter.class), broken);
        List<Future<Accepted>> copies = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                copies.add(clients.submit(() -> intake.place("elsewhere-error", "a", request(1))));
            }
            others.countDown();
        }
        assertThat(copies.stream().filter(copy -> copy.state() == Future.State.FAILED))
                .singleElement()
                .satisfies(copy -> assertThat(copy.exceptionNow()).isInstanceOf(StackOverflowError.class));
        assertThat(copies.stream()
                        .filter(copy -> copy.state() == Future.State.SUCCESS)
                        .map(Future::resultNow)
                        .distinct())
                .hasSize(1);
    }

    private OrderIntake intake(DurableWriter writer) {
        return intake(writer, Clock.systemUTC());
    }

    private OrderIntake intake(DurableWriter writer, Clock clock) {
        return new OrderIntake(
                new OrderReading(shop.bean(RequestCheck.class)),
                new Pricing(shop.bean(TopicViews.class).of(Topics.CATALOG_PRODUCTS)),
                recent,
                writer,
                shop.bean(SignedLinks.class),
                new IntakeMetrics(new SimpleMeterRegistry()),
                clock);
    }

    /** A machine that runs out of stack in the middle of the first order, and only then. */
    private static final class FirstFails extends Clock {

        private final AtomicInteger asked;
        private final CountDownLatch others;

        FirstFails(AtomicInteger asked, CountDownLatch others) {
            this.asked = asked;
            this.others = others;
        }

        @Override
        public Instant instant() {
            if (asked.getAndIncrement() > 0) {
                return Instant.now();
            }
            try {
                others.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new StackOverflowError();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private OrderRequest request(int quantity) {
        return Json.read(
                OrderRequest.class, OrderJson.of(SKU, quantity).toString().getBytes(StandardCharsets.UTF_8));
    }
}
