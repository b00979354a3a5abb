package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Message;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.OrderDecision.Decided;
import io.esteira.orderflow.OrderState.CancelledAhead;
import io.esteira.orderflow.OrderState.Underway;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * A small world of orders, stock and a gateway, driven by one random seed: messages between two parties keep their
 * order, all others overtake each other as they like, and any may come again later. Deadlines pass at any moment.
 */
final class Simulation {

    private static final List<String> SKUS = List.of("A", "B", "C", "D");
    private static final Serde<OrderState> ORDER_STATES = StoreSerdes.json(OrderState.class);
    private static final Serde<Stock> STOCKS = StoreSerdes.json(Stock.class);

    /** A message on its way. */
    private record Delivery(Message message, Runnable handler) {}

    private final Random random;
    private final OrderProcess process = new OrderProcess(FlowDriver.TIMEOUTS);
    private final Map<String, Deque<Delivery>> channels = new TreeMap<>();
    private final Map<OrderId, Demand> demands = new TreeMap<>();
    private final Map<OrderId, OrderState> orders = new HashMap<>();
    private final Map<OrderId, List<OrderEvent>> events = new HashMap<>();
    private final Map<String, Stock> stocks = new HashMap<>();
    private final Map<String, StockMark> marks = new HashMap<>();
    private final Map<String, Integer> delivered = new HashMap<>();
    private final Set<OrderId> captured = new HashSet<>();
    private final Set<OrderId> refunded = new HashSet<>();
    private final Set<String> facts = new HashSet<>();
    private Instant now = Orders.PLACED_AT;

    Simulation(long seed) {
        random = new Random(seed);
    }

    void run() {
        for (String sku : SKUS) {
            for (int i = 0; i < 3; i++) {
                adjust(sku, i, random.nextInt(8) - 2);
            }
        }
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            someoneOrders(i);
        }
        int steps = 0;
        while (somethingHappens()) {
            assertThat(++steps).as("steps until all is settled").isLessThan(10_000);
        }
        everythingAddsUp();
    }

    private void adjust(String sku, int number, int delta) {
        var adjust = new StockCommand.Adjust(sku, "a-" + number, delta, "test", "test", now);
        send("staff", sku, adjust, () -> {
            String key = new StockMessage.Commanded(adjust).markKey();
            if (stockDecides(sku, key, stock(sku).decide(marks.get(key), adjust, now))) {
                delivered.merge(sku, delta, Integer::sum);
            }
        });
    }

    private void someoneOrders(int number) {
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            lines.add(Orders.line(SKUS.get(random.nextInt(SKUS.size())), 1 + random.nextInt(3)));
        }
        OrderPlaced placed = random.nextInt(10) == 0
                ? Orders.order("order-" + number, new OrderLine("A", "A gift", 1, Money.zero("BRL")))
                : Orders.order("order-" + number, lines);
        OrderId id = placed.order().id();
        demands.put(id, Demand.of(placed));
        tellOrder("intake", id, placed, new OrderMessage.Placed(placed));
        for (int i = 0; i < random.nextInt(3); i++) {
            OrderCommand cancel = new OrderCommand.Cancel(id, "c-" + i, "staff:bia", null, now);
            tellOrder("staff", id, cancel, new OrderMessage.Commanded(cancel));
        }
    }

    /** Delivers some message or lets some deadline pass; when nothing is on its way, all deadlines pass. */
    private boolean somethingHappens() {
        now = now.plusMillis(random.nextInt(1_000));
        List<Deque<Delivery>> busy =
                channels.values().stream().filter(each -> !each.isEmpty()).toList();
        List<OrderId> waiting =
                demands.keySet().stream().filter(this::isWaiting).toList();
        if (!waiting.isEmpty() && (busy.isEmpty() || random.nextInt(50) == 0)) {
            deadlinePasses(waiting.get(random.nextInt(waiting.size())));
            return true;
        }
        if (busy.isEmpty()) {
            return false;
        }
        Deque<Delivery> channel = busy.get(random.nextInt(busy.size()));
        Delivery delivery = channel.removeFirst();
        delivery.handler().run();
        if (random.nextInt(6) == 0) {
            channel.addLast(delivery);
        }
        return true;
    }

    private boolean isWaiting(OrderId id) {
        return orders.get(id) instanceof Underway order && !order.status().isSettled();
    }

    private void deadlinePasses(OrderId id) {
        if (orders.get(id) instanceof Underway order) {
            orderDecides(id, process.due(order, demand(id), now));
        }
    }

    private void tellOrder(String from, OrderId id, Message message, OrderMessage told) {
        send(from, id.toString(), message, () -> {
            OrderDecision decision = switch (orders.get(id)) {
                case Underway order -> process.next(order, demand(id), told, now);
                case CancelledAhead ahead -> process.first(ahead, told, now);
                case null -> process.first(null, told, now);
            };
            assertThat(decision).isNotInstanceOf(OrderDecision.Parked.class);
            orderDecides(id, decision);
        });
    }

    private void orderDecides(OrderId id, OrderDecision decision) {
        if (!(decision instanceof Decided decided)) {
            return;
        }
        orders.put(id, through(ORDER_STATES, decided.state()));
        events.computeIfAbsent(id, ignored -> new ArrayList<>()).addAll(decided.events());
        decided.events().forEach(this::isToldOnce);
        decided.stockRequests().forEach(this::isToldOnce);
        decided.paymentRequests().forEach(this::isToldOnce);
        for (StockRequest request : decided.stockRequests()) {
            send(id.toString(), request.sku(), request, () -> {
                String key = new StockMessage.Requested(request).markKey();
                stockDecides(request.sku(), key, stock(request.sku()).decide(marks.get(key), request, now));
            });
        }
        for (PaymentRequest request : decided.paymentRequests()) {
            send(id.toString(), "gateway", request, () -> gatewayHears(request));
        }
    }

    private boolean stockDecides(String sku, String markKey, StockDecision decision) {
        return switch (decision) {
            case StockDecision.Decided decided -> {
                stocks.put(sku, through(STOCKS, decided.stock()));
                marks.put(markKey, decided.mark());
                answer(decided.answer());
                yield true;
            }
            case StockDecision.Repeated repeated -> {
                answer(repeated.answer());
                yield false;
            }
            case StockDecision.Ignored ignored -> false;
            case StockDecision.Parked ignored -> false;
        };
    }

    private void answer(@Nullable StockEvent answer) {
        if (answer != null) {
            tellOrder(answer.sku(), answer.orderId(), answer, new OrderMessage.StockTold(answer));
        }
    }

    private void gatewayHears(PaymentRequest request) {
        PaymentEvent outcome = switch (request) {
            case PaymentRequest.Capture capture when !facts.add("gateway/" + capture.orderId()) -> null;
            case PaymentRequest.Capture capture ->
                switch (random.nextInt(6)) {
                    case 0 -> null;
                    case 1 -> new PaymentEvent.PaymentDeclined(capture.orderId(), capture.amount(), "no", now);
                    default -> {
                        captured.add(capture.orderId());
                        yield new PaymentEvent.PaymentCaptured(capture.orderId(), capture.amount(), "pay", now);
                    }
                };
            case PaymentRequest.Refund refund -> {
                refunded.add(refund.orderId());
                yield new PaymentEvent.PaymentRefunded(refund.orderId(), refund.amount(), "ref", now);
            }
        };
        if (outcome != null) {
            tellOrder("gateway", outcome.orderId(), outcome, new OrderMessage.PaymentTold(outcome));
        }
    }

    private void isToldOnce(Message message) {
        assertThat(facts.add(message.getClass().getSimpleName() + "/" + message.factId()))
                .as("%s is told once", message)
                .isTrue();
    }

    private void everythingAddsUp() {
        Map<String, Integer> sold = new HashMap<>();
        demands.forEach((id, demand) -> {
            boolean confirmed = check(events.getOrDefault(id, List.of())) == OrderStatus.CONFIRMED;
            for (int i = 0; confirmed && i < demand.skus().size(); i++) {
                sold.merge(demand.skus().get(i), demand.quantities().get(i), Integer::sum);
            }
            boolean kept = captured.contains(id) && !refunded.contains(id);
            assertThat(kept).as("money is kept for %s", id).isEqualTo(confirmed && !demand.isFree());
        });
        for (String sku : SKUS) {
            assertThat(stock(sku).reserved()).as("reserved of %s", sku).isZero();
            assertThat(stock(sku).onHand())
                    .as("on hand of %s", sku)
                    .isEqualTo(delivered.getOrDefault(sku, 0) - sold.getOrDefault(sku, 0));
        }
    }

    /** Sequences without a gap and legal transitions, up to a final state, which is returned. */
    private static OrderStatus check(List<OrderEvent> events) {
        OrderStatus status = OrderStatus.PENDING;
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).sequence()).isEqualTo(i + 1);
            OrderStatus next = events.get(i).status();
            if (i > 0 && next != null) {
                assertThat(status.canBecome(next)).as("%s to %s", status, next).isTrue();
                status = next;
            }
        }
        assertThat(status.isSettled()).as("%s is final", status).isTrue();
        return status;
    }

    private void send(String from, String to, Message message, Runnable handler) {
        channels.computeIfAbsent(from + " to " + to, ignored -> new ArrayDeque<>())
                .addLast(new Delivery(message, handler));
    }

    private static <T> T through(Serde<T> serde, T state) {
        T read = serde.deserializer().deserialize("", serde.serializer().serialize("", state));
        assertThat(read).isEqualTo(state);
        return read;
    }

    private Stock stock(String sku) {
        return stocks.getOrDefault(sku, Stock.NONE);
    }

    private Demand demand(OrderId id) {
        Demand demand = demands.get(id);
        assertThat(demand).isNotNull();
        return demand;
    }
}
