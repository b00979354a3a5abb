package io.esteira.orderflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.StockDecision.Decided;
import io.esteira.orderflow.StockDecision.Ignored;
import io.esteira.orderflow.StockDecision.Parked;
import io.esteira.orderflow.StockDecision.Repeated;
import io.esteira.orderflow.StockMark.Fate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One SKU's stock, and what it decides: (stock, mark, message, now) → (stock, mark, messages). A {@link StockMark}
 * remembers each message's outcome beside the stock, so that a repetition finds it without making a hot SKU's own state
 * grow.
 *
 * @param onHand pieces in the house, the reserved ones among them
 * @param reserved pieces set aside
 * @param version one more with each change
 */
record Stock(
        @JsonProperty("h") int onHand,
        @JsonProperty("r") int reserved,
        @JsonProperty("v") long version) {

    /** What an SKU has that nobody ever told of. */
    static final Stock NONE = new Stock(0, 0, 0);

    /** No code path can promise more than there is: such a stock cannot be made. */
    Stock {
        if (reserved < 0 || onHand < reserved) {
            throw new IllegalArgumentException(reserved + " pieces reserved of " + onHand);
        }
    }

    int available() {
        return onHand - reserved;
    }

    StockDecision decide(@Nullable StockMark mark, StockRequest request, Instant now) {
        return switch (request) {
            case StockRequest.Reserve reserve -> reserve(mark, reserve, now);
            case StockRequest.Sell sell -> sell(mark, sell, now);
            case StockRequest.Release release -> release(mark, release, now);
        };
    }

    StockDecision decide(@Nullable StockMark mark, StockCommand command, Instant now) {
        return switch (command) {
            case StockCommand.Adjust adjust -> adjust(mark, adjust, now);
        };
    }

    private StockDecision reserve(@Nullable StockMark mark, StockRequest.Reserve reserve, Instant now) {
        if (mark != null) {
            return new Repeated(mark.answer(reserve, now));
        }
        int quantity = reserve.quantity();
        if (quantity <= 0) {
            return new Parked("A quantity of " + quantity);
        }
        if (quantity > available()) {
            StockMark refused = new StockMark(quantity, Fate.REFUSED, available());
            return new Decided(this, refused, refused.answer(reserve, now), null);
        }
        StockMark reserved = new StockMark(quantity, Fate.RESERVED, 0);
        return changed(reserve.sku(), onHand, this.reserved + quantity, reserved, reserved.answer(reserve, now), now);
    }

    private StockDecision sell(@Nullable StockMark mark, StockRequest.Sell sell, Instant now) {
        if (mark == null || mark.fate() != Fate.RESERVED) {
            return new Ignored();
        }
        int quantity = mark.quantity();
        return changed(sell.sku(), onHand - quantity, reserved - quantity, mark.become(Fate.SOLD), null, now);
    }

    private StockDecision release(@Nullable StockMark mark, StockRequest.Release release, Instant now) {
        if (mark == null || mark.fate() != Fate.RESERVED) {
            return new Ignored();
        }
        return changed(release.sku(), onHand, reserved - mark.quantity(), mark.become(Fate.RELEASED), null, now);
    }

    private StockDecision adjust(@Nullable StockMark mark, StockCommand.Adjust adjust, Instant now) {
        if (mark != null) {
            return new Ignored();
        }
        long adjusted = (long) onHand + adjust.delta();
        if (adjusted > Integer.MAX_VALUE) {
            return new Parked("More than " + Integer.MAX_VALUE + " pieces");
        }
        if (adjusted < reserved) {
            return new Parked("Only " + available() + " of " + onHand + " pieces are free to go");
        }
        StockMark done = new StockMark(adjust.delta(), Fate.ADJUSTED, 0);
        return changed(adjust.sku(), (int) adjusted, reserved, done, null, now);
    }

    private StockDecision changed(
            String sku, int onHand, int reserved, StockMark mark, @Nullable StockEvent answer, Instant now) {
        Stock stock = new Stock(onHand, reserved, version + 1);
        return new Decided(stock, mark, answer, new StockLevel(sku, onHand, reserved, stock.version(), now));
    }
}
