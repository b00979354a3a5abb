package io.esteira.orderflow;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.orderflow.Deadlines.Deadline;
import io.esteira.orderflow.OrderDecision.Decided;
import io.esteira.orderflow.OrderDecision.Forgotten;
import io.esteira.orderflow.OrderDecision.Ignored;
import io.esteira.orderflow.OrderDecision.Parked;
import io.esteira.orderflow.OrderState.CancelledAhead;
import io.esteira.orderflow.OrderState.TurnedAway;
import io.esteira.orderflow.OrderState.Underway;
import io.esteira.orderflow.Outbox.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings messages to {@link OrderProcess} and carries its decisions out. */
final class OrderProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String CONSUMER = "orderflow";

    static final List<Topic<?>> SOURCES =
            List.of(Topics.ORDERS_PENDING, Topics.ORDERS_COMMANDS, Topics.PAYMENTS_EVENTS, Topics.STOCK_EVENTS);

    private static final Logger log = LoggerFactory.getLogger(OrderProcessor.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int DUE_AT_ONCE = 5_000;
    private static final Duration UNDECIDED_FOR = Duration.ofHours(1);
    private static final Duration BEHIND_MAX = Duration.ofDays(1);

    private final OrderProcess process;
    private final Duration grace;
    private final HeldBack heldBack;
    private final Turnstile turnstile;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, OrderState> states;
    private PlacedOrders placedOrders;
    private Deadlines deadlines;
    private Outbox outbox;
    private ParkingLot parkingLot;
    private FreedQueues freedQueues;
    private Turnstile.Lane lane;
    private SoldOut soldOut;
    private long behindUntilMillis;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    OrderProcessor(OrderProcess process, Duration grace, HeldBack heldBack, Turnstile turnstile) {
        this.process = process;
        this.grace = grace;
        this.heldBack = heldBack;
        this.turnstile = turnstile;
    }

    /** What was decided, and what others are to be told of it. */
    private record Step(OrderDecision decision, List<Envelope> told) {}

    /** Called anew when a task is revived, so nothing may be left over from an aborted transaction. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        states = context.getStateStore(OrderFlow.ORDER_PROCESSES);
        placedOrders = new PlacedOrders(context.getStateStore(OrderFlow.ORDERS_PLACED));
        deadlines = new Deadlines(context.getStateStore(OrderFlow.ORDER_DEADLINES));
        outbox = new Outbox(context);
        lane = turnstile.open(context.taskId().partition());
        soldOut = new SoldOut();
        ParkedQueues queues = new ParkedQueues(context.getStateStore(OrderFlow.ORDER_PARKED));
        parkingLot = new ParkingLot(CONSUMER, context, OrderFlow.ORDER_DEAD_LETTERS, queues, heldBack);
        freedQueues = new FreedQueues(context, queues, this::arrived);
        long startedMillis = context.currentSystemTimeMs();
        behindUntilMillis = startedMillis;
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMillis -> {
            // An outage of ours must not expire orders whose answers have been waiting for us meanwhile.
            if (nowMillis >= startedMillis + grace.toMillis()) {
                whatIsDue(nowMillis < behindUntilMillis ? nowMillis - BEHIND_MAX.toMillis() : nowMillis);
            }
        });
    }

    /**
     * While orders that were placed a while ago are only now taken up or hear of their stock, there is a backlog, and
     * the answers that others wait for stand in it. Not for ever, though: the clock of whoever took them may be wrong.
     */
    private void noteWhetherBehind(Instant placedAt) {
        long nowMillis = context.currentSystemTimeMs();
        if (nowMillis - placedAt.toEpochMilli() > grace.toMillis()) {
            behindUntilMillis = nowMillis + grace.toMillis();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        parkingLot.arrival(record, SOURCES).ifPresent(arrival -> {
            arrived(arrival);
            freedQueues.after(arrival);
        });
    }

    private void arrived(Arrival arrival) {
        Record<byte[], byte[]> record = arrival.record();
        String key = Incoming.key(record);
        String queue = Incoming.orderId(key);
        if (parkingLot.keeps(arrival, queue)) {
            return;
        }
        OrderMessage message;
        String orderId;
        try {
            message = OrderMessage.read(arrival.topic(), Incoming.value(record));
            orderId = message.orderId().toString();
        } catch (RuntimeException | StackOverflowError e) {
            parkingLot.failed(arrival, queue, e);
            return;
        }
        String wrongKey = Incoming.wrongKey(key, orderId);
        if (wrongKey != null) {
            parkingLot.refuse(arrival, wrongKey);
            return;
        }
        OrderState state = states.get(orderId);
        Step step;
        try {
            step = step(orderId, decide(orderId, state, message, arrival.redrive() == null));
        } catch (StreamsException e) {
            throw e; // A store that cannot be read is no fault of the message.
        } catch (RuntimeException e) {
            parkingLot.failed(arrival, queue, e);
            return;
        }
        if (step.decision() instanceof Parked(String reason)) {
            parkingLot.refuse(arrival, reason);
            return;
        }
        if (step.decision() instanceof Decided(Underway ignored, var _, var _, var _)
                && message instanceof OrderMessage.Placed(OrderPlaced placed)) {
            placedOrders.put(orderId, record.value(), Demand.of(placed));
            lane.in(orderId, context.currentSystemTimeMs());
        }
        if (step.decision() instanceof Decided && message instanceof OrderMessage.StockTold(StockEvent answer)) {
            soldOut.heard(answer, context.currentSystemTimeMs());
        }
        carryOut(orderId, state, step);
        parkingLot.passed(arrival);
    }

    /** @param inTime whether the message says how far the flow has come: one that staff handed back does not */
    private OrderDecision decide(String orderId, @Nullable OrderState state, OrderMessage message, boolean inTime) {
        if (inTime && message instanceof OrderMessage.Placed(OrderPlaced placed)) {
            noteWhetherBehind(placed.at());
        }
        return switch (state) {
            case Underway order -> {
                Demand demand = placedOrders.get(orderId);
                if (inTime && message instanceof OrderMessage.StockTold && order.status() == OrderStatus.PENDING) {
                    noteWhetherBehind(demand.order().placedAt());
                }
                yield process.next(order, demand, message, now());
            }
            case TurnedAway order -> process.next(order, message, now());
            case CancelledAhead ahead -> process.first(ahead, message, now());
            case null ->
                message instanceof OrderMessage.Placed(OrderPlaced placed)
                                && soldOut.turnsAway(Demand.of(placed), context.currentSystemTimeMs())
                        ? process.turnAway(placed, now())
                        : process.first(null, message, now());
        };
    }

    private void whatIsDue(long nowMillis) {
        for (Deadline deadline : deadlines.dueAt(nowMillis, DUE_AT_ONCE)) {
            String orderId = deadline.subject();
            OrderState state = states.get(orderId);
            deadlines.remove(deadline.dueMillis(), orderId);
            switch (state) {
                case null -> {}
                case OrderState later when later.dueMillis() > nowMillis -> deadlines.add(later.dueMillis(), orderId);
                case Underway order -> carryOut(orderId, null, due(orderId, order));
                case TurnedAway order -> carryOut(orderId, null, step(orderId, process.due(order)));
                case CancelledAhead ahead -> carryOut(orderId, null, step(orderId, process.due(ahead)));
            }
        }
    }

    /** One order that cannot be decided on must not stop all others; it is looked at again much later. */
    private Step due(String orderId, Underway order) {
        try {
            return step(orderId, process.due(order, placedOrders.get(orderId), now()));
        } catch (StreamsException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("What is due of {} cannot be done, it waits for another {}", orderId, UNDECIDED_FOR, e);
            Underway later = order.dueAt(now().plus(UNDECIDED_FOR).toEpochMilli());
            return new Step(new Decided(later, List.of(), List.of(), List.of()), List.of());
        }
    }

    /** @param before null if the order stands under no deadline */
    private void carryOut(String orderId, @Nullable OrderState before, Step step) {
        switch (step.decision()) {
            case Decided decided -> {
                store(orderId, before, decided.state());
                outbox.send(step.told());
            }
            case Forgotten ignored -> forget(orderId);
            case Ignored ignored -> {}
            case Parked ignored -> {}
        }
    }

    /**
     * An order stands under a deadline that is no later than its own. One that is put off stays where it is, and moves
     * when it comes up: most orders are settled by then, and have put it off more than once.
     */
    private void store(String orderId, @Nullable OrderState before, OrderState after) {
        states.put(orderId, after);
        if (after instanceof Underway order && order.status().isSettled()) {
            lane.out(orderId, context.currentSystemTimeMs());
        }
        if (before == null || after.dueMillis() < before.dueMillis()) {
            deadlines.add(after.dueMillis(), orderId);
        }
    }

    private void forget(String orderId) {
        states.delete(orderId);
        placedOrders.forget(orderId);
    }

    /** Writes everything down before anything is stored: what cannot be written must leave no trace. */
    private static Step step(String orderId, OrderDecision decision) {
        List<Envelope> told = new ArrayList<>();
        if (decision instanceof Decided decided) {
            for (OrderEvent event : decided.events()) {
                told.add(Outbox.seal(Topics.ORDERS_EVENTS, orderId, event));
            }
            for (StockRequest request : decided.stockRequests()) {
                told.add(Outbox.seal(Topics.STOCK_REQUESTS, request.sku(), request));
            }
            for (PaymentRequest request : decided.paymentRequests()) {
                told.add(Outbox.seal(Topics.PAYMENTS_REQUESTS, orderId, request));
            }
        }
        return new Step(decision, told);
    }

    @Override
    public void close() {
        turnstile.close(context.taskId().partition(), lane);
        parkingLot.close();
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
