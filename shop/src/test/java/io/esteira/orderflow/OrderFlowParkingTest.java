package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static io.esteira.orderflow.ParkedRecords.letter;
import static io.esteira.orderflow.ParkedRecords.letters;
import static io.esteira.orderflow.ParkedRecords.only;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetter.Outcome;
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
        flow.poison(Topics.ORDERS_COMMANDS, id);
        flow.place(one);
        flow.cancel(one, "c-1");
        flow.place(other);

        assertThat(flow.told(Topics.ORDERS_EVENTS))
                .isNotEmpty()
                .allMatch(event -> event.orderId().equals(other.order().id()));
        TestRecord<String, byte[]> placed = only(flow.parked(Topics.ORDERS_PENDING));
        List<TestRecord<String, byte[]>> commands = flow.parked(Topics.ORDERS_COMMANDS);
        assertThat(letters(commands)).extracting(DeadLetter::kind).containsExactly("Unreadable", "Behind");
        assertThat(letters(commands)).extracting(DeadLetter::place).containsExactly(1L, 3L);
        assertThat(letter(placed).place()).isEqualTo(2);
        assertThat(letter(placed).behind()).isEqualTo("orders.commands/0/0");
        assertThat(letter(placed).queue()).isEqualTo(id);
        assertThat(flow.heldBack("orderflow")).isEqualTo(1);
    }

    @Test
    void whatWasUnderstoodAndRefusedHoldsNothingBack() {
        flow.place(one);
        flow.place(Orders.withOtherBody(one));
        flow.send(
                Topics.ORDERS_COMMANDS,
                id,
                new OrderCommand.Cancel(other.order().id(), "c-1", "test", null, Orders.PLACED_AT));
        TestRecord<String, byte[]> refused = only(flow.parked(Topics.ORDERS_PENDING));
        assertThat(letter(refused).queue()).isNull();
        assertThat(letter(refused).kind()).isEqualTo("Refused");
        assertThat(letter(only(flow.parked(Topics.ORDERS_COMMANDS))).reason()).startsWith("The key is " + id);
        flow.told(Topics.ORDERS_EVENTS);

        flow.pay(one);

        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderEvent.OrderConfirmed.class);
        flow.handBack(refused, Action.AGAIN);
        assertThat(letter(only(flow.parked(Topics.ORDERS_PENDING))).attempts()).isEqualTo(2);
        flow.handBack(refused, Action.DISMISS);
        assertThat(letter(only(flow.parked(Topics.ORDERS_PENDING))).outcome()).isEqualTo(Outcome.DISMISSED);
    }

    @Test
    void poisonUnderNobodysKeyHoldsNothingBack() {
        flow.raw(Topics.ORDERS_PENDING, new TestRecord<>(null, "{".getBytes(UTF_8)));
        flow.poison(Topics.ORDERS_PENDING, "nobody");
        flow.poison(Topics.ORDERS_PENDING, "nobody");

        assertThat(letters(flow.parked(Topics.ORDERS_PENDING)))
                .hasSize(3)
                .allMatch(letter -> letter.queue() == null && letter.behind() == null);
        assertThat(flow.entries(OrderFlow.ORDER_PARKED)).isZero();
    }

    @Test
    void anOrderThatIsHeldBackEndsAtItsDeadlineAndGivesBackWhatIsPaidAfterwards() {
        flow.place(one);
        flow.told(Topics.PAYMENTS_REQUESTS);
        flow.poison(Topics.PAYMENTS_EVENTS, id);
        flow.pay(one);
        List<TestRecord<String, byte[]>> parked = flow.parked(Topics.PAYMENTS_EVENTS);

        flow.pass(FlowDriver.TIMEOUTS.payment().plusSeconds(1));
        assertThat(flow.told(Topics.ORDERS_EVENTS)).last().isInstanceOf(OrderExpired.class);

        flow.handBack(parked.getFirst(), Action.DISMISS);
        flow.handBack(parked.getLast(), Action.AGAIN);
        assertThat(flow.told(Topics.PAYMENTS_REQUESTS)).singleElement().isInstanceOf(PaymentRequest.Refund.class);
    }

    @Test
    void whoTakesTheWorkOverKnowsWhatIsHeldBack() {
        flow.poison(Topics.ORDERS_COMMANDS, id);

        FlowDriver before = flow;
        flow = before.restartedAfter(Duration.ofMinutes(5));
        before.close();
        flow.place(one);

        assertThat(letter(only(flow.parked(Topics.ORDERS_PENDING))).behind()).isEqualTo("orders.commands/0/0");
    }
}
