package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static io.esteira.orderflow.ParkedRecords.letter;
import static io.esteira.orderflow.ParkedRecords.letters;
import static io.esteira.orderflow.ParkedRecords.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topics;
import io.esteira.orderflow.StockMark.Fate;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import io.esteira.platform.kafka.Redrive.Action;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stock request that fails holds back what the same order asks of the same article, and nothing else. */
class StockParkingTest {

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
    void poisonUnderAnArticlesKeyStopsNoOrder() {
        flow.poison(Topics.STOCK_REQUESTS, "TEA");
        flow.place(one);

        assertThat(letter(only(flow.parked(Topics.STOCK_REQUESTS))).queue()).isNull();
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
        List<TestRecord<String, byte[]>> parked = flow.parked(Topics.STOCK_REQUESTS);
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
        TestRecord<String, byte[]> reserve = only(flow.parked(Topics.STOCK_REQUESTS));
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
        assertThat(letters(flow.parked(Topics.STOCK_REQUESTS)))
                .extracting(DeadLetter::outcome)
                .containsExactly(null, Outcome.DONE, Outcome.DONE);
        assertThat(flow.entries(OrderFlow.STOCK_PARKED)).isZero();
    }
}
