package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What the payment gateway did, known for certain. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(PaymentEvent.PaymentCaptured.class),
    @JsonSubTypes.Type(PaymentEvent.PaymentDeclined.class),
    @JsonSubTypes.Type(PaymentEvent.PaymentRefunded.class)
})
public sealed interface PaymentEvent extends Message {

    OrderId orderId();

    /** @param reference the gateway's name for the payment */
    record PaymentCaptured(OrderId orderId, Money amount, String reference, Instant at) implements PaymentEvent {
        @Override
        public String factId() {
            return orderId + "/captured";
        }
    }

    /** @param code the gateway's reason */
    record PaymentDeclined(OrderId orderId, Money amount, String code, Instant at) implements PaymentEvent {
        @Override
        public String factId() {
            return orderId + "/declined";
        }
    }

    /** @param reference the gateway's name for the refund */
    record PaymentRefunded(OrderId orderId, Money amount, String reference, Instant at) implements PaymentEvent {
        @Override
        public String factId() {
            return orderId + "/refunded";
        }
    }
}
