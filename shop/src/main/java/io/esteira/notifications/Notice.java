package io.esteira.notifications;

import io.esteira.contracts.BillingEvent;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Message;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one customer is to be told.
 *
 * @param reason why the order ended without goods; names a text of the message bundle
 * @param missing the lines that could not be served, where that was the reason
 * @param invoice null unless confirmed
 */
record Notice(
        Transition transition,
        OrderId orderId,
        String orderNumber,
        Customer customer,
        List<OrderLine> lines,
        Money total,
        @Nullable String reason,
        List<OrderLine> missing,
        @Nullable Invoice invoice) {

    /** Empty for what customers are not told of. */
    static Optional<Notice> of(Message message) {
        return switch (message) {
            case OrderEvent event -> of(event);
            case BillingEvent event -> of(event);
            default -> Optional.empty(); // only these two streams are listened to
        };
    }

    static Optional<Notice> of(OrderEvent event) {
        return switch (event) {
            case OrderAccepted accepted -> Optional.of(of(Transition.ACCEPTED, accepted.order(), null, List.of()));
            case OrderRejected rejected ->
                Optional.of(of(
                        Transition.REJECTED, rejected.order(), rejected.reason().name(), missing(rejected)));
            case OrderCancelled cancelled -> Optional.of(of(Transition.CANCELLED, cancelled.order(), null, List.of()));
            case OrderExpired expired ->
                Optional.of(
                        of(Transition.EXPIRED, expired.order(), expired.reason().name(), List.of()));
            // The invoice follows, and the mail with it.
            case OrderEvent.OrderConfirmed ignored -> Optional.empty();
            case OrderEvent.StockReserved ignored -> Optional.empty();
            case OrderEvent.CancellationRefused ignored -> Optional.empty();
        };
    }

    static Optional<Notice> of(BillingEvent event) {
        return switch (event) {
            case InvoiceIssued issued -> Optional.of(of(issued.invoice()));
        };
    }

    private static Notice of(Transition transition, Order order, @Nullable String reason, List<OrderLine> missing) {
        return new Notice(
                transition,
                order.id(),
                order.number(),
                order.customer(),
                order.lines(),
                order.total(),
                reason,
                missing,
                null);
    }

    private static Notice of(Invoice invoice) {
        return new Notice(
                Transition.CONFIRMED,
                invoice.orderId(),
                invoice.orderNumber(),
                invoice.customer(),
                invoice.lines(),
                invoice.total(),
                null,
                List.of(),
                invoice);
    }

    private static List<OrderLine> missing(OrderRejected rejected) {
        return rejected.order().lines().stream()
                .filter(line -> rejected.skus().contains(line.sku()))
                .toList();
    }
}
