package io.esteira.lab.check;

/** Where an order stands, as told by its events. */
enum Standing {
    NOWHERE,
    PENDING,
    AWAITING_PAYMENT,
    CONFIRMED,
    SHIPPED,
    DELIVERED,
    REJECTED,
    CANCELLED,
    EXPIRED;

    boolean isSettled() {
        return switch (this) {
            case NOWHERE, PENDING, AWAITING_PAYMENT -> false;
            case CONFIRMED, SHIPPED, DELIVERED, REJECTED, CANCELLED, EXPIRED -> true;
        };
    }

    boolean isPaid() {
        return switch (this) {
            case CONFIRMED, SHIPPED, DELIVERED -> true;
            case NOWHERE, PENDING, AWAITING_PAYMENT, REJECTED, CANCELLED, EXPIRED -> false;
        };
    }
}
