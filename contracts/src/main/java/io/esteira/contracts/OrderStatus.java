package io.esteira.contracts;

import java.util.EnumSet;
import java.util.Set;

/** Where an order stands. */
public enum OrderStatus {
    /** Accepted; stock is being reserved. */
    PENDING,
    /** Stock is reserved; the payment's outcome is awaited. */
    AWAITING_PAYMENT,
    /** Paid. */
    CONFIRMED,
    SHIPPED,
    DELIVERED,
    REJECTED,
    CANCELLED,
    EXPIRED;

    /** Whether an order that stands here may go to {@code next}. */
    public boolean canBecome(OrderStatus next) {
        return successors().contains(next);
    }

    /** Whether the order no longer waits for stock or payment. */
    public boolean isSettled() {
        return this != PENDING && this != AWAITING_PAYMENT;
    }

    private Set<OrderStatus> successors() {
        return switch (this) {
            case PENDING -> EnumSet.of(AWAITING_PAYMENT, REJECTED, CANCELLED, EXPIRED);
            case AWAITING_PAYMENT -> EnumSet.of(CONFIRMED, REJECTED, CANCELLED, EXPIRED);
            case CONFIRMED -> EnumSet.of(SHIPPED);
            case SHIPPED -> EnumSet.of(DELIVERED);
            case DELIVERED, REJECTED, CANCELLED, EXPIRED -> EnumSet.noneOf(OrderStatus.class);
        };
    }
}
