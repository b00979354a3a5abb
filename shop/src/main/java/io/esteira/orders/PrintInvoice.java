package io.esteira.orders;

import io.esteira.contracts.Invoice;

/** The invoice as a document, in the customer's language. */
public interface PrintInvoice {

    byte[] pdf(Invoice invoice);

    /** What a browser should call the file. */
    static String fileName(Invoice invoice) {
        return "invoice-" + invoice.label() + ".pdf";
    }
}
