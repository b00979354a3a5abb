package io.esteira.lab;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * One line of the file, as it stands there.
 *
 * @param customerId empty where the file knows none
 */
record RetailLine(
        String invoiceNo,
        String stockCode,
        String description,
        int quantity,
        LocalDateTime at,
        BigDecimal unitPrice,
        String customerId,
        String country) {

    BigDecimal money() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
