package io.esteira.orderflow;

import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topics;
import org.jspecify.annotations.Nullable;

/** All that an SKU's stock hears of. */
sealed interface StockMessage {

    String sku();

    /** Where its {@link StockMark} stands. The separator is no character that an SKU may have. */
    String markKey();

    /** What waits behind it if it fails: the same order's later requests of this SKU. Adjustments wait for nothing. */
    @Nullable
    String queue();

    record Requested(StockRequest message) implements StockMessage {
        @Override
        public String sku() {
            return message.sku();
        }

        @Override
        public String markKey() {
            return sku() + "\0order:" + message.orderId();
        }

        @Override
        public String queue() {
            return message.orderId() + "/" + sku();
        }
    }

    record Commanded(StockCommand message) implements StockMessage {
        @Override
        public String sku() {
            return message.sku();
        }

        @Override
        public String markKey() {
            return switch (message) {
                case StockCommand.Adjust adjust -> sku() + "\0adjustment:" + adjust.adjustmentId();
            };
        }

        @Override
        public @Nullable String queue() {
            return null;
        }
    }

    static StockMessage read(String topic, byte[] json) {
        if (topic.equals(Topics.STOCK_REQUESTS.name())) {
            return new Requested(Topics.STOCK_REQUESTS.decode(json));
        }
        if (topic.equals(Topics.STOCK_COMMANDS.name())) {
            return new Commanded(Topics.STOCK_COMMANDS.decode(json));
        }
        throw new IllegalArgumentException("Stock does not listen to " + topic);
    }
}
