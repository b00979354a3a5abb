package io.esteira.orders;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderPlaced;
import io.esteira.platform.kafka.Received;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message about an order, as an entry of the order's timeline. */
record Happening(
        String topic,
        int sequence,
        String type,
        Instant at,
        @Nullable String detail,
        int partition,
        long offset) {

    private static final int ONLY = 0;

    static Happening of(Received<?> record, @SuppressWarnings("unused") OrderPlaced placed) {
        return of(record, ONLY, null);
    }

    static Happening of(Received<?> record, OrderEvent event) {
        return of(record, event.sequence(), detail(event));
    }

    private static Happening of(Received<?> record, int sequence, @Nullable String detail) {
        return new Happening(
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
