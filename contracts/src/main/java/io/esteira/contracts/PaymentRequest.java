package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What order flow wants of the payment gateway. One of each kind at most for each order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(PaymentRequest.Capture.class), @JsonSubTypes.Type(PaymentRequest.Refund.class)})
public sealed interface PaymentRequest extends Message {

    OrderId orderId();

    Money amount();

    /** Take the money: authorise and capture in one step. */
    record Capture(OrderId orderId, Money amount, PaymentInstrument instrument, Instant at) implements PaymentRequest {
        @Override
        public String factId() {
            return orderId + "/capture";
        }
    }

    /**
     * Give it back.
     *
     * @param reference the gateway's name for the payment
     */
    record Refund(OrderId orderId, Money amount, String reference, Instant at) implements PaymentRequest {
        @Override
        public String factId() {
            return orderId + "/refund";
        }
    }
}
