package io.esteira.orders;

import io.esteira.contracts.OrderId;
import org.jspecify.annotations.Nullable;

/** Asks order flow to stop an order. Whether it still could shows in the order's timeline. */
public interface CancelOrder {

    /**
     * Returns once the wish is written durably.
     *
     * @param by who asks: an API client or {@code staff:<username>}
     * @param note why, in the asker's words
     * @throws io.esteira.platform.kafka.KafkaUnavailable if it may not have been written
     */
    void cancel(OrderId id, String by, @Nullable String note);
}
