package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.esteira.contracts.Message;
import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.orderflow.StockMark.Fate;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import io.esteira.platform.kafka.KafkaSettings;
import io.esteira.platform.kafka.Redrive.Action;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record that fails holds back the later ones of its order, and nobody else's, until staff has done something. */
class OrderFlowParkingTest {

    private final OrderPlaced one = Orders.order("one", line("TEA", 2));
    private final OrderPlaced other = Orders.order("other", line("TEA", 1));
    private final String id = one.order().id().toString();
    private FlowDriver flow = new FlowDriver();

    @BeforeEach
    void stock() {
        flow.stock("TEA", 10);
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void laterRecordsOfAnOrderParkBehindPoisonInTheirOrderAndOtherOrdersFlowOn() {
        poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        cancel(one, "c-1");
        flow.place(other);

        assertThat(flow.told(Topics.ORDERS_EVENTS))
                .isNotEmpty()
                .allMatch(event -> event.orderId().equals(other.order().id()));
        TestRecord<String, byte[]> placed = only(parked(Topics.ORDERS_PENDING));
        List<TestRecord<String, byte[]>> commands = parked(Topics.ORDERS_COMMANDS);
        assertThat(letters(commands)).extracting(DeadLetter::kind).containsExactly("Unreadable", "Behind");
        assertThat(letters(commands)).extracting(DeadLetter::place).containsExactly(1L, 3L);
        assertThat(letter(placed).place()).isEqualTo(2);
        assertThat(letter(placed).behind()).isEqualTo("orders.commands/0/0");
        assertThat(letter(placed).queue()).isEqualTo(id);
        assertThat(flow.heldBack("orderflow")).isEqualTo(1);
    }

    @Test
    void onceThePoisonIsDismissedThoseBehindItGoOnAsIfItHadNeverBeen() {
        poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        TestRecord<String, byte[]> poison = only(parked(Topics.ORDERS_COMMANDS));
        TestRecord<String, byte[]> placed = only(parked(Topics.ORDERS_PENDING));

        flow.handBack(poison, Action.DISMISS);
        flow.handBack(placed, Action.AGAIN);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).first().isInstanceOf(OrderAccepted.class);
        DeadLetter dismissed = letter(only(parked(Topics.ORDERS_COMMANDS)));
        assertThat(dismissed.outcome()).isEqualTo(Outcome.DISMISSED);
        assertThat(dismissed.source()).isEqualTo("orders.commands/0/0");
        assertThat(dismissed.by()).isEqualTo("staff:ana");
        assertThat(letter(only(parked(Topics.ORDERS_PENDING))).outcome()).isEqualTo(Outcome.DONE);
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
        assertThat(flow.heldBack("orderflow")).isZero();
        flow.told(Topics.PAYMENTS_REQUESTS);
        pay(one);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.OrderConfirmed.class);
    }

    @Test
    void afterTheFixAllGoesOnAsIfNothingHadHappened() {
        flow.place(one);
        Object lost = restartWithout(OrderFlow.ORDERS_PLACED, id);
        pay(one);
        cancel(one, "c-1");
        cancel(one, "c-2");
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        TestRecord<String, byte[]> paid = only(parked(Topics.PAYMENTS_EVENTS));
        List<TestRecord<String, byte[]>> cancels = parked(Topics.ORDERS_COMMANDS);
        assertThat(letter(paid).kind()).isEqualTo("IllegalStateException");
        assertThat(letter(paid).reason()).contains("An order's state stands without the order");

        flow.put(OrderFlow.ORDERS_PLACED, id, lost);
        flow.handBack(paid, Action.AGAIN);
        cancels.forEach(cancel -> flow.handBack(cancel, Action.AGAIN));

        assertThat(flow.told(Topics.ORDERS_EVENTS)).containsExactlyElementsOf(untroubled());
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
    }

    private List<OrderEvent> untroubled() {
        try (FlowDriver plain = new FlowDriver(flow.now())) {
            FlowDriver troubled = flow;
            flow = plain;
            plain.stock("TEA", 10);
            plain.place(one);
            plain.told(Topics.ORDERS_EVENTS);
            pay(one);
            cancel(one, "c-1");
            cancel(one, "c-2");
            flow = troubled;
            return plain.told(Topics.ORDERS_EVENTS);
        }
    }

    @Test
    void whatParkedBehindPoisonAfterStaffLookedGoesOnWithIt() {
        poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(parked(Topics.ORDERS_COMMANDS));
        flow.place(one);
        cancel(one, "c-1");

        flow.handBack(poison, Action.DISMISS);

        assertThat(flow.told(Topics.ORDERS_EVENTS))
                .satisfiesExactly(
                        accepted -> assertThat(accepted).isInstanceOf(OrderAccepted.class),
                        cancelled -> assertThat(cancelled).isInstanceOf(OrderEvent.OrderCancelled.class));
        assertThat(letters(parked(Topics.ORDERS_PENDING)))
                .extracting(DeadLetter::outcome)
                .containsExactly(null, Outcome.DONE);
        DeadLetter cancel = letters(parked(Topics.ORDERS_COMMANDS)).getLast();
        assertThat(cancel.outcome()).isEqualTo(Outcome.DONE);
        assertThat(cancel.by()).isEqualTo("staff:ana");
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
        assertThat(flow.heldBack("orderflow")).isZero();
    }

    @Test
    void whatWasDismissedBehindPoisonDoesNotGoOnWithIt() {
        poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        cancel(one, "c-1");
        List<TestRecord<String, byte[]>> commands = parked(Topics.ORDERS_COMMANDS);

        flow.handBack(commands.getLast(), Action.DISMISS);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        flow.handBack(commands.getFirst(), Action.DISMISS);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.StockReserved.class);
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
    }

    @Test
    void whatGoesOnStopsAtTheNextThatFailsAndTriesItOnce() {
        poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(parked(Topics.ORDERS_COMMANDS));
        poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> second = only(parked(Topics.ORDERS_COMMANDS));
        flow.place(one);

        flow.handBack(poison, Action.DISMISS);
        flow.handBack(second, Action.AGAIN);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        List<DeadLetter> letters = letters(parked(Topics.ORDERS_COMMANDS));
        assertThat(letters).extracting(DeadLetter::outcome).containsExactly(Outcome.DISMISSED, null);
        assertThat(letters.getLast().kind()).isEqualTo(DeadLetter.UNREADABLE);
        assertThat(letters.getLast().attempts()).isEqualTo(1);
        assertThat(flow.heldBack("orderflow")).isEqualTo(1);

        flow.handBack(second, Action.DISMISS);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.StockReserved.class);
    }

    @Test
    void aLongQueueGoesOnStepByStep() {
        int cancels = 2 * FreedQueues.AT_ONCE + 1;
        poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(parked(Topics.ORDERS_COMMANDS));
        flow.place(one);
        for (int n = 0; n < cancels; n++) {
            cancel(one, "c-" + n);
        }
        parked(Topics.ORDERS_COMMANDS);

        flow.handBack(poison, Action.DISMISS);
        assertThat(letters(parked(Topics.ORDERS_COMMANDS)))
                .hasSize(FreedQueues.AT_ONCE)
                .allMatch(letter -> letter.outcome() != null);
        assertThat(flow.heldBack("orderflow")).isEqualTo(1);
        flow.pass(Duration.ofMillis(100));
        assertThat(flow.heldBack("orderflow")).isEqualTo(1);
        flow.pass(Duration.ofMillis(100));

        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
        assertThat(flow.heldBack("orderflow")).isZero();
    }

    @Test
    void nothingComesOutOfItsTurn() {
        poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        TestRecord<String, byte[]> placed = only(parked(Topics.ORDERS_PENDING));

        flow.handBack(placed, Action.AGAIN);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        DeadLetter again = letter(only(parked(Topics.ORDERS_PENDING)));
        assertThat(again.source()).isEqualTo(letter(placed).source());
        assertThat(again.place()).isEqualTo(letter(placed).place());
        assertThat(again.outcome()).isNull();
        assertThat(again.behind()).isEqualTo("orders.commands/0/0");
    }

    @Test
    void whatFailsAgainKeepsItsPlaceAndStillHoldsBack() {
        poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(parked(Topics.ORDERS_COMMANDS));

        flow.handBack(poison, Action.AGAIN);
        TestRecord<String, byte[]> again = only(parked(Topics.ORDERS_COMMANDS));
        flow.handBack(again, Action.AGAIN);
        flow.place(one);

        DeadLetter third = letter(only(parked(Topics.ORDERS_COMMANDS)));
        assertThat(third.attempts()).isEqualTo(3);
        assertThat(third.place()).isEqualTo(1);
        assertThat(third.source()).isEqualTo("orders.commands/0/0");
        assertThat(letter(only(parked(Topics.ORDERS_PENDING))).behind()).isEqualTo("orders.commands/0/0");
    }

    @Test
    void handingBackTwiceIsAsOnce() {
        poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        TestRecord<String, byte[]> poison = only(parked(Topics.ORDERS_COMMANDS));
        TestRecord<String, byte[]> placed = only(parked(Topics.ORDERS_PENDING));
        flow.handBack(poison, Action.DISMISS);
        flow.handBack(placed, Action.AGAIN);
        flow.told(Topics.ORDERS_EVENTS);
        parked(Topics.ORDERS_PENDING);
        parked(Topics.ORDERS_COMMANDS);

        flow.handBack(poison, Action.DISMISS);
        flow.handBack(poison, Action.AGAIN);
        flow.handBack(placed, Action.AGAIN);
        flow.handBack(placed, Action.DISMISS);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        assertThat(flow.records("orders.pending.dlt")).isEmpty();
        assertThat(flow.records("orders.commands.dlt")).isEmpty();
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
    }

    @Test
    void whatWasUnderstoodAndRefusedHoldsNothingBack() {
        flow.place(one);
        flow.place(Orders.withOtherBody(one));
        flow.send(
                Topics.ORDERS_COMMANDS,
                id,
                new OrderCommand.Cancel(other.order().id(), "c-1", "test", null, Orders.PLACED_AT));
        TestRecord<String, byte[]> refused = only(parked(Topics.ORDERS_PENDING));
        assertThat(letter(refused).queue()).isNull();
        assertThat(letter(refused).kind()).isEqualTo("Refused");
        assertThat(letter(only(parked(Topics.ORDERS_COMMANDS))).reason()).startsWith("The key is " + id);
        flow.told(Topics.ORDERS_EVENTS);

        pay(one);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.OrderConfirmed.class);
        flow.handBack(refused, Action.AGAIN);
        assertThat(letter(only(parked(Topics.ORDERS_PENDING))).attempts()).isEqualTo(2);
        flow.handBack(refused, Action.DISMISS);
        assertThat(letter(only(parked(Topics.ORDERS_PENDING))).outcome()).isEqualTo(Outcome.DISMISSED);
    }

    @Test
    void poisonUnderNobodysKeyHoldsNothingBack() {
        flow.raw(Topics.ORDERS_PENDING, new TestRecord<>(null, "{".getBytes(UTF_8)));
        poison(Topics.ORDERS_PENDING, "nobody");
        poison(Topics.ORDERS_PENDING, "nobody");

        assertThat(letters(parked(Topics.ORDERS_PENDING)))
                .hasSize(3)
                .allMatch(letter -> letter.queue() == null && letter.behind() == null);
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
    }

    @Test
    void anOrderThatIsHeldBackEndsAtItsDeadlineAndGivesBackWhatIsPaidAfterwards() {
        flow.place(one);
        flow.told(Topics.PAYMENTS_REQUESTS);
        poison(Topics.PAYMENTS_EVENTS, id);
        pay(one);
        List<TestRecord<String, byte[]>> parked = parked(Topics.PAYMENTS_EVENTS);

        flow.pass(FlowDriver.TIMEOUTS.payment().plusSeconds(1));
        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderExpired.class);

        flow.handBack(parked.getFirst(), Action.DISMISS);
        flow.handBack(parked.getLast(), Action.AGAIN);
        assertThat(flow.told(Topics.PAYMENTS_REQUESTS))
                .singleElement()
                .isInstanceOf(io.esteira.contracts.PaymentRequest.Refund.class);
    }

    @Test
    void whoTakesTheWorkOverKnowsWhatIsHeldBack() {
        poison(Topics.ORDERS_COMMANDS, id);

        FlowDriver before = flow;
        flow = before.restartedAfter(Duration.ofMinutes(5));
        before.close();
        flow.place(one);

        assertThat(letter(only(parked(Topics.ORDERS_PENDING))).behind()).isEqualTo("orders.commands/0/0");
    }

    @Test
    void poisonUnderAnArticlesKeyStopsNoOrder() {
        poison(Topics.STOCK_REQUESTS, "TEA");
        flow.place(one);

        assertThat(letter(only(parked(Topics.STOCK_REQUESTS))).queue()).isNull();
        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.StockReserved.class);
    }

    @Test
    void aStockRequestThatFailsHoldsBackThatOrdersRequestsOfTheArticleOnly() {
        String mark = "TEA\0order:" + id;
        flow.put(OrderFlow.STOCK_MARKS, mark, new StockMarks.Kept(new StockMark(1, Fate.ADJUSTED, 0), 1));
        flow.send(
                Topics.STOCK_REQUESTS,
                "TEA",
                new StockRequest.Reserve(one.order().id(), "TEA", 2, Orders.PLACED_AT));
        flow.send(
                Topics.STOCK_REQUESTS,
                "TEA",
                new StockRequest.Release(one.order().id(), "TEA", Orders.PLACED_AT));
        flow.place(other);
        List<TestRecord<String, byte[]>> parked = parked(Topics.STOCK_REQUESTS);
        assertThat(letters(parked)).extracting(DeadLetter::kind).containsExactly("IllegalStateException", "Behind");
        assertThat(letters(parked)).extracting(DeadLetter::queue).containsOnly(id + "/TEA");
        assertThat(flow.told(Topics.STOCK_EVENTS))
                .containsExactly(new StockEvent.Reserved(other.order().id(), "TEA", 1, flow.now()));
        assertThat(flow.heldBack("stock")).isEqualTo(1);
        assertThat(flow.levels().getLast().reserved()).isEqualTo(1);

        flow.lose(OrderFlow.STOCK_MARKS, mark);
        parked.forEach(each -> flow.handBack(each, Action.AGAIN));

        assertThat(flow.levels())
                .extracting(StockLevel::reserved, StockLevel::version)
                .containsExactly(tuple(1, 4L));
        assertThat(flow.entries(OrderFlow.STOCK_PARKED)).isZero();
    }

    @Test
    void aStockRequestThatParkedAfterStaffLookedGoesOnWithTheOneInFrontOfIt() {
        String mark = "TEA\0order:" + id;
        flow.put(OrderFlow.STOCK_MARKS, mark, new StockMarks.Kept(new StockMark(1, Fate.ADJUSTED, 0), 1));
        flow.send(
                Topics.STOCK_REQUESTS,
                "TEA",
                new StockRequest.Reserve(one.order().id(), "TEA", 2, Orders.PLACED_AT));
        TestRecord<String, byte[]> reserve = only(parked(Topics.STOCK_REQUESTS));
        flow.lose(OrderFlow.STOCK_MARKS, mark);
        flow.send(
                Topics.STOCK_REQUESTS,
                "TEA",
                new StockRequest.Release(one.order().id(), "TEA", Orders.PLACED_AT));
        flow.levels();

        flow.handBack(reserve, Action.AGAIN);

        assertThat(flow.levels())
                .extracting(StockLevel::reserved, StockLevel::version)
                .containsExactly(tuple(0, 3L));
        assertThat(letters(parked(Topics.STOCK_REQUESTS)))
                .extracting(DeadLetter::outcome)
                .containsExactly(null, Outcome.DONE, Outcome.DONE);
        assertThat(flow.entries(OrderFlow.STOCK_PARKED)).isZero();
    }

    @Test
    void whatIsTooLargeToBeKeptWaitsForStaffAndThoseBehindItWithIt() {
        poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(parked(Topics.ORDERS_COMMANDS));
        flow.raw(Topics.ORDERS_COMMANDS, new TestRecord<>(id, new byte[KafkaSettings.MAX_MESSAGE_BYTES]));
        TestRecord<String, byte[]> large = only(parked(Topics.ORDERS_COMMANDS));
        flow.place(one);

        flow.handBack(poison, Action.DISMISS);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        flow.handBack(large, Action.DISMISS);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.StockReserved.class);
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
    }

    @Test
    void whatNobodyParkedAndComesByTheWayBackIsPassed() {
        flow.handBack(forged("orderflow", "stock.levels/0/0"), Action.AGAIN);
        flow.handBack(forged("orderflow", "gibberish"), Action.AGAIN);
        flow.place(one);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).first().isInstanceOf(OrderAccepted.class);
    }

    private TestRecord<String, byte[]> forged(String consumer, String source) {
        DeadLetter letter = DeadLetter.refused(consumer, source, "forged", 1, Orders.PLACED_AT);
        return new TestRecord<>(
                id, "{}".getBytes(UTF_8), letter.headers(new org.apache.kafka.common.header.internals.RecordHeaders()));
    }

    /** The flow again, after a fault of the program lost what stood under {@code key}. */
    private Object restartWithout(String store, String key) {
        FlowDriver before = flow;
        Object lost = before.lose(store, key);
        flow = before.restartedAfter(Duration.ZERO);
        before.close();
        return lost;
    }

    private void pay(OrderPlaced placed) {
        send(
                Topics.PAYMENTS_EVENTS,
                placed,
                new PaymentCaptured(placed.order().id(), placed.order().total(), "pay-1", Orders.PLACED_AT));
    }

    private void cancel(OrderPlaced placed, String commandId) {
        send(
                Topics.ORDERS_COMMANDS,
                placed,
                new OrderCommand.Cancel(placed.order().id(), commandId, "test", null, Orders.PLACED_AT));
    }

    private <V extends Message> void send(Topic<V> topic, OrderPlaced placed, V message) {
        flow.send(topic, placed.order().id().toString(), message);
    }

    private void poison(Topic<?> topic, String key) {
        flow.raw(topic, new TestRecord<>(key, new byte[] {(byte) 0xff, 0}));
    }

    private List<TestRecord<String, byte[]>> parked(Topic<?> topic) {
        return flow.records(topic.deadLetterName());
    }

    private static TestRecord<String, byte[]> only(List<TestRecord<String, byte[]>> records) {
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static DeadLetter letter(TestRecord<String, byte[]> record) {
        return DeadLetter.of(record.headers()).orElseThrow();
    }

    private static List<DeadLetter> letters(List<TestRecord<String, byte[]>> records) {
        return records.stream().map(OrderFlowParkingTest::letter).toList();
    }
}
