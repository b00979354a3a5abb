package io.esteira.contracts;

import java.time.Instant;

/**
 * The customer holds a 201 for this order.
 *
 * @param payment how it is to be paid; goes no further than the payment request
 * @param fingerprint SHA-256, in hex, of what the client asked for: tells a repetition from another order under the
 *     same idempotency key
 */
public record OrderPlaced(Order order, PaymentInstrument payment, String fingerprint) implements Message {

    @Override
    public String factId() {
        return order.id().toString();
    }

    @Override
    public Instant at() {
        return order.placedAt();
    }
}
