package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What staff or an ERP want done with the stock of one SKU. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(StockCommand.Adjust.class))
public sealed interface StockCommand extends Message {

    String sku();

    /**
     * Goods came or went other than by an order.
     *
     * @param adjustmentId unique for each wish, so that a repeated write counts once
     * @param delta pieces, positive for goods that came; what would leave fewer pieces than are reserved is refused
     * @param by who asks: an API client or {@code staff:<username>}
     */
    record Adjust(String sku, String adjustmentId, int delta, String reason, String by, Instant at)
            implements StockCommand {

        @Override
        public String factId() {
            return sku + "/" + adjustmentId;
        }
    }
}
