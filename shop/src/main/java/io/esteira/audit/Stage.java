package io.esteira.audit;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.StockReserved;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an order stands, and where it may go: the auditor's own table, on purpose not the one that order flow obeys. */
enum Stage {
    PENDING,
    AWAITING_PAYMENT,
    CONFIRMED,
    SHIPPED,
    DELIVERED,
    REJECTED,
    CANCELLED,
    EXPIRED;

    private static final Set<Stage> PAID = Set.of(CONFIRMED, SHIPPED, DELIVERED);
    private static final Set<Stage> FAILED = Set.of(REJECTED, CANCELLED, EXPIRED);

    /** Where {@code event} says the order stands now; null if it says nothing of that. */
    static @Nullable Stage after(OrderEvent event) {
        return switch (event) {
            case OrderAccepted ignored -> PENDING;
            case StockReserved ignored -> AWAITING_PAYMENT;
            case OrderConfirmed ignored -> CONFIRMED;
            case OrderRejected ignored -> REJECTED;
            case OrderCancelled ignored -> CANCELLED;
            case OrderExpired ignored -> EXPIRED;
            case CancellationRefused ignored -> null;
        };
    }

    boolean mayBecome(Stage next) {
        return switch (this) {
            case PENDING -> next == AWAITING_PAYMENT || next.isFailed();
            case AWAITING_PAYMENT -> next == CONFIRMED || next.isFailed();
            case CONFIRMED -> next == SHIPPED;
            case SHIPPED -> next == DELIVERED;
            case DELIVERED, REJECTED, CANCELLED, EXPIRED -> false;
        };
    }

    boolean isPaid() {
        return PAID.contains(this);
    }

    /** Ended without goods. */
    boolean isFailed() {
        return FAILED.contains(this);
    }
}
