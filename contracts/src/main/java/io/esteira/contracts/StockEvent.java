package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** The answer of one SKU's stock to {@link StockRequest.Reserve}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(StockEvent.Reserved.class), @JsonSubTypes.Type(StockEvent.Refused.class)})
public sealed interface StockEvent extends Message {

    OrderId orderId();

    String sku();

    @Override
    default String factId() {
        return orderId() + "/" + sku() + "/answer";
    }

    record Reserved(OrderId orderId, String sku, int quantity, Instant at) implements StockEvent {}

    /** @param available pieces that could have been had */
    record Refused(OrderId orderId, String sku, int quantity, int available, Instant at) implements StockEvent {}
}
