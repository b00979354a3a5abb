package io.esteira.orderflow;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.OrderState.Payment;
import io.esteira.orderflow.OrderState.TurnedAway;
import io.esteira.orderflow.OrderState.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One step of one order under construction: collects the new state and what is to be told. */
final class OrderStep {

    /** Makes an event from the order's next sequence number. */
    interface Telling {
        OrderEvent with(OrderId id, int sequence, Instant at);
    }

    private static final int REMEMBERED_COMMANDS = 20;

    private final Demand demand;
    private final Instant now;
    private final List<OrderEvent> events = new ArrayList<>();
    private final List<StockRequest> stockRequests = new ArrayList<>();
    private final List<PaymentRequest> paymentRequests = new ArrayList<>();

    private final String fingerprint;
    private OrderStatus status;
    private int sequence;
    private Marks awaited;
    private Marks granted;
    private Payment payment;
    private List<String> refusedCommands;
    private long dueMillis;

    private OrderStep(Demand demand, Underway from, Instant now) {
        this.demand = demand;
        this.now = now;
        fingerprint = from.fingerprint();
        status = from.status();
        sequence = from.sequence();
        awaited = from.awaited();
        granted = from.granted();
        payment = from.payment();
        refusedCommands = from.refusedCommands();
        dueMillis = from.dueMillis();
    }

    /** The first step of an order. */
    static OrderStep first(Demand demand, Instant now) {
        String fingerprint = demand.placed().fingerprint();
        Underway unborn = new Underway(
                OrderStatus.PENDING, 0, fingerprint, Marks.NONE, Marks.NONE, Payment.NOT_ASKED, List.of(), 0);
        return new OrderStep(demand, unborn, now);
    }

    static OrderStep from(Underway order, Demand demand, Instant now) {
        return new OrderStep(demand, order, now);
    }

    Demand demand() {
        return demand;
    }

    boolean stillAwaitsStock() {
        return !awaited.isEmpty();
    }

    /** SKUs that were refused; known once none is awaited any more. */
    List<String> refused() {
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < demand.skus().size(); i++) {
            if (!granted.has(i)) {
                refused.add(demand.skus().get(i));
            }
        }
        return refused;
    }

    /** Tells an event; one with a status moves the order there, if that is legal. */
    OrderStep tell(Telling telling) {
        OrderEvent event = telling.with(demand.order().id(), ++sequence, now);
        OrderStatus next = event.status();
        if (next != null && sequence > 1) {
            if (!status.canBecome(next)) {
                throw new IllegalStateException(status + " cannot become " + next);
            }
            status = next;
        }
        events.add(event);
        return this;
    }

    OrderStep due(Duration in) {
        dueMillis = now.plus(in).toEpochMilli();
        return this;
    }

    OrderStep reserveAll() {
        for (int i = 0; i < demand.skus().size(); i++) {
            stockRequests.add(new StockRequest.Reserve(
                    id(), demand.skus().get(i), demand.quantities().get(i), now));
        }
        awaited = Marks.all(demand.skus().size());
        return this;
    }

    void grantedOne(int sku) {
        awaited = awaited.without(sku);
        granted = granted.with(sku);
    }

    void refusedOne(int sku) {
        awaited = awaited.without(sku);
    }

    OrderStep sellAll() {
        granted.stream()
                .forEach(i -> stockRequests.add(
                        new StockRequest.Sell(id(), demand.skus().get(i), now)));
        granted = Marks.NONE;
        return this;
    }

    OrderStep releaseGranted() {
        granted.stream()
                .forEach(i -> stockRequests.add(
                        new StockRequest.Release(id(), demand.skus().get(i), now)));
        granted = Marks.NONE;
        return this;
    }

    OrderStep capture() {
        paymentRequests.add(new PaymentRequest.Capture(
                id(), demand.order().total(), demand.placed().payment(), now));
        payment = Payment.ASKED;
        return this;
    }

    OrderStep refund(Money amount, String reference) {
        paymentRequests.add(new PaymentRequest.Refund(id(), amount, reference, now));
        payment = Payment.REFUND_ASKED;
        return this;
    }

    OrderStep payment(Payment outcome) {
        payment = outcome;
        return this;
    }

    OrderStep rememberRefused(String commandId) {
        refusedCommands = remembering(refusedCommands, commandId);
        return this;
    }

    /** The last commands that were refused, this one among them. */
    static List<String> remembering(List<String> refused, String commandId) {
        List<String> commands = new ArrayList<>(refused);
        commands.add(commandId);
        return commands.subList(Math.max(0, commands.size() - REMEMBERED_COMMANDS), commands.size());
    }

    /** As {@link #done}, for an order that is at its end before it asked for anything. */
    OrderDecision.Decided turnedAway() {
        TurnedAway state = new TurnedAway(sequence, fingerprint, refusedCommands, dueMillis);
        return new OrderDecision.Decided(state, events, List.of(), List.of());
    }

    OrderDecision.Decided done() {
        Underway state =
                new Underway(status, sequence, fingerprint, awaited, granted, payment, refusedCommands, dueMillis);
        return new OrderDecision.Decided(state, events, stockRequests, paymentRequests);
    }

    private OrderId id() {
        return demand.order().id();
    }
}
