package io.esteira.orderflow;

import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.ExpiryReason;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.RejectionReason;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.PaymentEvent.PaymentDeclined;
import io.esteira.contracts.PaymentEvent.PaymentRefunded;
import io.esteira.contracts.StockEvent;
import io.esteira.orderflow.OrderDecision.Decided;
import io.esteira.orderflow.OrderDecision.Forgotten;
import io.esteira.orderflow.OrderDecision.Ignored;
import io.esteira.orderflow.OrderDecision.Parked;
import io.esteira.orderflow.OrderMessage.Commanded;
import io.esteira.orderflow.OrderMessage.PaymentTold;
import io.esteira.orderflow.OrderMessage.Placed;
import io.esteira.orderflow.OrderMessage.StockTold;
import io.esteira.orderflow.OrderState.CancelledAhead;
import io.esteira.orderflow.OrderState.Payment;
import io.esteira.orderflow.OrderState.TurnedAway;
import io.esteira.orderflow.OrderState.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides how an order goes on: (state, message, now) → (state, messages). No clock, no I/O; any message may come
 * twice, late, or before one that was written earlier to another topic.
 *
 * <p>An order ends at most once. What it had set aside is released in the same step; what is granted or captured after
 * the end is given back when the answer comes. A refused SKU ends the order only when all SKUs have answered, so that
 * the customer hears of everything that is short; they need not be asked for it where {@link SoldOut} knows the answers.
 */
record OrderProcess(Timeouts timeouts) {

    /** The payment reference of an order that costs nothing. */
    static final String NO_PAYMENT = "none";

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    /** A message to an order that is not known yet. */
    OrderDecision first(@Nullable CancelledAhead ahead, OrderMessage message, Instant now) {
        return switch (message) {
            case Placed(OrderPlaced placed)
            when ahead == null ->
                take(
                        placed,
                        now,
                        step -> step.reserveAll().due(timeouts.reservation()).done());
            case Placed(OrderPlaced placed) -> take(placed, now, step -> cancelled(step, ahead.cancel()));
            case Commanded(OrderCommand.Cancel cancel) -> ahead == null ? cancelAhead(cancel, now) : new Ignored();
            case PaymentTold ignored -> new Parked("There is no such order");
            case StockTold ignored -> new Parked("There is no such order");
        };
    }

    /** An order that is not known yet, and can have nothing of what it wants, as others have just heard from stock. */
    OrderDecision turnAway(OrderPlaced placed, Instant now) {
        return take(
                placed,
                now,
                step -> tellRejected(step, RejectionReason.OUT_OF_STOCK, step.refused(), null)
                        .due(timeouts.remember())
                        .turnedAway());
    }

    /** A message to an order that is known. */
    OrderDecision next(Underway order, Demand demand, OrderMessage message, Instant now) {
        return switch (message) {
            case Placed(OrderPlaced placed) -> placedAgain(order.fingerprint(), placed);
            case Commanded(OrderCommand.Cancel cancel) -> cancel(order, demand, cancel, now);
            case StockTold(StockEvent answer) -> stockAnswered(order, demand, answer, now);
            case PaymentTold(PaymentCaptured captured) -> captured(order, demand, captured, now);
            case PaymentTold(PaymentDeclined declined) -> declined(order, demand, declined, now);
            case PaymentTold(PaymentRefunded ignored) -> refunded(order, demand, now);
        };
    }

    /** A message to an order that was turned away. */
    OrderDecision next(TurnedAway order, OrderMessage message, Instant now) {
        return switch (message) {
            case Placed(OrderPlaced placed) -> placedAgain(order.fingerprint(), placed);
            case Commanded(OrderCommand.Cancel cancel) -> refuseCancellation(order, cancel, now);
            case PaymentTold ignored -> new Parked("No payment was asked for");
            case StockTold ignored -> new Parked("No stock was asked for");
        };
    }

    /**
     * An order that is not known either never came or came so long ago that it is forgotten: no sooner than {@code
     * remember} after it settled, so surely not one that was placed later than that. The day in between is for clocks
     * that differ.
     */
    private boolean mayHaveBeenForgotten(OrderPlaced placed, Instant now) {
        Duration age = Duration.between(placed.order().placedAt(), now);
        return age.compareTo(timeouts.remember().minus(CLOCKS_DIFFER)) > 0;
    }

    /** @param next how it goes on if it is surely new */
    private OrderDecision take(OrderPlaced placed, Instant now, Function<OrderStep, OrderDecision> next) {
        return mayHaveBeenForgotten(placed, now)
                ? new Parked("Placed at " + placed.order().placedAt() + ", too long ago to tell whether it came before")
                : next.apply(accept(Demand.of(placed), now));
    }

    private static OrderDecision placedAgain(String fingerprint, OrderPlaced placed) {
        return fingerprint.equals(placed.fingerprint())
                ? new Ignored()
                : new Parked("Another order came before under the same idempotency key");
    }

    private static OrderStep accept(Demand demand, Instant now) {
        return OrderStep.first(demand, now).tell((id, n, at) -> new OrderAccepted(id, n, at, demand.order()));
    }

    private OrderDecision cancelAhead(OrderCommand.Cancel cancel, Instant now) {
        long dueMillis = now.plus(timeouts.cancelAhead()).toEpochMilli();
        return new Decided(new CancelledAhead(cancel, dueMillis), List.of(), List.of(), List.of());
    }

    private OrderDecision cancel(Underway order, Demand demand, OrderCommand.Cancel cancel, Instant now) {
        OrderStep step = OrderStep.from(order, demand, now);
        return switch (order.status()) {
            case PENDING, AWAITING_PAYMENT -> cancelled(step, cancel);
            case CANCELLED -> new Ignored();
            case CONFIRMED, SHIPPED, DELIVERED, REJECTED, EXPIRED -> refuseCancellation(order, step, cancel);
        };
    }

    private OrderDecision cancelled(OrderStep step, OrderCommand.Cancel cancel) {
        step.tell((id, n, at) -> new OrderCancelled(id, n, at, step.demand().order(), cancel.by(), cancel.note()));
        return ended(step.releaseGranted());
    }

    private static OrderDecision refuseCancellation(Underway order, OrderStep step, OrderCommand.Cancel cancel) {
        if (order.refusedCommands().contains(cancel.commandId())) {
            return new Ignored();
        }
        return step.tell((id, n, at) -> new CancellationRefused(id, n, at, cancel.by(), order.status()))
                .rememberRefused(cancel.commandId())
                .done();
    }

    private static OrderDecision refuseCancellation(TurnedAway order, OrderCommand.Cancel cancel, Instant now) {
        if (order.refusedCommands().contains(cancel.commandId())) {
            return new Ignored();
        }
        int sequence = order.sequence() + 1;
        List<String> refused = OrderStep.remembering(order.refusedCommands(), cancel.commandId());
        return new Decided(
                new TurnedAway(sequence, order.fingerprint(), refused, order.dueMillis()),
                List.of(new CancellationRefused(cancel.orderId(), sequence, now, cancel.by(), OrderStatus.REJECTED)),
                List.of(),
                List.of());
    }

    private OrderDecision stockAnswered(Underway order, Demand demand, StockEvent answer, Instant now) {
        int sku = demand.indexOf(answer.sku());
        if (sku < 0) {
            return new Parked("The order does not ask for " + answer.sku());
        }
        if (!order.awaited().has(sku)) {
            return new Ignored();
        }
        OrderStep step = OrderStep.from(order, demand, now);
        switch (answer) {
            case StockEvent.Reserved ignored -> step.grantedOne(sku);
            case StockEvent.Refused ignored -> step.refusedOne(sku);
        }
        if (order.status().isSettled()) {
            return step.releaseGranted().done();
        }
        return step.stillAwaitsStock() ? step.done() : allAnswered(step);
    }

    private OrderDecision allAnswered(OrderStep step) {
        List<String> refused = step.refused();
        if (!refused.isEmpty()) {
            return rejected(step, RejectionReason.OUT_OF_STOCK, refused, null);
        }
        step.tell(StockReserved::new);
        return step.demand().isFree()
                ? confirmed(step, NO_PAYMENT)
                : step.capture().due(timeouts.payment()).done();
    }

    private OrderDecision captured(Underway order, Demand demand, PaymentCaptured captured, Instant now) {
        OrderStep step = OrderStep.from(order, demand, now);
        return switch (order.payment()) {
            case NOT_ASKED -> new Parked("No payment was asked for");
            case CAPTURED, REFUND_ASKED, REFUNDED -> new Ignored();
            case DECLINED ->
                step.refund(captured.amount(), captured.reference()).done();
            case ASKED -> {
                if (order.status().isSettled()) {
                    yield step.refund(captured.amount(), captured.reference()).done();
                }
                if (!captured.amount().equals(demand.order().total())) {
                    step.refund(captured.amount(), captured.reference());
                    yield rejected(step, RejectionReason.PAYMENT_DECLINED, List.of(), "amount_differs");
                }
                yield confirmed(step.payment(Payment.CAPTURED), captured.reference());
            }
        };
    }

    private OrderDecision declined(Underway order, Demand demand, PaymentDeclined declined, Instant now) {
        OrderStep step = OrderStep.from(order, demand, now);
        return switch (order.payment()) {
            case NOT_ASKED -> new Parked("No payment was asked for");
            case DECLINED, CAPTURED, REFUND_ASKED, REFUNDED -> new Ignored();
            case ASKED -> {
                step.payment(Payment.DECLINED);
                yield order.status().isSettled()
                        ? step.done()
                        : rejected(step, RejectionReason.PAYMENT_DECLINED, List.of(), declined.code());
            }
        };
    }

    private static OrderDecision refunded(Underway order, Demand demand, Instant now) {
        return order.payment() == Payment.REFUND_ASKED
                ? OrderStep.from(order, demand, now).payment(Payment.REFUNDED).done()
                : new Ignored();
    }

    /** The state's deadline has passed. */
    OrderDecision due(Underway order, Demand demand, Instant now) {
        OrderStep step = OrderStep.from(order, demand, now);
        return switch (order.status()) {
            case PENDING -> expired(step, ExpiryReason.STOCK_TIMEOUT);
            case AWAITING_PAYMENT -> expired(step, ExpiryReason.PAYMENT_TIMEOUT);
            case CONFIRMED, SHIPPED, DELIVERED, REJECTED, CANCELLED, EXPIRED ->
                order.owesCompensation() ? ended(step) : new Forgotten();
        };
    }

    /** One that was turned away has been remembered for long enough. */
    OrderDecision due(TurnedAway ignored) {
        return new Forgotten();
    }

    /** The order that somebody wanted cancelled never came. */
    OrderDecision due(CancelledAhead ignored) {
        return new Forgotten();
    }

    private OrderDecision confirmed(OrderStep step, String reference) {
        step.tell((id, n, at) -> new OrderConfirmed(id, n, at, step.demand().order(), reference));
        return ended(step.sellAll());
    }

    private OrderDecision rejected(OrderStep step, RejectionReason reason, List<String> skus, @Nullable String detail) {
        return ended(tellRejected(step, reason, skus, detail).releaseGranted());
    }

    private static OrderStep tellRejected(
            OrderStep step, RejectionReason reason, List<String> skus, @Nullable String detail) {
        return step.tell(
                (id, n, at) -> new OrderRejected(id, n, at, step.demand().order(), reason, skus, detail));
    }

    private OrderDecision expired(OrderStep step, ExpiryReason reason) {
        step.tell((id, n, at) -> new OrderExpired(id, n, at, step.demand().order(), reason));
        return ended(step.releaseGranted());
    }

    private OrderDecision ended(OrderStep step) {
        return step.due(timeouts.remember()).done();
    }
}
