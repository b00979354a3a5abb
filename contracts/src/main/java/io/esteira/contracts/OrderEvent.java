package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an order, in the order's own sequence 1, 2, 3, … */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(OrderEvent.OrderAccepted.class),
    @JsonSubTypes.Type(OrderEvent.StockReserved.class),
    @JsonSubTypes.Type(OrderEvent.OrderConfirmed.class),
    @JsonSubTypes.Type(OrderEvent.OrderRejected.class),
    @JsonSubTypes.Type(OrderEvent.OrderCancelled.class),
    @JsonSubTypes.Type(OrderEvent.OrderExpired.class),
    @JsonSubTypes.Type(OrderEvent.CancellationRefused.class)
})
public sealed interface OrderEvent extends Message {

    OrderId orderId();

    /** 1 for the order's first event, then one more for each. */
    int sequence();

    /** Where the order stands after this event; null where the event leaves it where it stood. */
    @JsonIgnore
    @Nullable
    OrderStatus status();

    @Override
    default String factId() {
        return orderId() + "/" + sequence();
    }

    /** Order flow took the order up; its stock is being reserved. */
    record OrderAccepted(OrderId orderId, int sequence, Instant at, Order order) implements OrderEvent {
        @Override
        public OrderStatus status() {
            return OrderStatus.PENDING;
        }
    }

    /** Every line is reserved; payment has been asked for. */
    record StockReserved(OrderId orderId, int sequence, Instant at) implements OrderEvent {
        @Override
        public OrderStatus status() {
            return OrderStatus.AWAITING_PAYMENT;
        }
    }

    /**
     * Paid; the goods are the customer's.
     *
     * @param paymentReference the gateway's name for the payment
     */
    record OrderConfirmed(OrderId orderId, int sequence, Instant at, Order order, String paymentReference)
            implements OrderEvent {
        @Override
        public OrderStatus status() {
            return OrderStatus.CONFIRMED;
        }
    }

    /**
     * The shop cannot serve the order.
     *
     * @param skus what was short, for {@link RejectionReason#OUT_OF_STOCK}; else empty
     * @param detail the gateway's code, for {@link RejectionReason#PAYMENT_DECLINED}
     */
    record OrderRejected(
            OrderId orderId,
            int sequence,
            Instant at,
            Order order,
            RejectionReason reason,
            List<String> skus,
            @Nullable String detail)
            implements OrderEvent {

        public OrderRejected {
            skus = List.copyOf(skus);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.REJECTED;
        }
    }

    /** Somebody stopped the order before it was paid. */
    record OrderCancelled(
            OrderId orderId,
            int sequence,
            Instant at,
            Order order,
            String by,
            @Nullable String note) implements OrderEvent {
        @Override
        public OrderStatus status() {
            return OrderStatus.CANCELLED;
        }
    }

    /** An answer did not come in time. */
    record OrderExpired(OrderId orderId, int sequence, Instant at, Order order, ExpiryReason reason)
            implements OrderEvent {
        @Override
        public OrderStatus status() {
            return OrderStatus.EXPIRED;
        }
    }

    /** A wish to cancel came too late: the order stays where it stood. */
    record CancellationRefused(OrderId orderId, int sequence, Instant at, String by, OrderStatus because)
            implements OrderEvent {
        @Override
        public @Nullable OrderStatus status() {
            return null;
        }
    }

    /** Why the shop could not serve an order. */
    enum RejectionReason {
        OUT_OF_STOCK,
        PAYMENT_DECLINED
    }

    /** Which answer did not come in time. */
    enum ExpiryReason {
        STOCK_TIMEOUT,
        PAYMENT_TIMEOUT
    }
}
