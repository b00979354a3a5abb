package io.esteira.audit;

import static java.util.Objects.requireNonNull;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the auditor has seen, in a topic or in a table, and of that only what goes into books: many wait in
 * memory to be entered together. {@code at} is when it was written there.
 *
 * <p>JSON may lack what every message has, and one record must not stop the books of all others: whatever a book needs,
 * an observation without it cannot be made.
 */
sealed interface Observation {

    Instant at();

    /** Of an order. */
    sealed interface OfOrder extends Observation {
        OrderId order();
    }

    /** Of a shelf. */
    sealed interface OfSku extends Observation {
        String sku();
    }

    /**
     * @param fingerprint as much of it as tells bodies under one id apart
     * @param wanted pieces by SKU
     */
    record Placed(OrderId order, String fingerprint, Map<String, Integer> wanted, Instant at) implements OfOrder {

        static Placed of(OrderPlaced placed, Instant at) {
            return new Placed(whole(placed.order().id()), shortened(placed.fingerprint()), wanted(placed.order()), at);
        }

        private static Map<String, Integer> wanted(Order order) {
            if (order.lines().size() == 1) {
                OrderLine only = order.lines().getFirst();
                return Map.of(only.sku(), only.quantity());
            }
            Map<String, Integer> pieces = new TreeMap<>();
            for (OrderLine line : order.lines()) {
                pieces.merge(line.sku(), line.quantity(), Integer::sum);
            }
            return pieces;
        }
    }

    /**
     * A placing that order flow has put aside for people to look at.
     *
     * @param parked false if it was handed back, and taken up
     */
    record PlacingParked(OrderId order, String fingerprint, boolean parked, Instant at) implements OfOrder {

        static PlacingParked of(OrderPlaced placed, boolean parked, Instant at) {
            return new PlacingParked(whole(placed.order().id()), shortened(placed.fingerprint()), parked, at);
        }
    }

    /**
     * @param name of the event's kind
     * @param stage where it says that the order stands now; null if it says nothing of that
     * @param transition that customers are told of it under; null if they are not
     * @param digest of the record's bytes: the same event written twice has the same
     */
    record Happened(
            OrderId order,
            int sequence,
            String name,
            @Nullable Stage stage,
            @Nullable String transition,
            String digest,
            Instant at)
            implements OfOrder {

        static Happened of(OrderEvent event, String digest, Instant at) {
            return new Happened(
                    whole(event.orderId()),
                    event.sequence(),
                    event.getClass().getSimpleName(),
                    Stage.after(event),
                    Letters.transition(event),
                    digest,
                    at);
        }
    }

    record StockAsked(StockRequest request, Instant at) implements OfOrder {

        public StockAsked {
            whole(request.orderId());
            requireNonNull(request.sku());
        }

        @Override
        public OrderId order() {
            return request.orderId();
        }
    }

    record StockAnswered(StockEvent answer, Instant at) implements OfOrder {

        public StockAnswered {
            whole(answer.orderId());
            requireNonNull(answer.sku());
        }

        @Override
        public OrderId order() {
            return answer.orderId();
        }
    }

    /** @param back whether it was asked to give the money back */
    record PaymentAsked(OrderId order, boolean back, Instant at) implements OfOrder {

        static PaymentAsked of(PaymentRequest request, Instant at) {
            boolean back = switch (request) {
                case PaymentRequest.Capture ignored -> false;
                case PaymentRequest.Refund ignored -> true;
            };
            return new PaymentAsked(whole(request.orderId()), back, at);
        }
    }

    record PaymentTold(PaymentEvent event, Instant at) implements OfOrder {

        public PaymentTold {
            whole(event.orderId());
            switch (event) {
                case PaymentEvent.PaymentCaptured(var ignored, var amount, var reference, var alsoIgnored) ->
                    requireBoth(amount, reference);
                case PaymentEvent.PaymentRefunded(var ignored, var amount, var reference, var alsoIgnored) ->
                    requireBoth(amount, reference);
                case PaymentEvent.PaymentDeclined ignored -> {}
            }
        }

        private static void requireBoth(Money amount, String reference) {
            requireNonNull(amount);
            requireNonNull(reference);
        }

        @Override
        public OrderId order() {
            return event.orderId();
        }
    }

    record InvoiceTold(OrderId order, String series, long number, Money total, Instant at) implements OfOrder {

        static InvoiceTold of(OrderId order, Invoice invoice, Instant at) {
            return new InvoiceTold(
                    whole(order),
                    requireNonNull(invoice.series()),
                    invoice.number(),
                    requireNonNull(invoice.total()),
                    at);
        }
    }

    /** A row of {@code billing.invoices}. */
    record InvoiceFiled(OrderId order, String series, long number, Money total, Instant at) implements OfOrder {}

    /** A row of {@code notifications.messages}. */
    record MessageNoted(OrderId order, String transition, String channel, Instant at) implements OfOrder {}

    record Adjusted(StockCommand.Adjust adjust, Instant at) implements OfSku {

        public Adjusted {
            requireNonNull(adjust.sku());
            requireNonNull(adjust.adjustmentId());
        }

        @Override
        public String sku() {
            return adjust.sku();
        }
    }

    /**
     * An adjustment that stock has refused.
     *
     * @param parked false if it was handed back, and done
     */
    record AdjustmentParked(StockCommand.Adjust adjust, boolean parked, Instant at) implements OfSku {

        public AdjustmentParked {
            requireNonNull(adjust.sku());
            requireNonNull(adjust.adjustmentId());
        }

        @Override
        public String sku() {
            return adjust.sku();
        }
    }

    record LevelTold(StockLevel level, Instant at) implements OfSku {

        public LevelTold {
            requireNonNull(level.sku());
        }

        @Override
        public String sku() {
            return level.sku();
        }
    }

    private static OrderId whole(OrderId order) {
        requireNonNull(order.value());
        return order;
    }

    private static String shortened(String fingerprint) {
        int most = Placing.DIGITS;
        return fingerprint.length() <= most ? fingerprint : fingerprint.substring(0, most);
    }
}
