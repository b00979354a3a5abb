package io.esteira.orderflow;

import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.orderflow.Outbox.Envelope;
import io.esteira.orderflow.StockDecision.Decided;
import io.esteira.orderflow.StockDecision.Ignored;
import io.esteira.orderflow.StockDecision.Parked;
import io.esteira.orderflow.StockDecision.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Brings messages to {@link Stock} and carries its decisions out. */
final class StockProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String CONSUMER = "stock";
    static final List<Topic<?>> SOURCES = List.of(Topics.STOCK_REQUESTS, Topics.STOCK_COMMANDS);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    static final Duration TELL_LEVELS_AFTER = Duration.ofMillis(500);

    private final Duration remember;
    private final HeldBack heldBack;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, Stock> stocks;
    private StockMarks marks;
    private Outbox outbox;
    private ParkingLot parkingLot;
    private FreedQueues freedQueues;

    /** The last level of each SKU that changed. A hot SKU changes thousands of times in between. */
    private final Map<String, Envelope> untold = new LinkedHashMap<>();

    private @Nullable Cancellable telling;
    private boolean hasToldAll;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    StockProcessor(Duration remember, HeldBack heldBack) {
        this.remember = remember;
        this.heldBack = heldBack;
    }

    /** What is told of a decision: the answer at once, the level with the next levels. */
    private record Told(List<Envelope> answer, Optional<Envelope> level) {}

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        stocks = context.getStateStore(OrderFlow.STOCK);
        marks = new StockMarks(context.getStateStore(OrderFlow.STOCK_MARKS), remember);
        outbox = new Outbox(context);
        ParkedQueues queues = new ParkedQueues(context.getStateStore(OrderFlow.STOCK_PARKED));
        parkingLot = new ParkingLot(CONSUMER, context, OrderFlow.STOCK_DEAD_LETTERS, queues, heldBack);
        freedQueues = new FreedQueues(context, queues, this::arrived);
        context.schedule(
                LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMillis -> marks.forgetOld(nowMillis, LOOK_EVERY));
        untold.clear();
        hasToldAll = false;
        telling = null;
        tellLevelsSoon();
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
        Told told;
        try {
            decision = decide(stored == null ? Stock.NONE : stored, mark, message);
            told = told(decision);
        } catch (RuntimeException e) {
            parkingLot.failed(arrival, queue, e);
            return;
        }
        switch (decision) {
            case Decided decided -> store(sku, markKey, decided);
            case Repeated ignored -> {}
            case Ignored ignored -> {}
            case Parked(String reason) -> {
                parkingLot.refuse(arrival, reason);
                return;
            }
        }
        outbox.send(told.answer());
        told.level().ifPresent(level -> {
            untold.put(sku, level);
            tellLevelsSoon();
        });
        parkingLot.passed(arrival);
    }

    private StockDecision decide(Stock stock, @Nullable StockMark mark, StockMessage message) {
        return switch (message) {
            case StockMessage.Requested(StockRequest request) -> stock.decide(mark, request, now());
            case StockMessage.Commanded(StockCommand command) -> stock.decide(mark, command, now());
        };
    }

    private void store(String sku, String markKey, Decided decided) {
        if (decided.level() != null) {
            stocks.put(sku, decided.stock());
        }
        marks.put(markKey, decided.mark(), now().toEpochMilli());
    }

    /** Written down before anything is stored: what cannot be written must leave no trace. */
    private static Told told(StockDecision decision) {
        return switch (decision) {
            case Decided decided ->
                new Told(
                        answer(decided.answer()),
                        Optional.ofNullable(decided.level()).map(StockProcessor::level));
            case Repeated(StockEvent answer) -> new Told(answer(answer), Optional.empty());
            case Ignored ignored -> new Told(List.of(), Optional.empty());
            case Parked ignored -> new Told(List.of(), Optional.empty());
        };
    }

    private static List<Envelope> answer(@Nullable StockEvent answer) {
        return answer == null
                ? List.of()
                : List.of(Outbox.seal(Topics.STOCK_EVENTS, answer.orderId().toString(), answer));
    }

    private static Envelope level(StockLevel level) {
        return Outbox.seal(Topics.STOCK_LEVELS, level.sku(), level);
    }

    /** Whoever had this task before may have committed a change and not told of it. */
    private void tellAllLevels() {
        try (KeyValueIterator<String, Stock> all = stocks.all()) {
            all.forEachRemaining(entry -> {
                Stock stock = entry.value;
                untold.putIfAbsent(
                        entry.key,
                        level(new StockLevel(entry.key, stock.onHand(), stock.reserved(), stock.version(), now())));
            });
        }
    }

    /** Only where there is something to tell: whatever is scheduled makes for a commit. */
    private void tellLevelsSoon() {
        if (telling == null) {
            telling = context.schedule(TELL_LEVELS_AFTER, PunctuationType.WALL_CLOCK_TIME, nowMillis -> tellLevels());
        }
    }

    private void tellLevels() {
        if (telling != null) {
            telling.cancel();
            telling = null;
        }
        if (!hasToldAll) {
            tellAllLevels();
            hasToldAll = true;
        }
        outbox.send(List.copyOf(untold.values()));
        untold.clear();
    }

    @Override
    public void close() {
        parkingLot.close();
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
