package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.ExpiryReason;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.RejectionReason;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.OrderDecision.Ignored;
import io.esteira.orderflow.OrderDecision.Parked;
import io.esteira.orderflow.OrderState.Payment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that end before they are paid: cancelled or expired, and the answers that come too late. */
class OrderEndingsTest {

    private final OrderPlaced placed = Orders.order("one", line("TEA", 2), line("CUP", 1));
    private final OrderStory order = new OrderStory(placed);

    @Test
    void cancelsAtOnceAndReleasesWhatIsReservedNowAndLater() {
        order.isPlaced().reserved("TEA").cancelled("c-1");

        assertThat(order.events())
                .containsExactly(new OrderCancelled(
                        order.id(), 2, order.now(), placed.order(), "staff:bia", "changed her mind"));
        assertThat(order.stockRequests()).containsExactly(release("TEA"));

        order.reserved("CUP");
        assertThat(order.events()).isEmpty();
        assertThat(order.stockRequests()).containsExactly(release("CUP"));
        assertThat(order.reserved("CUP").last()).isInstanceOf(Ignored.class);
    }

    @Test
    void releasesNothingForARefusalThatComesAfterTheEnd() {
        order.isPlaced().cancelled("c-1").refused("TEA");

        assertThat(order.stockRequests()).isEmpty();
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void givesTheMoneyBackOnceThatComesAfterTheCancellation() {
        order.isPlaced().reserved("TEA", "CUP").cancelled("c-1");
        assertThat(order.stockRequests()).containsExactly(release("CUP"), release("TEA"));
        assertThat(order.paymentRequests()).isEmpty();

        order.captured();
        assertThat(order.paymentRequests())
                .containsExactly(
                        new PaymentRequest.Refund(order.id(), placed.order().total(), "pay-1", order.now()));
        assertThat(order.events()).isEmpty();

        assertThat(order.captured().last()).isInstanceOf(Ignored.class);
        order.refundIsDone();
        assertThat(order.underway().payment()).isEqualTo(Payment.REFUNDED);
        assertThat(order.captured().last()).isInstanceOf(Ignored.class);
        assertThat(order.refundIsDone().last()).isInstanceOf(Ignored.class);
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void doesNothingAboutADeclineAfterTheEnd() {
        order.isPlaced().reserved("TEA", "CUP").cancelled("c-1").declined("no");

        assertThat(order.events()).isEmpty();
        assertThat(order.stockRequests()).isEmpty();
        assertThat(order.paymentRequests()).isEmpty();
    }

    @Test
    void ignoresACancellationOfWhatIsCancelled() {
        order.isPlaced().cancelled("c-1");

        assertThat(order.cancelled("c-1").last()).isInstanceOf(Ignored.class);
        assertThat(order.cancelled("c-2").last()).isInstanceOf(Ignored.class);
    }

    @Test
    void refusesEachCancellationOfAConfirmedOrderOnce() {
        order.isPlaced().reserved("TEA", "CUP").captured().cancelled("c-1");

        assertThat(order.events())
                .containsExactly(
                        new CancellationRefused(order.id(), 4, order.now(), "staff:bia", OrderStatus.CONFIRMED));
        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.patience()).isEqualTo(Duration.ofDays(30));

        assertThat(order.cancelled("c-1").last()).isInstanceOf(Ignored.class);
        assertThat(order.cancelled("c-2").events()).hasSize(1);
    }

    @Test
    void refusesTheCancellationOfARejectedOrExpiredOrder() {
        order.isPlaced().refused("TEA", "CUP").cancelled("c-1");
        assertThat(order.events())
                .containsExactly(
                        new CancellationRefused(order.id(), 3, order.now(), "staff:bia", OrderStatus.REJECTED));

        OrderStory late = new OrderStory(placed);
        late.isPlaced().deadlinePasses().cancelled("c-1");
        assertThat(late.events())
                .containsExactly(new CancellationRefused(late.id(), 3, late.now(), "staff:bia", OrderStatus.EXPIRED));
    }

    @Test
    void turnsAwayWhoCanHaveNothing() {
        order.isTurnedAway();

        assertThat(order.events())
                .containsExactly(
                        new OrderAccepted(order.id(), 1, order.now(), placed.order()),
                        new OrderRejected(
                                order.id(),
                                2,
                                order.now(),
                                placed.order(),
                                RejectionReason.OUT_OF_STOCK,
                                List.of("CUP", "TEA"),
                                null));
        assertThat(order.stockRequests()).isEmpty();
        assertThat(order.patience()).isEqualTo(Duration.ofDays(30));

        assertThat(order.isPlaced().last()).isInstanceOf(Ignored.class);
        assertThat(order.isPlacedWithOtherBody().last()).isInstanceOf(Parked.class);
        assertThat(order.reserved("TEA").last()).isInstanceOf(Parked.class);
        assertThat(order.captured().last()).isInstanceOf(Parked.class);
        assertThat(order.cancelled("c-1").events())
                .containsExactly(
                        new CancellationRefused(order.id(), 3, order.now(), "staff:bia", OrderStatus.REJECTED));
        assertThat(order.cancelled("c-1").last()).isInstanceOf(Ignored.class);
        assertThat(order.cancelled("c-2").events())
                .containsExactly(
                        new CancellationRefused(order.id(), 4, order.now(), "staff:bia", OrderStatus.REJECTED));
        assertThat(order.patience()).isEqualTo(Duration.ofDays(30));
        assertThat(order.deadlinePasses().isForgotten()).isTrue();
    }

    @Test
    void doesNotTurnAwayWhoMayHaveComeBefore() {
        order.passes(Duration.ofDays(30)).isTurnedAway();

        assertThat(order.last()).isInstanceOf(Parked.class);
        assertThat(order.isForgotten()).isTrue();
    }

    @Test
    void remembersOnlySoManyRefusedCancellations() {
        order.isPlaced().refused("TEA", "CUP");
        for (int i = 0; i < 1_000; i++) {
            order.cancelled("c-" + i);
        }

        assertThat(order.underway().refusedCommands()).hasSize(20).endsWith("c-998", "c-999");
    }

    @Test
    void remembersACancellationThatOvertookItsOrder() {
        order.cancelled("c-1");
        assertThat(order.events()).isEmpty();
        assertThat(order.patience()).isEqualTo(Duration.ofMinutes(5));
        assertThat(order.cancelled("c-2").last()).isInstanceOf(Ignored.class);

        order.isPlaced();
        assertThat(order.events())
                .containsExactly(
                        new OrderAccepted(order.id(), 1, order.now(), placed.order()),
                        new OrderCancelled(
                                order.id(), 2, order.now(), placed.order(), "staff:bia", "changed her mind"));
        assertThat(order.stockRequests()).isEmpty();
        assertThat(order.isPlaced().last()).isInstanceOf(Ignored.class);
        assertThat(order.cancelled("c-1").last()).isInstanceOf(Ignored.class);
    }

    @Test
    void forgetsACancellationWhoseOrderNeverComes() {
        order.cancelled("c-1").deadlinePasses();

        assertThat(order.isForgotten()).isTrue();
        assertThat(order.isPlaced().status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void expiresWhenStockDoesNotAnswer() {
        order.isPlaced().reserved("TEA").deadlinePasses();

        assertThat(order.events())
                .containsExactly(
                        new OrderExpired(order.id(), 2, order.now(), placed.order(), ExpiryReason.STOCK_TIMEOUT));
        assertThat(order.stockRequests()).containsExactly(release("TEA"));
        assertThat(order.reserved("CUP").stockRequests()).containsExactly(release("CUP"));
    }

    @Test
    void expiresWhenThePaymentIsNotHeardOfAndGivesLateMoneyBack() {
        order.isPlaced().reserved("TEA", "CUP").deadlinePasses();

        assertThat(order.events())
                .containsExactly(
                        new OrderExpired(order.id(), 3, order.now(), placed.order(), ExpiryReason.PAYMENT_TIMEOUT));
        assertThat(order.stockRequests()).containsExactly(release("CUP"), release("TEA"));
        assertThat(order.captured().paymentRequests()).hasSize(1);
    }

    @Test
    void givesMoneyBackThatWasDeclinedFirst() {
        order.isPlaced().reserved("TEA", "CUP").declined("no").captured();

        assertThat(order.paymentRequests()).hasSize(1);
        assertThat(order.captured().last()).isInstanceOf(Ignored.class);
    }

    @Test
    void isForgottenAMonthAfterItSettled() {
        order.isPlaced().reserved("TEA", "CUP").captured().deadlinePasses();

        assertThat(order.isForgotten()).isTrue();
    }

    @Test
    void isNotTakenUpAgainOnceItMayHaveBeenForgotten() {
        order.isPlaced().reserved("TEA", "CUP").captured().deadlinePasses().isPlaced();

        assertThat(order.last())
                .isEqualTo(new Parked("Placed at 2026-03-01T12:00:00Z, too long ago to tell whether it came before"));
    }

    @Test
    void isTakenUpHoweverLongItWasOnItsWayAsLongAsItCannotHaveBeenForgotten() {
        order.passes(Duration.ofDays(29)).isPlaced();
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);

        OrderStory later = new OrderStory(placed);
        later.passes(Duration.ofDays(29).plusMillis(1)).isPlaced();
        assertThat(later.last()).isInstanceOf(Parked.class);
    }

    @Test
    void isNotForgottenWhileAnAnswerMayStillCome() {
        order.isPlaced().cancelled("c-1").deadlinePasses();
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);

        order.reserved("TEA", "CUP").deadlinePasses();
        assertThat(order.isForgotten()).isTrue();
    }

    @Test
    void isNotForgottenWhileMoneyMayStillCome() {
        order.isPlaced().reserved("TEA", "CUP").cancelled("c-1").deadlinePasses();
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);

        order.declined("no").deadlinePasses();
        assertThat(order.isForgotten()).isTrue();
    }

    private StockRequest.Release release(String sku) {
        return new StockRequest.Release(order.id(), sku, order.now());
    }
}
