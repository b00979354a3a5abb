package io.esteira.orders;

import java.util.function.Consumer;

/** Tells live pages when an order changes. */
public interface OrderChanges {

    /**
     * Calls {@code listener} with the order each time that it differs from what the caller has seen, within about 200 ms,
     * never twice at the same time, until the subscription is closed. What changes quickly may be told of once.
     *
     * @param seen what the caller has
     * @param listener called in a thread of its own; may block; what it throws ends the subscription
     * @throws io.esteira.platform.web.Problem 503 if this process has too many followers already
     */
    Subscription follow(OrderView seen, Consumer<OrderView> listener);

    interface Subscription extends AutoCloseable {

        /** Harmless to repeat. */
        @Override
        void close();
    }
}
