package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.RejectionReason;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.OrderDecision.Ignored;
import io.esteira.orderflow.OrderDecision.Parked;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An order's way to its end, message by message. */
class OrderProcessTest {

    private final OrderPlaced placed = Orders.order("one", line("TEA", 2), line("CUP", 1));
    private final OrderStory order = new OrderStory(placed);

    @Test
    void acceptsAnOrderAndAsksEachSkuForItsPieces() {
        order.isPlaced();

        assertThat(order.events()).containsExactly(new OrderAccepted(order.id(), 1, order.now(), placed.order()));
        assertThat(order.stockRequests())
                .containsExactly(
                        new StockRequest.Reserve(order.id(), "CUP", 1, order.now()),
                        new StockRequest.Reserve(order.id(), "TEA", 2, order.now()));
        assertThat(order.paymentRequests()).isEmpty();
        assertThat(order.patience()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void asksOnceForAnSkuThatStandsOnSeveralLines() {
        OrderStory several = new OrderStory(Orders.order("several", line("TEA", 2), line("CUP", 1), line("TEA", 3)));

        several.isPlaced();

        assertThat(several.stockRequests())
                .containsExactly(
                        new StockRequest.Reserve(several.id(), "CUP", 1, several.now()),
                        new StockRequest.Reserve(several.id(), "TEA", 5, several.now()));
        several.reserved("TEA", "CUP");
        assertThat(several.status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void asksForNothingWhileAnSkuHasNotAnswered() {
        order.isPlaced().reserved("TEA");

        assertThat(order.events()).isEmpty();
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void asksForTheMoneyWhenEverythingIsReserved() {
        order.isPlaced().reserved("TEA", "CUP");

        assertThat(order.events()).containsExactly(new StockReserved(order.id(), 2, order.now()));
        assertThat(order.paymentRequests())
                .containsExactly(
                        new PaymentRequest.Capture(order.id(), placed.order().total(), placed.payment(), order.now()));
        assertThat(order.patience()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void confirmsAndSellsWhenTheMoneyIsThere() {
        order.isPlaced().reserved("TEA", "CUP").captured();

        assertThat(order.events())
                .containsExactly(new OrderConfirmed(order.id(), 3, order.now(), placed.order(), "pay-1"));
        assertThat(order.stockRequests())
                .containsExactly(
                        new StockRequest.Sell(order.id(), "CUP", order.now()),
                        new StockRequest.Sell(order.id(), "TEA", order.now()));
        assertThat(order.paymentRequests()).isEmpty();
        assertThat(order.patience()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void confirmsWithoutPaymentWhatCostsNothing() {
        OrderPlaced free = Orders.free("free");
        OrderStory gift = new OrderStory(free);

        gift.isPlaced().reserved("GIFT");

        assertThat(gift.events())
                .containsExactly(
                        new StockReserved(gift.id(), 2, gift.now()),
                        new OrderConfirmed(gift.id(), 3, gift.now(), free.order(), "none"));
        assertThat(gift.paymentRequests()).isEmpty();
        assertThat(gift.stockRequests()).containsExactly(new StockRequest.Sell(gift.id(), "GIFT", gift.now()));
    }

    @Test
    void rejectsWhenThePaymentIsDeclinedAndReleasesEverything() {
        order.isPlaced().reserved("TEA", "CUP").declined("insufficient_funds");

        assertThat(order.events())
                .containsExactly(new OrderRejected(
                        order.id(),
                        3,
                        order.now(),
                        placed.order(),
                        RejectionReason.PAYMENT_DECLINED,
                        List.of(),
                        "insufficient_funds"));
        assertThat(order.stockRequests()).containsExactly(release("CUP"), release("TEA"));
    }

    @Test
    void rejectsOnlyWhenAllHaveAnsweredSoThatTheCustomerHearsOfAllThatIsShort() {
        OrderStory three = new OrderStory(Orders.order("three", line("A", 1), line("B", 1), line("C", 1)));

        three.isPlaced().refused("A").reserved("B");
        assertThat(three.events()).isEmpty();
        three.refused("C");

        assertThat(three.events()).singleElement().isInstanceOfSatisfying(OrderRejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectionReason.OUT_OF_STOCK);
            assertThat(rejected.skus()).containsExactly("A", "C");
            assertThat(rejected.sequence()).isEqualTo(2);
        });
        assertThat(three.stockRequests()).containsExactly(new StockRequest.Release(three.id(), "B", three.now()));
    }

    @Test
    void releasesNothingWhenEverythingWasRefused() {
        order.isPlaced().refused("TEA", "CUP");

        assertThat(order.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(order.stockRequests()).isEmpty();
    }

    @Test
    void givesTheMoneyBackWhenAnotherAmountWasCaptured() {
        order.isPlaced().reserved("TEA", "CUP").captured(Money.of("BRL", "1.00"));

        assertThat(order.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(order.paymentRequests())
                .containsExactly(new PaymentRequest.Refund(order.id(), Money.of("BRL", "1.00"), "pay-1", order.now()));
        assertThat(order.stockRequests()).containsExactly(release("CUP"), release("TEA"));
    }

    @Test
    void ignoresEveryRepetition() {
        order.isPlaced();
        assertThat(order.isPlaced().last()).isInstanceOf(Ignored.class);
        order.reserved("TEA");
        assertThat(order.reserved("TEA").last()).isInstanceOf(Ignored.class);
        order.reserved("CUP");
        assertThat(order.reserved("CUP").last()).isInstanceOf(Ignored.class);
        assertThat(order.refused("CUP").last()).isInstanceOf(Ignored.class);
        order.captured();
        assertThat(order.captured().last()).isInstanceOf(Ignored.class);
        assertThat(order.declined("late").last()).isInstanceOf(Ignored.class);
        assertThat(order.isPlaced().last()).isInstanceOf(Ignored.class);

        assertThat(order.allEvents().stream().map(OrderEvent::sequence)).containsExactly(1, 2, 3);
    }

    @Test
    void ignoresARepeatedDecline() {
        order.isPlaced().reserved("TEA", "CUP").declined("no");

        assertThat(order.declined("no").last()).isInstanceOf(Ignored.class);
    }

    @Test
    void parksAnotherOrderUnderTheSameKey() {
        order.isPlaced().isPlacedWithOtherBody();

        assertThat(order.last()).isInstanceOf(Parked.class);
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void parksWhatNobodyAskedFor() {
        assertThat(order.reserved("TEA").last()).isInstanceOf(Parked.class);
        assertThat(order.captured().last()).isInstanceOf(Parked.class);
        order.isPlaced();
        assertThat(order.reserved("SPOON").last()).isInstanceOf(Parked.class);
        assertThat(order.captured().last()).isInstanceOf(Parked.class);
        assertThat(order.declined("no").last()).isInstanceOf(Parked.class);
    }

    @Test
    void carriesAnOrderOfTwoThousandLinesInASmallState() {
        OrderStory large = new OrderStory(Orders.order("large", Orders.lines(2_000)));

        large.isPlaced();
        assertThat(large.stockRequests()).hasSize(2_000);
        int largest = 0;
        for (int i : IntStream.range(0, 2_000).map(i -> 1_999 - i).toArray()) {
            assertThat(large.status()).isEqualTo(OrderStatus.PENDING);
            large.reserved("SKU-%04d".formatted(i));
            largest = Math.max(
                    largest, StoreSerdes.json(OrderState.class).serializer().serialize("", large.underway()).length);
        }
        assertThat(large.status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
        large.captured();

        assertThat(large.stockRequests()).hasSize(2_000);
        assertThat(largest).isLessThan(1_000);
    }

    @Test
    void readsItsStateAsItWroteIt() {
        order.isPlaced().reserved("CUP");
        var serde = StoreSerdes.json(OrderState.class);

        byte[] stored = serde.serializer().serialize("", order.underway());

        assertThat(serde.deserializer().deserialize("", stored)).isEqualTo(order.underway());
    }

    private StockRequest.Release release(String sku) {
        return new StockRequest.Release(order.id(), sku, order.now());
    }
}
