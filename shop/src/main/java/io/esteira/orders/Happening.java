package io.esteira.orders;

import io.esteira.contracts.BillingEvent;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.platform.kafka.Received;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One message about an order, as an entry of the order's timeline. */
record Happening(
        OrderId id,
        String topic,
        int sequence,
        String type,
        Instant at,
        @Nullable String detail,
        int partition,
        long offset) {

    /** One order for all writers, so that they never wait for each other in a circle. */
    static final Comparator<Happening> BY_KEY =
            Comparator.comparing(Happening::id).thenComparing(Happening::topic).thenComparingInt(Happening::sequence);

    private static final int ONLY = 0;

    static Happening of(Received<?> record, OrderPlaced placed) {
        return of(record, placed.order().id(), ONLY, null);
    }

    static Happening of(Received<?> record, OrderEvent event) {
        return of(record, event.orderId(), event.sequence(), detail(event));
    }

    static Happening of(Received<?> record, BillingEvent event) {
        return switch (event) {
            case BillingEvent.InvoiceIssued issued ->
                of(record, issued.orderId(), ONLY, issued.invoice().label());
        };
    }

    private static Happening of(Received<?> record, OrderId id, int sequence, @Nullable String detail) {
        return new Happening(
                id,
                record.topic().name(),
                sequence,
                record.message().getClass().getSimpleName(),
                record.message().at(),
                detail,
                record.partition(),
                record.offset());
    }

    private static @Nullable String detail(OrderEvent event) {
        return switch (event) {
            case OrderAccepted _, StockReserved _ -> null;
            case OrderConfirmed confirmed -> confirmed.paymentReference();
            case OrderRejected rejected ->
                switch (rejected.reason()) {
                    case OUT_OF_STOCK -> rejected.reason() + ": " + String.join(", ", rejected.skus());
                    case PAYMENT_DECLINED -> withNote(rejected.reason().name(), rejected.detail());
                };
            case OrderCancelled cancelled -> withNote(cancelled.by(), cancelled.note());
            case OrderExpired expired -> expired.reason().name();
            case CancellationRefused refused -> refused.by() + ": " + refused.because();
        };
    }

    private static String withNote(String who, @Nullable String note) {
        return note == null || note.isBlank() ? who : who + ": " + note;
    }
}
