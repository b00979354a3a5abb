package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topics;
import io.esteira.orderflow.StockMark.Fate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What orders and stock listen to, and whom it is about. */
class FlowMessagesTest {

    private static final Instant AT = Orders.PLACED_AT;

    private final OrderPlaced placed = Orders.order("one", line("TEA", 2));
    private final OrderId id = placed.order().id();
    private final OrderCommand cancel = new OrderCommand.Cancel(id, "c-1", "staff:bia", null, AT);
    private final PaymentCaptured captured =
            new PaymentCaptured(id, placed.order().total(), "pay-1", AT);
    private final StockEvent reserved = new StockEvent.Reserved(id, "TEA", 2, AT);
    private final StockRequest release = new StockRequest.Release(id, "TEA", AT);
    private final StockCommand adjust = new StockCommand.Adjust("TEA", "a-1", 5, "delivery", "staff:bia", AT);

    @Test
    void ordersHearOfFourTopics() {
        assertThat(OrderMessage.read("orders.pending", Topics.ORDERS_PENDING.encode(placed)))
                .isEqualTo(new OrderMessage.Placed(placed));
        assertThat(OrderMessage.read("orders.commands", Topics.ORDERS_COMMANDS.encode(cancel)))
                .isEqualTo(new OrderMessage.Commanded(cancel));
        assertThat(OrderMessage.read("payments.events", Topics.PAYMENTS_EVENTS.encode(captured)))
                .isEqualTo(new OrderMessage.PaymentTold(captured));
        assertThat(OrderMessage.read("stock.events", Topics.STOCK_EVENTS.encode(reserved)))
                .isEqualTo(new OrderMessage.StockTold(reserved));
        assertThatThrownBy(() -> OrderMessage.read("billing.events", new byte[0]))
                .hasMessage("Orders do not listen to billing.events");
    }

    @Test
    void eachIsAboutItsOrder() {
        assertThat(new OrderMessage.Placed(placed).orderId()).isEqualTo(id);
        assertThat(new OrderMessage.Commanded(cancel).orderId()).isEqualTo(id);
        assertThat(new OrderMessage.PaymentTold(captured).orderId()).isEqualTo(id);
        assertThat(new OrderMessage.StockTold(reserved).orderId()).isEqualTo(id);
    }

    @Test
    void stockHearsOfTwoTopics() {
        assertThat(StockMessage.read("stock.requests", Topics.STOCK_REQUESTS.encode(release)))
                .isEqualTo(new StockMessage.Requested(release));
        assertThat(StockMessage.read("stock.commands", Topics.STOCK_COMMANDS.encode(adjust)))
                .isEqualTo(new StockMessage.Commanded(adjust));
        assertThatThrownBy(() -> StockMessage.read("stock.levels", new byte[0]))
                .hasMessage("Stock does not listen to stock.levels");
    }

    @Test
    void requestsOfAnOrderShareAMarkAndNothingElseDoes() {
        StockMessage ofOrder = new StockMessage.Requested(release);
        StockMessage ofAdjustment = new StockMessage.Commanded(adjust);

        assertThat(ofOrder.sku()).isEqualTo("TEA");
        assertThat(ofAdjustment.sku()).isEqualTo("TEA");
        assertThat(ofOrder.markKey()).isEqualTo("TEA\0order:" + id);
        assertThat(ofAdjustment.markKey()).isEqualTo("TEA\0adjustment:a-1");
        assertThat(new StockMessage.Requested(new StockRequest.Sell(id, "TEA", AT)).markKey())
                .isEqualTo(ofOrder.markKey());
    }

    @Test
    void whatWaitsBehindAParkedRecordIsOfTheSameOrderAndSku() {
        assertThat(new StockMessage.Requested(release).queue()).isEqualTo(id + "/TEA");
        assertThat(new StockMessage.Commanded(adjust).queue()).isNull();
    }

    @Test
    void onlyAnOpenReservationHoldsPieces() {
        StockMark open = new StockMark(2, Fate.RESERVED, 0);

        assertThat(open.holdsPieces()).isTrue();
        assertThat(open.become(Fate.SOLD).holdsPieces()).isFalse();
        assertThat(open.become(Fate.RELEASED)).isEqualTo(new StockMark(2, Fate.RELEASED, 0));
    }

    @Test
    void anAdjustmentIsNoReservation() {
        StockRequest.Reserve reserve = new StockRequest.Reserve(id, "TEA", 2, AT);

        assertThatThrownBy(() -> new StockMark(5, Fate.ADJUSTED, 0).answer(reserve, AT))
                .isInstanceOf(IllegalStateException.class);
    }
}
