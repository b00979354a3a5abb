package io.esteira.payments;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentInstrument;

/**
 * Whoever moves the money. The same key is the same payment, however often it is sent. What an implementation throws
 * counts as {@link Answer.Unknown}.
 */
interface PaymentGateway {

    /** Authorises and captures in one step. */
    Answer capture(String idempotencyKey, OrderId orderId, Money amount, PaymentInstrument instrument);

    /** @param reference the gateway's name for the payment that is to be given back */
    Answer refund(String idempotencyKey, String reference, Money amount);

    /** What became of the payment or refund that was sent under this key. */
    Finding find(String idempotencyKey);

    /** What the gateway said. */
    sealed interface Answer {

        /** It will not change any more. */
        sealed interface Definite extends Answer {}

        /** @param reference the gateway's name for the payment or refund */
        record Approved(String reference) implements Definite {}

        /** @param code the gateway's reason */
        record Declined(String code) implements Definite {}

        /** It failed, and no money moved; the same key may be sent again. */
        record NotDone(String why) implements Answer {}

        /** Money may have moved; only {@link #find} can tell. */
        record Unknown(String why) implements Answer {}
    }

    /** What the gateway remembers. */
    sealed interface Finding {

        record Known(Answer.Definite answer) implements Finding {}

        /** No money has moved under this key. */
        record NeverHeard() implements Finding {}

        /** It could not be asked. */
        record NoReply(String why) implements Finding {}
    }
}
