package io.esteira.orderflow;

import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import org.jspecify.annotations.Nullable;

/** What is to be done about a message to one SKU's stock. */
sealed interface StockDecision {

    /**
     * @param answer for the order, where the message asks for one
     * @param level what is to be told of the stock, where it changed
     */
    record Decided(
            Stock stock,
            StockMark mark,
            @Nullable StockEvent answer,
            @Nullable StockLevel level) implements StockDecision {}

    /** The message came before: the same answer again, and nothing changes. */
    record Repeated(StockEvent answer) implements StockDecision {}

    record Ignored() implements StockDecision {}

    /** The message makes no sense here; people should look at it. */
    record Parked(String reason) implements StockDecision {}
}
