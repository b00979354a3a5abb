package io.esteira.paper;

import io.esteira.contracts.Invoice;
import io.esteira.platform.text.Formats;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The invoice as a document, in the customer's language. The same invoice gives the same bytes. */
@Component
public final class InvoicePrinter {

    private final MessageSource texts;
    private final Formats formats;

    public InvoicePrinter(MessageSource texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
    }

    /** What a browser should call the file. */
    public static String fileName(Invoice invoice) {
        return "invoice-" + invoice.label() + ".pdf";
    }

    public byte[] print(Invoice invoice) {
        Locale locale = Locale.forLanguageTag(invoice.customer().locale());
        return new InvoicePaper(invoice, new Words(texts, formats, locale)).draw();
    }
}
