package io.esteira.orderflow;

import static java.util.Objects.requireNonNull;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.OrderDecision.Decided;
import io.esteira.orderflow.OrderDecision.Forgotten;
import io.esteira.orderflow.OrderDecision.Parked;
import io.esteira.orderflow.OrderState.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must hold of orders and money, reckoned from messages alone. */
final class OrderBooks {

    /** How late a deadline is acted upon, at worst. */
    static final Duration LOOKS_AWAY = Duration.ofMinutes(1);

    private static final Duration SETTLED_WITHIN = FlowDriver.TIMEOUTS
            .reservation()
            .plus(FlowDriver.TIMEOUTS.payment())
            .plus(LOOKS_AWAY.multipliedBy(4));
    private static final Duration SURELY_REMEMBERED = Duration.ofDays(28);

    private record Fact(
            Class<?> kind, OrderId order, @Nullable String sku) {}

    private final Map<OrderId, OrderPlaced> placed = new TreeMap<>();
    private final Map<OrderId, Integer> cancellations = new HashMap<>();
    private final Map<OrderId, List<OrderEvent>> events = new HashMap<>();
    private final Map<OrderId, Money> captured = new HashMap<>();
    private final Map<OrderId, Money> refunded = new HashMap<>();
    private final Set<Fact> facts = new HashSet<>();

    /** The client holds a 201; what comes later under the same id is a repetition, or another order. */
    void accepted(OrderPlaced order) {
        placed.putIfAbsent(order.order().id(), order);
    }

    void cancellationAsked(OrderId id) {
        cancellations.merge(id, 1, Integer::sum);
    }

    void moneyTaken(OrderId id, Money amount) {
        Breach.unless(captured.put(id, amount) == null, "I2", id, "money is taken twice");
    }

    void moneyGivenBack(OrderId id, Money amount) {
        Breach.unless(refunded.put(id, amount) == null, "I7", id, "money is given back twice");
        Breach.unless(amount.equals(captured.get(id)), "I7", id, "{} given back of {}", amount, captured.get(id));
    }

    /** An order decided upon a message. */
    void heard(OrderMessage message, OrderDecision decision, Instant now, SimulatedTransaction transaction) {
        OrderId id = message.orderId();
        switch (message) {
            case OrderMessage.Placed(OrderPlaced order) -> placed(order, decision, now);
            case OrderMessage.StockTold(StockEvent answer) ->
                transaction.add(facts, new Fact(answer.getClass(), id, answer.sku()));
            case OrderMessage.PaymentTold(PaymentEvent event) ->
                transaction.add(facts, new Fact(event.getClass(), id, null));
            case OrderMessage.Commanded ignored -> {}
        }
        boolean mayPark = message instanceof OrderMessage.Placed || knows(Forgotten.class, id, null);
        Breach.unless(
                mayPark || !(decision instanceof Parked), "I1", id, "a sensible message was parked: {}", decision);
        told(id, decision, transaction);
    }

    /** An order's deadline passed. */
    void waited(OrderId id, OrderState state, OrderDecision decision, Instant now, SimulatedTransaction transaction) {
        if (decision instanceof Forgotten && state instanceof Underway) {
            OrderPlaced order = requireNonNull(placed.get(id));
            Breach.unless(status(id).isSettled(), "I5", id, "forgotten while {}", status(id));
            for (String sku : demand(order).keySet()) {
                boolean owed = knows(StockRequest.Reserve.class, id, sku)
                        && !knows(StockEvent.Reserved.class, id, sku)
                        && !knows(StockEvent.Refused.class, id, sku);
                Breach.unless(!owed, "I3", id, "forgotten although {} has not answered", sku);
            }
            boolean owed = knows(PaymentRequest.Capture.class, id, null)
                    && !knows(PaymentEvent.PaymentCaptured.class, id, null)
                    && !knows(PaymentEvent.PaymentDeclined.class, id, null);
            Breach.unless(!owed, "I7", id, "forgotten although the gateway has not answered");
            transaction.add(facts, new Fact(Forgotten.class, id, null));
        }
        told(id, decision, transaction);
    }

    private void placed(OrderPlaced order, OrderDecision decision, Instant now) {
        OrderId id = order.order().id();
        boolean same = order.fingerprint().equals(requireNonNull(placed.get(id)).fingerprint());
        if (!same) {
            Breach.unless(
                    decision instanceof Parked, "I1", id, "another body under the same key was not kept for people");
        } else if (!events(id).isEmpty()) {
            Breach.unless(!(decision instanceof Decided), "I2", id, "taken up a second time");
        } else if (order.order().placedAt().plus(SURELY_REMEMBERED).isAfter(now)) {
            Breach.unless(decision instanceof Decided, "I1", id, "not taken up: {}", decision);
        }
    }

    private void told(OrderId id, OrderDecision decision, SimulatedTransaction transaction) {
        if (decision instanceof Decided decided) {
            decided.events().forEach(event -> told(id, event, transaction));
            decided.stockRequests().forEach(request -> asked(id, request, transaction));
            decided.paymentRequests().forEach(request -> asked(id, request, transaction));
        }
    }

    private void told(OrderId id, OrderEvent event, SimulatedTransaction transaction) {
        List<OrderEvent> before = events(id);
        Breach.unless(event.orderId().equals(id), "I8", id, "tells of another: {}", event);
        Breach.unless(event.sequence() == before.size() + 1, "I8", id, "out of sequence: {}", event);
        Breach.unless(
                before.isEmpty() == event instanceof OrderEvent.OrderAccepted,
                "I8",
                id,
                "does not begin with {}",
                event);
        OrderStatus next = event.status();
        boolean legal = next == null || before.isEmpty() || status(id).canBecome(next);
        Breach.unless(legal, "I8", id, "{} became {}", status(id), next);
        if (event instanceof OrderEvent.OrderConfirmed) {
            Money total = requireNonNull(placed.get(id)).order().total();
            boolean paid = isFree(id) || total.equals(captured.get(id));
            Breach.unless(paid && !refunded.containsKey(id), "I7", id, "confirmed without its money");
            demand(id)
                    .keySet()
                    .forEach(sku -> Breach.unless(
                            knows(StockEvent.Reserved.class, id, sku), "I3", id, "confirmed without {}", sku));
        }
        transaction.add(before, event);
        Breach.unless(refusals(id) <= cancellations.getOrDefault(id, 0), "I2", id, "refused a cancellation twice");
    }

    private void asked(OrderId id, StockRequest request, SimulatedTransaction transaction) {
        String sku = request.sku();
        once(new Fact(request.getClass(), id, sku), transaction);
        switch (request) {
            case StockRequest.Reserve reserve ->
                Breach.unless(
                        Integer.valueOf(reserve.quantity()).equals(demand(id).get(sku)),
                        "I3",
                        id,
                        "asks for {}",
                        reserve);
            case StockRequest.Sell ignored -> {
                Breach.unless(knows(StockEvent.Reserved.class, id, sku), "I3", id, "sells what it has not: {}", sku);
                Breach.unless(status(id) == OrderStatus.CONFIRMED, "I3", id, "sells while {}", status(id));
                Breach.unless(!knows(StockRequest.Release.class, id, sku), "I3", id, "sells what it released");
            }
            case StockRequest.Release ignored -> {
                Breach.unless(knows(StockEvent.Reserved.class, id, sku), "I3", id, "releases what it has not: {}", sku);
                boolean ended = status(id).isSettled() && status(id) != OrderStatus.CONFIRMED;
                Breach.unless(ended, "I3", id, "releases while {}", status(id));
            }
        }
    }

    private void asked(OrderId id, PaymentRequest request, SimulatedTransaction transaction) {
        once(new Fact(request.getClass(), id, null), transaction);
        switch (request) {
            case PaymentRequest.Capture capture -> {
                Money total = requireNonNull(placed.get(id)).order().total();
                Breach.unless(capture.amount().equals(total), "I7", id, "asks for {}", capture.amount());
                Breach.unless(
                        status(id) == OrderStatus.AWAITING_PAYMENT, "I8", id, "asks for money while {}", status(id));
            }
            case PaymentRequest.Refund refund -> {
                Breach.unless(refund.amount().equals(captured.get(id)), "I7", id, "wants to give back {}", refund);
                Breach.unless(status(id) != OrderStatus.CONFIRMED, "I7", id, "gives money back for what it sold");
            }
        }
    }

    private void once(Fact fact, SimulatedTransaction transaction) {
        Breach.unless(transaction.add(facts, fact), "I2", fact.order(), "told twice: {}", fact);
    }

    /** What holds after each step: whoever waits has not waited too long, and will not. */
    void check(Collection<OrderState> states, Instant now) {
        events.forEach((id, each) -> {
            boolean waits = !each.isEmpty() && !status(id).isSettled();
            Breach.unless(
                    !waits || each.getFirst().at().plus(SETTLED_WITHIN).isAfter(now), "I5", id, "still {}", status(id));
        });
        for (OrderState state : states) {
            long inMillis = state.dueMillis() - now.toEpochMilli();
            boolean bounded = inMillis <= FlowDriver.TIMEOUTS.remember().toMillis();
            Breach.unless(bounded, "I5", state, "waits for ever");
        }
    }

    /** What holds when nothing is on its way any more. */
    void checkThatAllSettled() {
        placed.keySet().forEach(id -> {
            Breach.unless(!events(id).isEmpty(), "I1", id, "accepted and never taken up");
            Breach.unless(status(id).isSettled(), "I5", id, "ends as {}", status(id));
        });
    }

    /** What holds when the gateway has told everything too. */
    void checkMoney() {
        placed.keySet().forEach(id -> {
            boolean confirmed = status(id) == OrderStatus.CONFIRMED;
            boolean kept = captured.containsKey(id) && !refunded.containsKey(id);
            Breach.unless(kept == (confirmed && !isFree(id)), "I7", id, "money kept: {}, {}", kept, status(id));
        });
    }

    /** Pieces that confirmed orders bought. */
    int sold(String sku) {
        return placed.keySet().stream()
                .filter(id -> !events(id).isEmpty() && status(id) == OrderStatus.CONFIRMED)
                .mapToInt(id -> demand(id).getOrDefault(sku, 0))
                .sum();
    }

    private long refusals(OrderId id) {
        return events(id).stream()
                .filter(OrderEvent.CancellationRefused.class::isInstance)
                .count();
    }

    private OrderStatus status(OrderId id) {
        OrderStatus status = OrderStatus.PENDING;
        for (OrderEvent event : events(id)) {
            OrderStatus next = event.status();
            status = next == null ? status : next;
        }
        return status;
    }

    private List<OrderEvent> events(OrderId id) {
        return events.computeIfAbsent(id, ignored -> new ArrayList<>());
    }

    private boolean isFree(OrderId id) {
        return requireNonNull(placed.get(id)).order().total().amount().signum() == 0;
    }

    private boolean knows(Class<?> kind, OrderId id, @Nullable String sku) {
        return facts.contains(new Fact(kind, id, sku));
    }

    private Map<String, Integer> demand(OrderId id) {
        return demand(requireNonNull(placed.get(id)));
    }

    private static Map<String, Integer> demand(OrderPlaced order) {
        Map<String, Integer> bySku = new TreeMap<>();
        for (OrderLine line : order.order().lines()) {
            bySku.merge(line.sku(), line.quantity(), Integer::sum);
        }
        return bySku;
    }
}
