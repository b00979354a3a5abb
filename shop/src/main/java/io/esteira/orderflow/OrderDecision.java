package io.esteira.orderflow;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockRequest;
import java.util.List;

/** What is to be done about a message to an order. */
sealed interface OrderDecision {

    /** The order now stands as {@code state} says, and the rest is to be told to others. */
    record Decided(
            OrderState state,
            List<OrderEvent> events,
            List<StockRequest> stockRequests,
            List<PaymentRequest> paymentRequests)
            implements OrderDecision {

        public Decided {
            events = List.copyOf(events);
            stockRequests = List.copyOf(stockRequests);
            paymentRequests = List.copyOf(paymentRequests);
        }
    }

    /** Nothing changes: the message is a repetition, or came when it no longer matters. */
    record Ignored() implements OrderDecision {}

    /** The message makes no sense here; people should look at it. */
    record Parked(String reason) implements OrderDecision {}

    /** The order needs not be remembered any longer. */
    record Forgotten() implements OrderDecision {}
}
