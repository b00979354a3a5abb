package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.StockDecision.Decided;
import io.esteira.orderflow.StockDecision.Ignored;
import io.esteira.orderflow.StockDecision.Parked;
import io.esteira.orderflow.StockDecision.Repeated;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One SKU's stock and what is asked of it. */
class StockTest {

    private static final Instant NOW = Orders.PLACED_AT;
    private static final OrderId ANA = OrderId.derive("test", "ana");
    private static final OrderId BIA = OrderId.derive("test", "bia");

    private Stock stock = Stock.NONE;
    private final Map<String, StockMark> marks = new HashMap<>();

    @Test
    void reservesWhatIsThere() {
        adjust("delivery", 5);

        assertThat(reserve(ANA, 3))
                .isEqualTo(new Decided(
                        new Stock(5, 3, 2),
                        new StockMark(3, StockMark.Fate.RESERVED, 0),
                        new StockEvent.Reserved(ANA, "TEA", 3, NOW),
                        new StockLevel("TEA", 5, 3, 2, NOW)));
        assertThat(stock.available()).isEqualTo(2);
    }

    @Test
    void reservesTheLastPieceAndNotOneMore() {
        adjust("delivery", 5);

        reserve(ANA, 5);

        assertThat(answer(reserve(BIA, 1))).isEqualTo(new StockEvent.Refused(BIA, "TEA", 1, 0, NOW));
        assertThat(stock).isEqualTo(new Stock(5, 5, 2));
    }

    @Test
    void refusesWhatNobodyEverDelivered() {
        assertThat(answer(reserve(ANA, 1))).isEqualTo(new StockEvent.Refused(ANA, "TEA", 1, 0, NOW));
        assertThat(stock).isEqualTo(Stock.NONE);
    }

    @Test
    void tellsNoLevelWhereNothingChanged() {
        assertThat(reserve(ANA, 1))
                .isInstanceOfSatisfying(
                        Decided.class, decided -> assertThat(decided.level()).isNull());
    }

    @Test
    void answersARepeatedRequestTheSameAndReservesNothingMore() {
        adjust("delivery", 5);
        reserve(ANA, 3);

        assertThat(reserve(ANA, 3)).isEqualTo(new Repeated(new StockEvent.Reserved(ANA, "TEA", 3, NOW)));
        assertThat(stock.reserved()).isEqualTo(3);
    }

    @Test
    void staysWithARefusalEvenIfGoodsCameMeanwhile() {
        reserve(ANA, 3);
        adjust("delivery", 5);

        assertThat(reserve(ANA, 3)).isEqualTo(new Repeated(new StockEvent.Refused(ANA, "TEA", 3, 0, NOW)));
        assertThat(stock.reserved()).isZero();
    }

    @Test
    void sellsWhatWasReservedOnce() {
        adjust("delivery", 5);
        reserve(ANA, 3);

        sell(ANA);
        assertThat(stock).isEqualTo(new Stock(2, 0, 3));
        assertThat(sell(ANA)).isInstanceOf(Ignored.class);
        assertThat(release(ANA)).isInstanceOf(Ignored.class);
        assertThat(stock).isEqualTo(new Stock(2, 0, 3));
    }

    @Test
    void releasesWhatWasReservedOnce() {
        adjust("delivery", 5);
        reserve(ANA, 3);

        release(ANA);
        assertThat(stock).isEqualTo(new Stock(5, 0, 3));
        assertThat(release(ANA)).isInstanceOf(Ignored.class);
        assertThat(sell(ANA)).isInstanceOf(Ignored.class);
        assertThat(stock).isEqualTo(new Stock(5, 0, 3));
    }

    @Test
    void doesNotReserveAgainForALateRepetition() {
        adjust("delivery", 5);
        reserve(ANA, 3);
        release(ANA);

        assertThat(reserve(ANA, 3)).isEqualTo(new Repeated(new StockEvent.Reserved(ANA, "TEA", 3, NOW)));
        assertThat(stock.reserved()).isZero();
    }

    @Test
    void ignoresSellingAndReleasingWhatWasNeverReserved() {
        adjust("delivery", 5);
        reserve(BIA, 6);

        assertThat(sell(ANA)).isInstanceOf(Ignored.class);
        assertThat(release(ANA)).isInstanceOf(Ignored.class);
        assertThat(sell(BIA)).isInstanceOf(Ignored.class);
        assertThat(release(BIA)).isInstanceOf(Ignored.class);
        assertThat(stock).isEqualTo(new Stock(5, 0, 1));
    }

    @Test
    void countsAnAdjustmentOnce() {
        adjust("delivery", 5);

        assertThat(adjust("delivery", 5)).isInstanceOf(Ignored.class);
        assertThat(stock).isEqualTo(new Stock(5, 0, 1));
    }

    @Test
    void takesAwayWhatIsFreeAndParksWhatIsNot() {
        adjust("delivery", 5);
        reserve(ANA, 3);

        assertThat(adjust("too many broken", -3)).isInstanceOf(Parked.class);
        assertThat(stock).isEqualTo(new Stock(5, 3, 2));
        adjust("broken", -2);
        assertThat(stock).isEqualTo(new Stock(3, 3, 3));
    }

    @Test
    void parksAnAdjustmentThatCannotBeCounted() {
        adjust("delivery", Integer.MAX_VALUE);

        assertThat(adjust("one more", 1)).isInstanceOf(Parked.class);
        assertThat(adjust("all that there can be less", Integer.MIN_VALUE)).isInstanceOf(Parked.class);
        assertThat(stock.onHand()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void parksARequestForNoPieces() {
        adjust("delivery", 5);

        assertThat(reserve(ANA, 0)).isInstanceOf(Parked.class);
        assertThat(reserve(ANA, -1)).isInstanceOf(Parked.class);
        assertThat(stock).isEqualTo(new Stock(5, 0, 1));
    }

    @Test
    void cannotBeMadeWithMorePromisedThanThereIs() {
        assertThatThrownBy(() -> new Stock(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stock(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private StockDecision reserve(OrderId order, int quantity) {
        return request(new StockRequest.Reserve(order, "TEA", quantity, NOW));
    }

    private StockDecision sell(OrderId order) {
        return request(new StockRequest.Sell(order, "TEA", NOW));
    }

    private StockDecision release(OrderId order) {
        return request(new StockRequest.Release(order, "TEA", NOW));
    }

    private StockDecision request(StockRequest request) {
        String key = new StockMessage.Requested(request).markKey();
        return keep(key, stock.decide(marks.get(key), request, NOW));
    }

    private StockDecision adjust(String id, int delta) {
        StockCommand command = new StockCommand.Adjust("TEA", id, delta, "test", "staff:bia", NOW);
        String key = new StockMessage.Commanded(command).markKey();
        return keep(key, stock.decide(marks.get(key), command, NOW));
    }

    private StockDecision keep(String markKey, StockDecision decision) {
        if (decision instanceof Decided decided) {
            stock = decided.stock();
            marks.put(markKey, decided.mark());
        }
        return decision;
    }

    private static @Nullable StockEvent answer(StockDecision decision) {
        return decision instanceof Decided decided ? decided.answer() : null;
    }
}
