package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What billing put on paper. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(BillingEvent.InvoiceIssued.class))
public sealed interface BillingEvent extends Message {

    OrderId orderId();

    record InvoiceIssued(OrderId orderId, Invoice invoice) implements BillingEvent {
        @Override
        public String factId() {
            return orderId + "/invoice";
        }

        @Override
        public Instant at() {
            return invoice.issuedAt();
        }
    }
}
