package io.esteira.orderflow;

import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topics;
import io.esteira.orderflow.Deadlines.Deadline;
import io.esteira.orderflow.StockDecision.Decided;
import io.esteira.orderflow.StockDecision.Ignored;
import io.esteira.orderflow.StockDecision.Parked;
import io.esteira.orderflow.StockDecision.Repeated;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Brings messages to {@link Stock} and carries its decisions out. */
final class StockProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final int DUE_AT_ONCE = 10_000;

    private final Duration remember;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, Stock> stocks;
    private KeyValueStore<String, StockMark> marks;
    private Deadlines deadlines;
    private Outbox outbox;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    StockProcessor(Duration remember) {
        this.remember = remember;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        stocks = context.getStateStore(OrderFlow.STOCK);
        marks = context.getStateStore(OrderFlow.STOCK_MARKS);
        deadlines = new Deadlines(context.getStateStore(OrderFlow.STOCK_DEADLINES));
        outbox = new Outbox(context, OrderFlow.STOCK_DEAD_LETTERS);
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forgetMarks);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        StockMessage message;
        try {
            message = StockMessage.read(source.topic(), Incoming.value(record));
            Incoming.requireKey(record, message.sku());
        } catch (RuntimeException e) {
            outbox.park(record, Incoming.reason(e));
            return;
        }
        String sku = message.sku();
        Stock stored = stocks.get(sku);
        Stock stock = stored == null ? Stock.NONE : stored;
        StockMark mark = marks.get(message.markKey());
        StockDecision decision;
        try {
            decision = decide(stock, mark, message);
        } catch (RuntimeException e) {
            outbox.park(record, Incoming.reason(e));
            return;
        }
        switch (decision) {
            case Decided decided -> {
                store(sku, message.markKey(), mark, decided);
                answer(decided.answer());
                publish(decided.level());
            }
            case Repeated(StockEvent answer) -> answer(answer);
            case Ignored ignored -> {}
            case Parked(String reason) -> outbox.park(record, reason);
        }
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

    private void answer(@Nullable StockEvent answer) {
        if (answer != null) {
            outbox.send(Topics.STOCK_EVENTS, answer.orderId().toString(), answer);
        }
    }

    private void publish(@Nullable StockLevel level) {
        if (level != null) {
            outbox.send(Topics.STOCK_LEVELS, level.sku(), level);
        }
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

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
