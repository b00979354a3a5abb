package io.esteira.orderflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import java.time.Instant;

/**
 * What became of one request or command to one SKU's stock.
 *
 * @param available pieces that could have been had, where the request was refused; else 0
 */
record StockMark(
        @JsonProperty("q") int quantity,
        @JsonProperty("f") Fate fate,
        @JsonProperty("a") int available) {

    enum Fate {
        RESERVED,
        REFUSED,
        SOLD,
        RELEASED,
        ADJUSTED
    }

    /** Whether pieces are set aside because of it; such a mark is not forgotten. */
    boolean holdsPieces() {
        return fate == Fate.RESERVED;
    }

    StockMark become(Fate next) {
        return new StockMark(quantity, next, available);
    }

    /** The answer that the first {@code reserve} of this order had. */
    StockEvent answer(StockRequest.Reserve reserve, Instant now) {
        return switch (fate) {
            case REFUSED -> new StockEvent.Refused(reserve.orderId(), reserve.sku(), quantity, available, now);
            case RESERVED, SOLD, RELEASED -> new StockEvent.Reserved(reserve.orderId(), reserve.sku(), quantity, now);
            case ADJUSTED -> throw new IllegalStateException("An adjustment is no reservation");
        };
    }
}
