package io.esteira.orderflow;

import java.time.Duration;

/**
 * How long each waiting state may last.
 *
 * @param reservation until every SKU has answered
 * @param payment until the payment's outcome is known
 * @param cancelAhead how long a cancellation is kept whose order is not known yet
 * @param remember how long a settled order is remembered, so that a repetition of it is known as such
 */
record Timeouts(Duration reservation, Duration payment, Duration cancelAhead, Duration remember) {

    Timeouts {
        for (Duration each : new Duration[] {reservation, payment, cancelAhead, remember}) {
            if (!each.isPositive()) {
                throw new IllegalArgumentException("A timeout must be positive: " + each);
            }
        }
    }
}
