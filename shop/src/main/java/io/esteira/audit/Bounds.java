package io.esteira.audit;

import java.time.Duration;

/**
 * How long something may be owed.
 *
 * @param step that follows from another: an invoice, a message, stock that goes back
 * @param stock an order that waits for its stock, or to be taken up at all
 * @param payment an order that waits for its payment, or a payment for its gateway
 */
record Bounds(Duration step, Duration stock, Duration payment) {

    static Bounds of(AuditSettings settings) {
        return new Bounds(
                settings.patience(),
                settings.reservationTimeout().plus(settings.patience()),
                settings.paymentTimeout().plus(settings.patience()));
    }
}
