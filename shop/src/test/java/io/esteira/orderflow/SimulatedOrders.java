package io.esteira.orderflow;

import io.esteira.contracts.OrderId;
import io.esteira.orderflow.OrderDecision.Decided;
import io.esteira.orderflow.OrderDecision.Forgotten;
import io.esteira.orderflow.OrderDecision.Ignored;
import io.esteira.orderflow.OrderDecision.Parked;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;

/** One partition's orders: does what {@link OrderProcessor} does, without Kafka Streams around it. */
final class SimulatedOrders {

    private static final Serde<OrderState> STORED = StoreSerdes.json(OrderState.class);
    private static final int STORED_IN_EARNEST_EVERY = 16;
    private static final int TURNED_AWAY_EVERY = 11;

    private final Deciders deciders;
    private final SimulatedTopics topics;
    private final OrderBooks books;
    private final InstantSource clock;
    private final SimulationStory story;
    private final Map<OrderId, OrderState> states = new TreeMap<>();
    private final Map<OrderId, Demand> placed = new TreeMap<>();
    private final SimulatedTask<OrderMessage> task;
    private int stored;

    SimulatedOrders(
            int partition,
            Deciders deciders,
            SimulatedTopics topics,
            OrderBooks books,
            InstantSource clock,
            SimulationStory story) {
        this.deciders = deciders;
        this.topics = topics;
        this.books = books;
        this.clock = clock;
        this.story = story;
        task = new SimulatedTask<>(
                List.of(
                        topics.pending.get(partition),
                        topics.commands.get(partition),
                        topics.paymentEvents.get(partition),
                        topics.stockEvents.get(partition)),
                this::process);
    }

    SimulatedTask<OrderMessage> task() {
        return task;
    }

    Collection<OrderState> states() {
        return states.values();
    }

    private void process(OrderMessage message, SimulatedTransaction transaction) {
        OrderId id = message.orderId();
        OrderState state = states.get(id);
        OrderDecision decision = state == null && message instanceof OrderMessage.Placed(var order) && turnsAway()
                ? Deciders.PROCESS.turnAway(order, clock.instant())
                : deciders.order(state, placed.get(id), message, clock.instant());
        story.tell(() -> SimulationWords.of(message) + " → " + SimulationWords.of(decision));
        books.heard(message, decision, clock.instant(), transaction);
        if (decision instanceof Decided && message instanceof OrderMessage.Placed(var order)) {
            transaction.put(placed, id, Demand.of(order));
        }
        carryOut(id, decision, transaction);
    }

    /** Some come in a rush; when one is taken up anew after a crash, it may be over. */
    private boolean turnsAway() {
        return clock.millis() % TURNED_AWAY_EVERY == 0;
    }

    /** When something is due for the first time, or the end of time. */
    long firstDueMillis() {
        return states.values().stream().mapToLong(OrderState::dueMillis).min().orElse(Long.MAX_VALUE);
    }

    void whatIsDue(SimulatedTransaction transaction) {
        Instant now = clock.instant();
        for (Map.Entry<OrderId, OrderState> entry : List.copyOf(states.entrySet())) {
            if (entry.getValue().dueMillis() <= now.toEpochMilli()) {
                OrderId id = entry.getKey();
                OrderDecision decision = deciders.due(entry.getValue(), placed.get(id), now);
                story.tell(() -> "the deadline of " + id.number() + " → " + SimulationWords.of(decision));
                books.waited(id, entry.getValue(), decision, now, transaction);
                carryOut(id, decision, transaction);
            }
        }
    }

    private void carryOut(OrderId id, OrderDecision decision, SimulatedTransaction transaction) {
        switch (decision) {
            case Decided decided -> {
                transaction.put(states, id, asStored(decided.state()));
                decided.stockRequests().forEach(request -> topics.write(request, transaction));
                decided.paymentRequests().forEach(request -> topics.write(request, transaction));
            }
            case Forgotten ignored -> {
                transaction.remove(states, id);
                transaction.remove(placed, id);
            }
            case Ignored ignored -> {}
            case Parked ignored -> {}
        }
    }

    /** Writing and reading JSON takes longer than all the rest, so it is done now and then. */
    private OrderState asStored(OrderState state) {
        if (++stored % STORED_IN_EARNEST_EVERY != 0) {
            return state;
        }
        OrderState read =
                STORED.deserializer().deserialize("", STORED.serializer().serialize("", state));
        if (!read.equals(state)) {
            throw new AssertionError("Stored as " + state + ", read as " + read);
        }
        return read;
    }
}
