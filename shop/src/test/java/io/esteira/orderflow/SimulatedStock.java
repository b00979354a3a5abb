package io.esteira.orderflow;

import io.esteira.contracts.StockEvent;
import io.esteira.orderflow.StockDecision.Decided;
import io.esteira.orderflow.StockDecision.Ignored;
import io.esteira.orderflow.StockDecision.Parked;
import io.esteira.orderflow.StockDecision.Repeated;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One partition's stock: does what {@link StockProcessor} does, without Kafka Streams around it. */
final class SimulatedStock {

    private final Deciders deciders;
    private final SimulatedTopics topics;
    private final StockBooks books;
    private final InstantSource clock;
    private final SimulationStory story;
    private final Map<String, Stock> stocks = new HashMap<>();
    private final Map<String, StockMark> marks = new HashMap<>();
    private final SimulatedTask<StockMessage> task;

    SimulatedStock(
            int partition,
            Deciders deciders,
            SimulatedTopics topics,
            StockBooks books,
            InstantSource clock,
            SimulationStory story) {
        this.deciders = deciders;
        this.topics = topics;
        this.books = books;
        this.clock = clock;
        this.story = story;
        task = new SimulatedTask<>(
                List.of(topics.stockRequests.get(partition), topics.stockCommands.get(partition)), this::process);
    }

    SimulatedTask<StockMessage> task() {
        return task;
    }

    /** As it stands now, by SKU. */
    Map<String, Stock> stocks() {
        return stocks;
    }

    private void process(StockMessage message, SimulatedTransaction transaction) {
        String sku = message.sku();
        Stock stock = stocks.getOrDefault(sku, Stock.NONE);
        StockDecision decision = deciders.stock(stock, marks.get(message.markKey()), message, clock.instant());
        story.tell(() -> SimulationWords.of(message) + " → " + SimulationWords.of(decision));
        books.heard(message, decision, transaction);
        switch (decision) {
            case Decided decided -> {
                transaction.put(stocks, sku, decided.stock());
                transaction.put(marks, message.markKey(), decided.mark());
                answer(decided.answer(), transaction);
            }
            case Repeated(StockEvent answer) -> answer(answer, transaction);
            case Ignored ignored -> {}
            case Parked ignored -> {}
        }
    }

    private void answer(@Nullable StockEvent answer, SimulatedTransaction transaction) {
        if (answer != null) {
            topics.write(answer, transaction);
        }
    }
}
