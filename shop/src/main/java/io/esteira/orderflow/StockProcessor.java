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

    /**
     * The last level of each SKU that changed. A hot SKU changes thousands of times in between, so a level is only written
     * down when it is told; nothing in it can fail to be, for its SKU is the key of the record that changed it.
     */
    private final Map<String, StockLevel> untold = new LinkedHashMap<>();

    private @Nullable Cancellable telling;
    private boolean hasToldAll;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    StockProcessor(Duration remember, HeldBack heldBack) {
        this.remember = remember;
        this.heldBack = heldBack;
    }

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
        String wrongKey = Incoming.wrongKey(Incoming.key(record), sku);
        if (wrongKey != null) {
            parkingLot.refuse(arrival, wrongKey);
            return;
        }
        Stock stored = stocks.get(sku);
        StockMark mark = marks.get(markKey);
        StockDecision decision;
        List<Envelope> answer;
        try {
            decision = decide(stored == null ? Stock.NONE : stored, mark, message);
            answer = answer(decision);
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
        outbox.send(answer);
        parkingLot.passed(arrival);
    }

    private StockDecision decide(Stock stock, @Nullable StockMark mark, StockMessage message) {
        return switch (message) {
            case StockMessage.Requested(StockRequest request) -> stock.decide(mark, request, now());
            case StockMessage.Commanded(StockCommand command) -> stock.decide(mark, command, now());
        };
    }

    private void store(String sku, String markKey, Decided decided) {
        StockLevel level = decided.level();
        if (level != null) {
            stocks.put(sku, decided.stock());
            untold.put(sku, level);
            tellLevelsSoon();
        }
        marks.put(markKey, decided.mark(), now().toEpochMilli());
    }

    /** Written down before anything is stored: what cannot be written must leave no trace. */
    private static List<Envelope> answer(StockDecision decision) {
        return switch (decision) {
            case Decided decided -> decided.answer() == null ? List.of() : List.of(seal(decided.answer()));
            case Repeated(StockEvent answer) -> List.of(seal(answer));
            case Ignored ignored -> List.of();
            case Parked ignored -> List.of();
        };
    }

    private static Envelope seal(StockEvent answer) {
        return Outbox.seal(Topics.STOCK_EVENTS, answer.orderId().toString(), answer);
    }

    private static Envelope seal(StockLevel level) {
        return Outbox.seal(Topics.STOCK_LEVELS, level.sku(), level);
    }

    /** Whoever had this task before may have committed a change and not told of it. */
    private void tellAllLevels() {
        try (KeyValueIterator<String, Stock> all = stocks.all()) {
            all.forEachRemaining(entry -> {
                Stock stock = entry.value;
                untold.putIfAbsent(
                        entry.key, new StockLevel(entry.key, stock.onHand(), stock.reserved(), stock.version(), now()));
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
        outbox.send(untold.values().stream().map(StockProcessor::seal).toList());
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
