package io.esteira.orderflow;

import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.orderflow.Deadlines.Deadline;
import io.esteira.orderflow.Outbox.Envelope;
import io.esteira.orderflow.StockDecision.Decided;
import io.esteira.orderflow.StockDecision.Ignored;
import io.esteira.orderflow.StockDecision.Parked;
import io.esteira.orderflow.StockDecision.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Brings messages to {@link Stock} and carries its decisions out. */
final class StockProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String CONSUMER = "stock";
    static final List<Topic<?>> SOURCES = List.of(Topics.STOCK_REQUESTS, Topics.STOCK_COMMANDS);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final int DUE_AT_ONCE = 10_000;

    private final Duration remember;
    private final HeldBack heldBack;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, Stock> stocks;
    private KeyValueStore<String, StockMark> marks;
    private Deadlines deadlines;
    private Outbox outbox;
    private ParkingLot parkingLot;
    private FreedQueues freedQueues;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    StockProcessor(Duration remember, HeldBack heldBack) {
        this.remember = remember;
        this.heldBack = heldBack;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        stocks = context.getStateStore(OrderFlow.STOCK);
        marks = context.getStateStore(OrderFlow.STOCK_MARKS);
        deadlines = new Deadlines(context.getStateStore(OrderFlow.STOCK_DEADLINES));
        outbox = new Outbox(context);
        ParkedQueues queues = new ParkedQueues(context.getStateStore(OrderFlow.STOCK_PARKED));
        parkingLot = new ParkingLot(CONSUMER, context, OrderFlow.STOCK_DEAD_LETTERS, queues, heldBack);
        freedQueues = new FreedQueues(context, queues, this::arrived);
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forgetMarks);
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
        StockMessage message;
        String sku;
        String queue;
        String markKey;
        try {
            message = StockMessage.read(arrival.topic(), Incoming.value(record));
            sku = Objects.requireNonNull(message.sku(), "No SKU");
            queue = message.queue();
            markKey = message.markKey();
        } catch (RuntimeException | StackOverflowError e) {
            // Whose it was is not known, and all other orders of the article must not wait for it.
            if (!parkingLot.keeps(arrival, null)) {
                parkingLot.failed(arrival, null, e);
            }
            return;
        }
        if (parkingLot.keeps(arrival, queue)) {
            return;
        }
        String wrongKey = Incoming.wrongKey(record, sku);
        if (wrongKey != null) {
            parkingLot.refuse(arrival, wrongKey);
            return;
        }
        Stock stored = stocks.get(sku);
        StockMark mark = marks.get(markKey);
        StockDecision decision;
        List<Envelope> told;
        try {
            decision = decide(stored == null ? Stock.NONE : stored, mark, message);
            told = told(decision);
        } catch (RuntimeException e) {
            parkingLot.failed(arrival, queue, e);
            return;
        }
        switch (decision) {
            case Decided decided -> store(sku, markKey, mark, decided);
            case Repeated ignored -> {}
            case Ignored ignored -> {}
            case Parked(String reason) -> {
                parkingLot.refuse(arrival, reason);
                return;
            }
        }
        outbox.send(told);
        parkingLot.passed(arrival);
    }

    private StockDecision decide(Stock stock, @Nullable StockMark mark, StockMessage message) {
        return switch (message) {
            case StockMessage.Requested(StockRequest request) -> stock.decide(mark, request, now());
            case StockMessage.Commanded(StockCommand command) -> stock.decide(mark, command, now());
        };
    }

    private void store(String sku, String markKey, @Nullable StockMark before, Decided decided) {
        if (decided.level() != null) {
            stocks.put(sku, decided.stock());
        }
        marks.put(markKey, decided.mark());
        if (before == null) {
            deadlines.add(now().plus(remember).toEpochMilli(), markKey);
        }
    }

    private static List<Envelope> told(StockDecision decision) {
        return switch (decision) {
            case Decided decided -> told(decided.answer(), decided.level());
            case Repeated(StockEvent answer) -> told(answer, null);
            case Ignored ignored -> List.of();
            case Parked ignored -> List.of();
        };
    }

    private static List<Envelope> told(@Nullable StockEvent answer, @Nullable StockLevel level) {
        List<Envelope> told = new ArrayList<>();
        if (answer != null) {
            told.add(Outbox.seal(Topics.STOCK_EVENTS, answer.orderId().toString(), answer));
        }
        if (level != null) {
            told.add(Outbox.seal(Topics.STOCK_LEVELS, level.sku(), level));
        }
        return told;
    }

    private void forgetMarks(long nowMillis) {
        for (Deadline deadline : deadlines.dueAt(nowMillis, DUE_AT_ONCE)) {
            deadlines.remove(deadline.dueMillis(), deadline.subject());
            StockMark mark = marks.get(deadline.subject());
            if (mark != null && mark.holdsPieces()) {
                deadlines.add(nowMillis + remember.toMillis(), deadline.subject());
            } else {
                marks.delete(deadline.subject());
            }
        }
    }

    @Override
    public void close() {
        parkingLot.close();
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
