package io.esteira.orders;

import io.esteira.contracts.Invoice;
import io.esteira.platform.pdf.PdfPrinter;
import java.util.Locale;
import java.util.Map;

final class PrintedInvoices implements PrintInvoice {

    private final PdfPrinter printer;

    PrintedInvoices(PdfPrinter printer) {
        this.printer = printer;
    }

    @Override
    public byte[] pdf(Invoice invoice) {
        return printer.print(
                "billing/invoice",
                Map.of("invoice", invoice),
                Locale.forLanguageTag(invoice.customer().locale()),
                invoice.issuedAt());
    }
}
