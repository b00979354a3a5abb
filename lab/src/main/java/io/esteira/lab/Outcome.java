package io.esteira.lab;

import java.math.BigDecimal;

/** What the shop answered to an order. */
sealed interface Outcome {

    RetailInvoice invoice();

    /** @param repeated whether the shop had it from an earlier replay */
    record Accepted(RetailInvoice invoice, String orderId, BigDecimal total, boolean repeated) implements Outcome {}

    record Refused(RetailInvoice invoice, String reason) implements Outcome {}

    /** Whether the shop has it is not known. */
    record Unanswered(RetailInvoice invoice, String why) implements Outcome {}
}
