package io.esteira.payments;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentInstrument;
import io.esteira.contracts.PaymentRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done at the gateway, as it stands in the database.
 *
 * @param instrument forgotten as soon as the outcome is known; null for refunds
 * @param captureReference of the payment to be given back; null for captures
 * @param attempts how often somebody has worked on it, this time included
 * @param reference the gateway's name for what it approved
 * @param code the gateway's reason for what it declined
 * @param settledAt when the outcome became known
 */
record Intent(
        OrderId orderId,
        Kind kind,
        String idempotencyKey,
        Money amount,
        @Nullable PaymentInstrument instrument,
        @Nullable String captureReference,
        Status status,
        int attempts,
        Instant createdAt,
        @Nullable String reference,
        @Nullable String code,
        @Nullable Instant settledAt) {

    enum Kind {
        CAPTURE,
        REFUND;

        static Kind of(PaymentRequest request) {
            return switch (request) {
                case PaymentRequest.Capture ignored -> CAPTURE;
                case PaymentRequest.Refund ignored -> REFUND;
            };
        }
    }

    enum Status {
        /** Written down; the gateway was not called. */
        NEW,
        /** The gateway is being called, or was when a process died. */
        CALLING,
        /** The gateway failed for certain; call again. */
        RETRY,
        /** Nobody here knows whether the gateway did it; ask. */
        UNKNOWN,
        APPROVED,
        DECLINED
    }

    /** The outcome as others are told it; none while it is open, nor for a refused refund, for which there is no word. */
    Optional<PaymentEvent> event() {
        return switch (status) {
            case NEW, CALLING, RETRY, UNKNOWN -> Optional.empty();
            case APPROVED ->
                Optional.of(
                        switch (kind) {
                            case CAPTURE ->
                                new PaymentEvent.PaymentCaptured(orderId, amount, known(reference), known(settledAt));
                            case REFUND ->
                                new PaymentEvent.PaymentRefunded(orderId, amount, known(reference), known(settledAt));
                        });
            case DECLINED ->
                switch (kind) {
                    case CAPTURE ->
                        Optional.of(new PaymentEvent.PaymentDeclined(orderId, amount, known(code), known(settledAt)));
                    case REFUND -> Optional.empty();
                };
        };
    }

    PaymentInstrument requiredInstrument() {
        return known(instrument);
    }

    String requiredCaptureReference() {
        return known(captureReference);
    }

    private <T> T known(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("Incomplete intent: " + idempotencyKey + " " + status);
        }
        return part;
    }
}
