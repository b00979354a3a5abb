package io.esteira.audit;

import io.esteira.contracts.BillingEvent;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import java.time.Instant;

/** One thing that the auditor has seen, in a topic or in a table. {@code at} is when it was written there. */
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

    record Placed(OrderPlaced placed, Instant at) implements OfOrder {
        @Override
        public OrderId order() {
            return placed.order().id();
        }
    }

    /**
     * A placing that order flow has put aside for people to look at.
     *
     * @param parked false if it was handed back, and taken up
     */
    record PlacingParked(OrderPlaced placed, boolean parked, Instant at) implements OfOrder {
        @Override
        public OrderId order() {
            return placed.order().id();
        }
    }

    /** @param digest of the record's bytes: the same event written twice has the same */
    record Happened(OrderEvent event, String digest, Instant at) implements OfOrder {
        @Override
        public OrderId order() {
            return event.orderId();
        }
    }

    record StockAsked(StockRequest request, Instant at) implements OfOrder {
        @Override
        public OrderId order() {
            return request.orderId();
        }
    }

    record StockAnswered(StockEvent answer, Instant at) implements OfOrder {
        @Override
        public OrderId order() {
            return answer.orderId();
        }
    }

    record PaymentAsked(PaymentRequest request, Instant at) implements OfOrder {
        @Override
        public OrderId order() {
            return request.orderId();
        }
    }

    record PaymentTold(PaymentEvent event, Instant at) implements OfOrder {
        @Override
        public OrderId order() {
            return event.orderId();
        }
    }

    record InvoiceTold(BillingEvent.InvoiceIssued event, Instant at) implements OfOrder {
        @Override
        public OrderId order() {
            return event.orderId();
        }
    }

    /** A row of {@code billing.invoices}. */
    record InvoiceFiled(OrderId order, String series, long number, Money total, Instant at) implements OfOrder {}

    /** A row of {@code notifications.messages}. */
    record MessageNoted(OrderId order, String transition, String channel, Instant at) implements OfOrder {}

    record Adjusted(StockCommand.Adjust adjust, Instant at) implements OfSku {
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
        @Override
        public String sku() {
            return adjust.sku();
        }
    }

    record LevelTold(StockLevel level, Instant at) implements OfSku {
        @Override
        public String sku() {
            return level.sku();
        }
    }
}
