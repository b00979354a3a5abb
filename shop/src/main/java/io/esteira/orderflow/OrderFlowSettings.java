package io.esteira.orderflow;

import io.esteira.contracts.OrderId;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient orders are.
 *
 * @param reservationTimeout how long an order waits for its stock before it expires
 * @param paymentTimeout how long it waits for its payment's outcome before it expires
 * @param cancelAheadTimeout how long a cancellation is kept whose order has not been seen yet
 * @param grace how long after a start no order expires, however long the flow was down
 */
@ConfigurationProperties("esteira.orderflow")
record OrderFlowSettings(
        @DefaultValue("5m") Duration reservationTimeout,
        @DefaultValue("30m") Duration paymentTimeout,
        @DefaultValue("5m") Duration cancelAheadTimeout,
        @DefaultValue("1m") Duration grace) {

    OrderFlow flow(HeldBack heldBack, Turnstile turnstile) {
        return new OrderFlow(
                new Timeouts(reservationTimeout, paymentTimeout, cancelAheadTimeout, OrderId.IDEMPOTENCY_WINDOW),
                grace,
                heldBack,
                turnstile);
    }
}
