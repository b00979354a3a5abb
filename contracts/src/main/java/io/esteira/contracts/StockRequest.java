package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What an order wants of one SKU's stock. One of each kind at most for each order and SKU. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(StockRequest.Reserve.class),
    @JsonSubTypes.Type(StockRequest.Sell.class),
    @JsonSubTypes.Type(StockRequest.Release.class)
})
public sealed interface StockRequest extends Message {

    OrderId orderId();

    String sku();

    /** Set pieces aside; answered by {@link StockEvent}. */
    record Reserve(OrderId orderId, String sku, int quantity, Instant at) implements StockRequest {
        @Override
        public String factId() {
            return orderId + "/" + sku + "/reserve";
        }
    }

    /** What was set aside is sold and leaves the house. */
    record Sell(OrderId orderId, String sku, Instant at) implements StockRequest {
        @Override
        public String factId() {
            return orderId + "/" + sku + "/sell";
        }
    }

    /** What was set aside goes back. */
    record Release(OrderId orderId, String sku, Instant at) implements StockRequest {
        @Override
        public String factId() {
            return orderId + "/" + sku + "/release";
        }
    }
}
