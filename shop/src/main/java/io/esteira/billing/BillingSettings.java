package io.esteira.billing;

import io.esteira.contracts.Invoice;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who sells, and how invoices are numbered.
 *
 * @param series the series that new invoices are numbered in: 1 to 10 capitals and digits
 * @param threads consumers in this process; they number one after another, but write to Kafka side by side
 */
@ConfigurationProperties("esteira.billing")
record BillingSettings(
        @DefaultValue("A") String series,
        @DefaultValue Seller seller,
        @DefaultValue("3") int threads) {

    BillingSettings {
        if (!series.matches("[A-Z0-9]{1,10}")) {
            throw new IllegalArgumentException(
                    "esteira.billing.series must be 1 to 10 capitals and digits, not " + series);
        }
    }

    record Seller(
            @DefaultValue("Esteira Demo Store") String name,
            @DefaultValue("12ABC34501DE35") String taxId,

            @DefaultValue("Rua das Esteiras, 100, 01310-100 São Paulo SP, Brasil")
            String address,

            @DefaultValue("shop@example.com") String email) {

        Invoice.Seller onInvoice() {
            return new Invoice.Seller(name, taxId, address, email);
        }
    }
}
