package io.esteira.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Customer;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.RejectionReason;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.Received;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {

    private static final Tables TABLES = new Tables();

    @BeforeEach
    void startWithEmptyTables() {
        TABLES.clear();
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void showsAnOrderFromPlacingToInvoice() {
        Story story = new Story();
        story.topics().forEach(TABLES::project);

        OrderView view = TABLES.reader().find(story.id()).orElseThrow();

        assertThat(view.order()).isEqualTo(story.order());
        assertThat(view.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(view.reason()).isNull();
        assertThat(view.sequence()).isEqualTo(4);
        assertThat(view.invoice()).isEqualTo(story.invoiceIssued().invoice());
        assertThat(view.timeline())
                .extracting(TimelineEntry::type, TimelineEntry::sequence, TimelineEntry::topic)
                .containsExactly(
                        entry("OrderPlaced", 0, "orders.pending"),
                        entry("OrderAccepted", 1, "orders.events"),
                        entry("StockReserved", 2, "orders.events"),
                        entry("OrderConfirmed", 3, "orders.events"),
                        entry("InvoiceIssued", 3, "billing.events"),
                        entry("CancellationRefused", 4, "orders.events"));
        assertThat(TABLES.reader().findByNumber(story.order().number())).contains(view);
    }

    @Test
    void showsNothingOfAnOrderWhoseOrderIsNotKnownYet() {
        Story story = new Story();
        TABLES.project(story.billing());
        TABLES.project(story.events().subList(1, 2));

        assertThat(TABLES.reader().find(story.id())).isEmpty();
        assertThat(TABLES.lists()
                        .search(new OrderQuery(OrderQuery.Owner.anybody(), null, "", null, 10))
                        .orders())
                .isEmpty();

        TABLES.project(story.pending());
        assertThat(TABLES.reader().find(story.id()).orElseThrow().status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void theEventsAloneAreEnough() {
        Story story = new Story();
        TABLES.project(story.events());

        assertThat(TABLES.reader().find(story.id()).orElseThrow().order()).isEqualTo(story.order());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void endsTheSameHoweverTheTopicsAreReadAndWhateverComesTwice(long seed) {
        Random random = new Random(seed);
        List<List<Received<?>>> topics = severalOrders();
        topics.forEach(TABLES::project);
        Map<String, List<String>> inOrder = TABLES.content();

        TABLES.clear();
        readAtRandom(topics, random);
        assertThat(TABLES.content()).isEqualTo(inOrder);

        readAtRandom(topics, random);
        assertThat(TABLES.content()).as("after all came again").isEqualTo(inOrder);
    }

    @Test
    void writersOfTheSameOrdersNeverBlockEachOtherForGood() throws Exception {
        List<List<Received<?>>> topics = severalOrders();
        topics.forEach(TABLES::project);
        Map<String, List<String>> expected = TABLES.content();
        for (int round = 0; round < 20; round++) {
            TABLES.clear();
            try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
                List<Future<?>> writes = new ArrayList<>();
                for (List<Received<?>> topic : topics) {
                    writes.add(writers.submit(() -> TABLES.project(topic)));
                    writes.add(writers.submit(() -> TABLES.project(topic)));
                }
                for (Future<?> write : writes) {
                    write.get();
                }
            }
            assertThat(TABLES.content()).isEqualTo(expected);
        }
    }

    @Test
    void aRequestThatWasRepeatedIsOneOrderWithOneBeginning() {
        Story story = new Story();
        Order other = story.order();
        Order changed = new Order(
                other.id(),
                other.number(),
                other.client(),
                other.placedAt().plusSeconds(60),
                new Customer("Somebody Else", "else@example.com", null, null, "en"),
                other.shippingAddress(),
                other.lines(),
                other.total());
        OrderPlaced otherBody = new OrderPlaced(changed, story.placed().payment(), "1".repeat(64));
        TABLES.project(story.pending());
        TABLES.project(List.of(story.at(Topics.ORDERS_PENDING, 7, otherBody)));

        OrderView view = TABLES.reader().find(story.id()).orElseThrow();

        assertThat(view.order()).isEqualTo(story.order());
        assertThat(view.timeline())
                .singleElement()
                .satisfies(entry -> assertThat(entry.offset()).isZero());
    }

    @Test
    void tellsWhyAnOrderWasRejectedOrCancelled() {
        Story rejected = new Story();
        Story cancelled = new Story();
        TABLES.project(List.of(
                rejected.at(
                        Topics.ORDERS_EVENTS,
                        0,
                        new OrderRejected(
                                rejected.id(),
                                2,
                                Story.NOON,
                                rejected.order(),
                                RejectionReason.OUT_OF_STOCK,
                                List.of("CAFE-250"),
                                null)),
                cancelled.at(
                        Topics.ORDERS_EVENTS,
                        1,
                        new OrderCancelled(
                                cancelled.id(), 2, Story.NOON, cancelled.order(), "staff:rui", "called us"))));

        assertThat(TABLES.reader().find(rejected.id()).orElseThrow()).satisfies(view -> {
            assertThat(view.status()).isEqualTo(OrderStatus.REJECTED);
            assertThat(view.reason()).isEqualTo("OUT_OF_STOCK");
            assertThat(view.timeline()).extracting(TimelineEntry::detail).containsExactly("OUT_OF_STOCK: CAFE-250");
        });
        assertThat(TABLES.reader().find(cancelled.id()).orElseThrow()).satisfies(view -> {
            assertThat(view.reason()).isEqualTo("CANCELLED_BY_STAFF");
            assertThat(view.timeline()).extracting(TimelineEntry::detail).containsExactly("staff:rui: called us");
        });
    }

    @Test
    void textThatTheDatabaseCannotHoldStopsNothing() {
        Story story = new Story("story", "Ana \u0000 " + "x".repeat(5_000), Story.NOON, 0);
        TABLES.project(story.pending());

        assertThat(TABLES.reader()
                        .find(story.id())
                        .orElseThrow()
                        .order()
                        .customer()
                        .name())
                .startsWith("Ana \uFFFD x");
    }

    /** Each topic with the records of all orders. */
    private static List<List<Received<?>>> severalOrders() {
        List<List<Received<?>>> topics = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 5; i++) {
            List<List<Received<?>>> story = new Story("story", "Ana Souza", Story.NOON, 10L * i).topics();
            for (int topic = 0; topic < topics.size(); topic++) {
                topics.get(topic).addAll(story.get(topic));
            }
        }
        return topics;
    }

    /** In batches of any size, from the topics in turn as it happens, now and then going back as after a crash. */
    private static void readAtRandom(List<List<Received<?>>> topics, Random random) {
        List<Deque<Received<?>>> left =
                new ArrayList<>(topics.stream().map(ArrayDeque::new).toList());
        List<Received<?>> last = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Received<?>> batch = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0 && !left.isEmpty(); i--) {
                Deque<Received<?>> topic = left.get(random.nextInt(left.size()));
                batch.add(topic.remove());
                if (topic.isEmpty()) {
                    left.remove(topic);
                }
            }
            TABLES.project(batch);
            if (random.nextInt(3) == 0) {
                TABLES.project(last);
            }
            last = batch;
        }
        assertThat(Collections.unmodifiableList(left)).isEmpty();
    }

    private static org.assertj.core.groups.Tuple entry(String type, int sequence, String topic) {
        return org.assertj.core.groups.Tuple.tuple(type, sequence, topic);
    }
}
