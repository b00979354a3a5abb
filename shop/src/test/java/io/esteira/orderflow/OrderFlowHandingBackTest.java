package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static io.esteira.orderflow.ParkedRecords.letter;
import static io.esteira.orderflow.ParkedRecords.letters;
import static io.esteira.orderflow.ParkedRecords.only;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import io.esteira.platform.kafka.KafkaSettings;
import io.esteira.platform.kafka.Redrive.Action;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What staff hands back goes on in its turn, and takes along what waited behind it. */
class OrderFlowHandingBackTest {

    private final OrderPlaced one = Orders.order("one", line("TEA", 2));
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
    void onceThePoisonIsDismissedThoseBehindItGoOnAsIfItHadNeverBeen() {
        flow.poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        TestRecord<String, byte[]> poison = only(flow.parked(Topics.ORDERS_COMMANDS));
        TestRecord<String, byte[]> placed = only(flow.parked(Topics.ORDERS_PENDING));

        flow.handBack(poison, Action.DISMISS);
        flow.handBack(placed, Action.AGAIN);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).first().isInstanceOf(OrderAccepted.class);
        DeadLetter dismissed = letter(only(flow.parked(Topics.ORDERS_COMMANDS)));
        assertThat(dismissed.outcome()).isEqualTo(Outcome.DISMISSED);
        assertThat(dismissed.source()).isEqualTo("orders.commands/0/0");
        assertThat(dismissed.by()).isEqualTo("staff:ana");
        assertThat(letter(only(flow.parked(Topics.ORDERS_PENDING))).outcome()).isEqualTo(Outcome.DONE);
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
        assertThat(flow.heldBack("orderflow")).isZero();
        flow.told(Topics.PAYMENTS_REQUESTS);
        flow.pay(one);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.OrderConfirmed.class);
    }

    @Test
    void afterTheFixAllGoesOnAsIfNothingHadHappened() {
        flow.place(one);
        Object lost = restartWithout(OrderFlow.ORDERS_PLACED, id);
        flow.pay(one);
        flow.cancel(one, "c-1");
        flow.cancel(one, "c-2");
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        TestRecord<String, byte[]> paid = only(flow.parked(Topics.PAYMENTS_EVENTS));
        List<TestRecord<String, byte[]>> cancels = flow.parked(Topics.ORDERS_COMMANDS);
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
            flow.pay(one);
            flow.cancel(one, "c-1");
            flow.cancel(one, "c-2");
            flow = troubled;
            return plain.told(Topics.ORDERS_EVENTS);
        }
    }

    @Test
    void whatParkedBehindPoisonAfterStaffLookedGoesOnWithIt() {
        flow.poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(flow.parked(Topics.ORDERS_COMMANDS));
        flow.place(one);
        flow.cancel(one, "c-1");

        flow.handBack(poison, Action.DISMISS);

        assertThat(flow.told(Topics.ORDERS_EVENTS))
                .satisfiesExactly(
                        accepted -> assertThat(accepted).isInstanceOf(OrderAccepted.class),
                        cancelled -> assertThat(cancelled).isInstanceOf(OrderEvent.OrderCancelled.class));
        assertThat(letters(flow.parked(Topics.ORDERS_PENDING)))
                .extracting(DeadLetter::outcome)
                .containsExactly(null, Outcome.DONE);
        DeadLetter cancel = letters(flow.parked(Topics.ORDERS_COMMANDS)).getLast();
        assertThat(cancel.outcome()).isEqualTo(Outcome.DONE);
        assertThat(cancel.by()).isEqualTo("staff:ana");
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
        assertThat(flow.heldBack("orderflow")).isZero();
    }

    @Test
    void whatWasDismissedBehindPoisonDoesNotGoOnWithIt() {
        flow.poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        flow.cancel(one, "c-1");
        List<TestRecord<String, byte[]>> commands = flow.parked(Topics.ORDERS_COMMANDS);

        flow.handBack(commands.getLast(), Action.DISMISS);
        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        flow.handBack(commands.getFirst(), Action.DISMISS);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.StockReserved.class);
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
    }

    @Test
    void whatGoesOnStopsAtTheNextThatFailsAndTriesItOnce() {
        flow.poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(flow.parked(Topics.ORDERS_COMMANDS));
        flow.poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> second = only(flow.parked(Topics.ORDERS_COMMANDS));
        flow.place(one);

        flow.handBack(poison, Action.DISMISS);
        flow.handBack(second, Action.AGAIN);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        List<DeadLetter> letters = letters(flow.parked(Topics.ORDERS_COMMANDS));
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
        flow.poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(flow.parked(Topics.ORDERS_COMMANDS));
        flow.place(one);
        for (int n = 0; n < cancels; n++) {
            flow.cancel(one, "c-" + n);
        }
        flow.parked(Topics.ORDERS_COMMANDS);

        flow.handBack(poison, Action.DISMISS);
        assertThat(letters(flow.parked(Topics.ORDERS_COMMANDS)))
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
        flow.poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        TestRecord<String, byte[]> placed = only(flow.parked(Topics.ORDERS_PENDING));

        flow.handBack(placed, Action.AGAIN);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).isEmpty();
        DeadLetter again = letter(only(flow.parked(Topics.ORDERS_PENDING)));
        assertThat(again.source()).isEqualTo(letter(placed).source());
        assertThat(again.place()).isEqualTo(letter(placed).place());
        assertThat(again.outcome()).isNull();
        assertThat(again.behind()).isEqualTo("orders.commands/0/0");
    }

    @Test
    void whatFailsAgainKeepsItsPlaceAndStillHoldsBack() {
        flow.poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(flow.parked(Topics.ORDERS_COMMANDS));

        flow.handBack(poison, Action.AGAIN);
        TestRecord<String, byte[]> again = only(flow.parked(Topics.ORDERS_COMMANDS));
        flow.handBack(again, Action.AGAIN);
        flow.place(one);

        DeadLetter third = letter(only(flow.parked(Topics.ORDERS_COMMANDS)));
        assertThat(third.attempts()).isEqualTo(3);
        assertThat(third.place()).isEqualTo(1);
        assertThat(third.source()).isEqualTo("orders.commands/0/0");
        assertThat(letter(only(flow.parked(Topics.ORDERS_PENDING))).behind()).isEqualTo("orders.commands/0/0");
    }

    @Test
    void handingBackTwiceIsAsOnce() {
        flow.poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        TestRecord<String, byte[]> poison = only(flow.parked(Topics.ORDERS_COMMANDS));
        TestRecord<String, byte[]> placed = only(flow.parked(Topics.ORDERS_PENDING));
        flow.handBack(poison, Action.DISMISS);
        flow.handBack(placed, Action.AGAIN);
        flow.told(Topics.ORDERS_EVENTS);
        flow.parked(Topics.ORDERS_PENDING);
        flow.parked(Topics.ORDERS_COMMANDS);

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
    void whatIsTooLargeToBeKeptWaitsForStaffAndThoseBehindItWithIt() {
        flow.poison(Topics.ORDERS_COMMANDS, id);
        TestRecord<String, byte[]> poison = only(flow.parked(Topics.ORDERS_COMMANDS));
        flow.raw(Topics.ORDERS_COMMANDS, new TestRecord<>(id, new byte[KafkaSettings.MAX_MESSAGE_BYTES]));
        TestRecord<String, byte[]> large = only(flow.parked(Topics.ORDERS_COMMANDS));
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
        return new TestRecord<>(id, "{}".getBytes(UTF_8), letter.headers(new RecordHeaders()));
    }

    /** The flow again, after a fault of the program lost what stood under {@code key}. */
    private Object restartWithout(String store, String key) {
        FlowDriver before = flow;
        Object lost = before.lose(store, key);
        flow = before.restartedAfter(Duration.ZERO);
        before.close();
        return lost;
    }
}
