package io.esteira.staff;

import io.esteira.contracts.StockCommand.Adjust;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.TopicWriter;
import java.time.Duration;
import java.time.InstantSource;

/** Says that goods came or went. */
final class AdjustStock {

    /** Stock answers well within this where all is well. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StockRoom stock;
    private final TopicWriter writer;
    private final InstantSource clock;

    AdjustStock(StockRoom stock, TopicWriter writer, InstantSource clock) {
        this.stock = stock;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * @param adjustmentId the form's own: a form that is sent twice counts once
     * @return whether the level has changed already
     */
    boolean adjust(StockRoom.Shelf shelf, String adjustmentId, int delta, String reason, String by) {
        writer.write(
                Topics.STOCK_COMMANDS,
                shelf.sku(),
                new Adjust(shelf.sku(), adjustmentId, delta, reason, by, clock.instant()));
        return stock.awaitChange(shelf.sku(), shelf.version(), PATIENCE);
    }
}
