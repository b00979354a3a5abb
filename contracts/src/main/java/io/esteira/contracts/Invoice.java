package io.esteira.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An invoice as it was issued; it never changes. Its PDF is a function of this record, so whoever holds the record can
 * print it.
 *
 * @param number 1, 2, 3, … in its series, without a gap
 * @param paymentReference the gateway's name for the payment
 */
public record Invoice(
        String series,
        long number,
        Instant issuedAt,
        OrderId orderId,
        String orderNumber,
        Instant placedAt,
        Seller seller,
        Customer customer,
        Address address,
        List<OrderLine> lines,
        Money total,
        String paymentReference) {

    public Invoice {
        lines = List.copyOf(lines);
    }

    /** Series and number as people write them: {@code A-000042}. */
    public String label() {
        return String.format(Locale.ROOT, "%s-%06d", series, number);
    }

    /** Who sells. */
    public record Seller(String name, String taxId, String address, String email) {}
}
